// SPDX-License-Identifier: Apache-2.0
// With an issuer and an audience, access tokens are those of RFC 9068, and no others are accepted.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { get_me } from '../support/account.mjs';
import { gatehouse, make_folder } from '../support/gatehouse.mjs';
import { form_body, send } from '../support/request.mjs';
import { secrets } from '../support/target.mjs';
import { claims_of, client_token, email, introspect, serve_for, token } from './server.mjs';

const audience = 'https://api.example.com';
const env = { GATEHOUSE_TOKENS_AUDIENCE: audience };
const of_password = { grant_type: 'password', username: email, password: 'correct-horse' };
const header_of = (text) => JSON.parse(Buffer.from(text.split('.')[0], 'base64url'));

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
function sign(header, claims) {
  const message = `${encode(header)}.${encode(claims)}`;
  return `${message}.${createHmac('sha256', secrets.JWT_SECRET_KEY).update(message).digest('base64url')}`;
}

for (const algorithm of ['HS256', 'EdDSA']) {
  test(`tokens have all that the standard demands, signed by ${algorithm}`, async (t) => {
    const server = await serve_for(t, { issuer: true, env: { ...env, GATEHOUSE_TOKENS_ALGORITHM: algorithm } });
    const login = JSON.parse((await send(server, { method: 'POST', path: '/login', ...form_body({ username: email, password: 'correct-horse' }) })).text);
    const refreshed = (await token(server, { grant_type: 'refresh_token', refresh_token: login.refresh_token })).json;
    const by_client = (await token(server, of_password, server.client)).json;
    const own = await client_token(server);
    for (const [text, client, is_users] of [[login.access_token, 'gatehouse:login', true], [refreshed.access_token, 'gatehouse:login', true],
      [by_client.access_token, 'reports', true], [own, 'reports', false]]) {
      const { typ, alg } = header_of(text);
      assert.deepEqual([typ, alg], ['at+jwt', algorithm]);
      const claims = claims_of(text);
      assert.deepEqual([claims.iss, claims.aud, claims.client_id], [server.origin, audience, client]);
      for (const name of ['exp', 'iat']) assert.equal(typeof claims[name], 'number');
      for (const name of ['sub', 'jti']) assert.equal(typeof claims[name], 'string');
      assert.equal(claims.sub === client, !is_users);
      assert.equal((await get_me(server, text)).status, is_users ? 200 : 403);
      const told = await introspect(server, text);
      assert.deepEqual([told.active, told.client_id, told.aud], [true, client, [audience]]);
    }
    const { typ } = header_of(login.refresh_token);
    assert.deepEqual([typ, claims_of(login.refresh_token).aud], ['JWT', undefined]);
  });
}

test('what is for someone else, or of another kind, is refused', async (t) => {
  const server = await serve_for(t, { issuer: true, env });
  const { access_token, refresh_token } = (await token(server, of_password)).json;
  const header = header_of(access_token);
  const claims = claims_of(access_token);
  const ask = async (...parts) => (await get_me(server, sign(...parts))).status;
  assert.equal(await ask(header, claims), 200);
  assert.equal(await ask({ ...header, typ: 'application/at+jwt' }, { ...claims, aud: ['https://x', audience] }), 200);
  assert.equal(await ask({ ...header, typ: 'JWT' }, claims), 403);
  assert.equal(await ask({ alg: 'HS256' }, claims), 403);
  assert.equal(await ask(header, { ...claims, aud: 'https://api.example.com/' }), 403);
  assert.equal(await ask(header, { ...claims, aud: undefined }), 403);
  assert.equal(await ask(header, { ...claims, iss: 'https://elsewhere.example.com' }), 403);
  assert.equal(await ask(header, { ...claims, client_id: claims.sub }), 403, 'it would stand for a client');
  assert.equal((await get_me(server, refresh_token)).status, 403);
});

test('nobody can be registered as the client of the login form', async (t) => {
  const server = await serve_for(t, { issuer: true, env });
  const { code, stderr } = await gatehouse(['client', 'add', 'Mallory', '--id', 'gatehouse:login', '--data', server.data]);
  assert.equal(code, 1);
  assert.match(stderr, /"gatehouse:login" can't be a client's id/);
});

test('an audience without an issuer stops the start', async (t) => {
  const { data, remove } = await make_folder();
  t.after(remove);
  for (const args of [['serve', '--listen', '127.0.0.1:0', '--data', data], ['config', 'check']]) {
    const { code, stdout, stderr } = await gatehouse(args, { env });
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^gatehouse: .*GATEHOUSE_TOKENS_AUDIENCE: tokens\.audience needs tokens\.issuer, .*\n$/);
  }
});
