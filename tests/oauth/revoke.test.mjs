// SPDX-License-Identifier: Apache-2.0
// POST /revoke (RFC 7009): the token is invalid at once, and after a restart.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get_me } from '../support/account.mjs';
import { serve } from '../support/gatehouse.mjs';
import { secrets } from '../support/target.mjs';
import { add_client, assert_refused, client_token, introspect, log_in, post, serve_for, token } from './server.mjs';

const revoke = (server, text, fields = {}, client = server.client) => post(server, '/revoke', { token: text, ...fields }, client);
const assert_revoked = ({ status, text, headers }) => {
  assert.deepEqual([status, text], [200, '']);
  assert.equal(headers['content-length'], '0');
};
async function assert_dead(server, { access_token, refresh_token }) {
  assert.equal((await get_me(server, access_token)).status, 401);
  assert_refused(await token(server, { grant_type: 'refresh_token', refresh_token }), 400, 'invalid_grant');
  for (const text of [access_token, refresh_token]) assert.deepEqual(await introspect(server, text), { active: false });
}
const assert_alive = async (server, { access_token }) => assert.equal((await get_me(server, access_token)).status, 200);

test('either token of a session ends it, whatever the hint says', async (t) => {
  const server = await serve_for(t);
  const other = await log_in(server);
  for (const kind of ['access_token', 'refresh_token']) {
    for (const hint of [undefined, 'access_token', 'refresh_token', 'nonsense']) {
      const login = await log_in(server);
      await assert_alive(server, login);
      assert_revoked(await revoke(server, login[kind], hint ? { token_type_hint: hint } : {}));
      await assert_dead(server, login);
      assert_revoked(await revoke(server, login[kind]));
    }
  }
  await assert_alive(server, other);
});

test('a spent refresh token ends its session too', async (t) => {
  const server = await serve_for(t);
  const first = await log_in(server);
  const { json: second } = await token(server, { grant_type: 'refresh_token', refresh_token: first.refresh_token });
  assert_revoked(await revoke(server, first.refresh_token));
  await assert_dead(server, second);
});

test('what was revoked stays so after a kill', async (t) => {
  const server = await serve_for(t);
  const [login, own] = [await log_in(server), await client_token(server)];
  assert_revoked(await revoke(server, login.refresh_token));
  assert_revoked(await revoke(server, own));
  await server.kill();
  const next = await serve(server.data, [], secrets);
  server.stop = () => next.stop();
  next.client = server.client;
  await assert_dead(next, login);
  assert.deepEqual(await introspect(next, own), { active: false });
});

test('a client revokes its own token, and no other\'s', async (t) => {
  const server = await serve_for(t);
  const other = await add_client(server, 'other');
  const [mine, kept, theirs] = [await client_token(server), await client_token(server), await client_token(server, other)];
  assert_revoked(await revoke(server, mine));
  assert_refused(await revoke(server, theirs), 400, 'invalid_grant');
  assert.deepEqual(await introspect(server, mine), { active: false });
  for (const text of [kept, theirs]) assert.equal((await introspect(server, text)).active, true);
});

test('what is no token is revoked already', async (t) => {
  const server = await serve_for(t);
  const { access_token } = await log_in(server);
  for (const text of ['nonsense', 'a.b.c', '\u0000', 'x'.repeat(10_000), access_token.slice(0, -1)]) assert_revoked(await revoke(server, text));
  await assert_alive(server, { access_token });
});

test('only a client may revoke', async (t) => {
  const server = await serve_for(t);
  const login = await log_in(server);
  assert_refused(await revoke(server, login.access_token, {}, null), 401, 'invalid_client');
  assert_refused(await revoke(server, login.access_token, { client_id: 'reports' }, null), 401, 'invalid_client');
  assert_refused(await revoke(server, login.access_token, {}, { id: 'reports', secret: 'nonsense' }), 401, 'invalid_client');
  assert_refused(await post(server, '/revoke', {}, server.client), 400, 'invalid_request');
  assert_refused(await post(server, '/revoke', [['token', 'a'], ['token', 'b']], server.client), 400, 'invalid_request');
  await assert_alive(server, login);
  const { id, secret } = server.client;
  assert_revoked(await revoke(server, login.access_token, { client_id: id, client_secret: secret }, null));
  await assert_dead(server, login);
});
