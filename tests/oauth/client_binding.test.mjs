// SPDX-License-Identifier: Apache-2.0
// Attacks by one client on what another one was given: its refresh tokens, its sessions, and its tokens' claims.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get_me, log_in as log_in_at_login } from '../support/account.mjs';
import { add_client, assert_refused, claims_of, client_command, client_token, email, log_in, post, serve_for, token } from './server.mjs';

const of_password = { grant_type: 'password', username: email, password: 'correct-horse' };
const renew = (server, refresh_token, client, fields = {}) => token(server, { grant_type: 'refresh_token', refresh_token, ...fields }, client);
const our_refresh = (server, refresh_token) => post(server, '/refresh', { grant_type: 'refresh_token', refresh_token });
const ask = async (server, text, client) => (await post(server, '/introspect', { token: text }, client)).json;

async function begin(server, client) {
  const answer = await token(server, of_password, client);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}
async function serve_two(t) {
  const server = await serve_for(t);
  return [server, await add_client(server, 'alice'), await add_client(server, 'bob')];
}
const assert_invalid_grant = (answer, what) =>
  assert.deepEqual([answer.status, answer.json?.error], [400, 'invalid_grant'], `${what}: ${answer.text}`);
const assert_alive = async (server, { access_token }) => assert.equal((await get_me(server, access_token)).status, 200);
const assert_dead = async (server, { access_token }) => assert.equal((await get_me(server, access_token)).status, 401);

test('a stolen refresh token is redeemed by no other client, and by nobody without the secret', async (t) => {
  const [server, alice, bob] = await serve_two(t);
  const first = await begin(server, alice);
  for (const [what, attempt] of [
    ['another client', () => renew(server, first.refresh_token, bob)],
    ['another client, for less', () => renew(server, first.refresh_token, bob, { scope: 'nonsense' })],
    ['no client', () => renew(server, first.refresh_token)],
    ['the id without the secret', () => renew(server, first.refresh_token, null, { client_id: 'alice' })],
    ['/refresh', () => our_refresh(server, first.refresh_token)],
  ]) {
    assert_invalid_grant(await attempt(), what);
    await assert_alive(server, first);
  }
  assert_refused(await renew(server, first.refresh_token, { ...alice, secret: bob.secret }), 401, 'invalid_client');
  const second = await renew(server, first.refresh_token, alice);
  assert.equal(second.status, 200, `the attempts have spent nothing: ${second.text}`);
  assert.equal(claims_of(second.json.access_token).client_id, 'alice');
  // An old replaced token ends the session only when its own client presents it.
  const third = (await renew(server, second.json.refresh_token, alice)).json;
  assert_invalid_grant(await renew(server, first.refresh_token, bob), 'spent, by another');
  assert_invalid_grant(await our_refresh(server, first.refresh_token), 'spent, by nobody');
  await assert_alive(server, third);
  assert_invalid_grant(await renew(server, first.refresh_token, alice), 'spent');
  await assert_dead(server, third);
});


test('the sessions of a client end when it is disabled or deleted, and no others', async (t) => {
  const [server, alice, bob] = await serve_two(t);
  const [hers, his, nobodys] = [await begin(server, alice), await begin(server, bob), await log_in(server)];
  await client_command(server, 'disable', 'alice');
  await assert_dead(server, hers);
  for (const attempt of [renew(server, hers.refresh_token), our_refresh(server, hers.refresh_token), renew(server, hers.refresh_token, bob)]) {
    assert_invalid_grant(await attempt, 'disabled');
  }
  assert_refused(await renew(server, hers.refresh_token, alice), 401, 'invalid_client');
  await client_command(server, 'enable', 'alice');
  assert_invalid_grant(await renew(server, hers.refresh_token, alice), 'enabled again');
  for (const login of [his, nobodys]) await assert_alive(server, login);
  await client_command(server, 'delete', 'bob');
  await assert_dead(server, his);
  const again = await add_client(server, 'bob');
  assert_invalid_grant(await renew(server, his.refresh_token, again), 'another client of that id');
  await assert_alive(server, nobodys);
});

test('a client ends no session that another has begun', async (t) => {
  const [server, alice, bob] = await serve_two(t);
  const login = await begin(server, alice);
  for (const text of [login.access_token, login.refresh_token]) {
    assert_invalid_grant(await post(server, '/revoke', { token: text }, bob), 'revoked by another');
    await assert_alive(server, login);
  }
  assert_invalid_grant(await post(server, '/revoke', { token: await client_token(server, alice) }, bob), 'its own token');
  assert.equal((await renew(server, login.refresh_token, alice)).status, 200);
  assert.equal((await post(server, '/revoke', { token: login.refresh_token }, alice)).status, 200);
  await assert_dead(server, login);
});

test('a client is told of its own tokens, and of others\' only with the operator\'s leave', async (t) => {
  const [server, alice, bob] = await serve_two(t);
  const [hers, nobodys] = [await begin(server, alice), await log_in_at_login(server, email)];
  const own = await client_token(server, alice);
  const all = [hers.access_token, hers.refresh_token, own, nobodys.access_token, nobodys.refresh_token];
  for (const text of all) assert.deepEqual(await ask(server, text, bob), { active: false });
  for (const text of [hers.access_token, hers.refresh_token]) assert.equal((await ask(server, text, alice)).username, email);
  assert.equal((await ask(server, own, alice)).active, true);
  assert.deepEqual(await ask(server, nobodys.access_token, alice), { active: false });
  await client_command(server, 'set-introspect', 'bob', 'all');
  for (const text of all) assert.equal((await ask(server, text, bob)).active, true);
  assert.equal((await ask(server, nobodys.access_token, bob)).username, email);
  await client_command(server, 'set-introspect', 'bob', 'own');
  for (const text of all) assert.deepEqual(await ask(server, text, bob), { active: false });
  const carol = await add_client(server, 'carol', '--introspect', 'all');
  assert.equal((await ask(server, hers.access_token, carol)).username, email);
});

test('a session that no client has begun goes on as ever', async (t) => {
  const [server, alice] = await serve_two(t);
  for (const login of [await log_in(server), await log_in_at_login(server, email)]) {
    const second = await our_refresh(server, login.refresh_token);
    assert.equal(second.status, 200, second.text);
    const third = await renew(server, second.json.refresh_token);
    assert.equal(third.status, 200, third.text);
    // Sessions that were created before clients were stored: the client that began one continues it.
    assert.equal((await renew(server, third.json.refresh_token, alice)).status, 200);
  }
});
