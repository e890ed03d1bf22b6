// SPDX-License-Identifier: Apache-2.0
// Roles in the real program: granted by a command, carried by tokens, narrowed by clients, taken away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatehouse } from '../support/gatehouse.mjs';
import { form_body, send } from '../support/request.mjs';
import { assert_refused, claims_of, email, introspect, serve_for, token } from './server.mjs';

const of_password = { grant_type: 'password', username: email, password: 'correct-horse' };
const of_refresh = ({ refresh_token }) => ({ grant_type: 'refresh_token', refresh_token });

async function grant(server, ...roles) {
  const { code, stderr } = await gatehouse(['user', 'grant', email, ...roles, '--data', server.data]);
  assert.equal(code, 0, stderr);
}

async function ask(server, fields, client) {
  const answer = await token(server, fields, client);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

test('tokens carry what their user has been granted by then', async (t) => {
  const server = await serve_for(t);
  const before = await ask(server, of_password);
  assert.deepEqual(['scope' in before, 'scope' in claims_of(before.access_token)], [false, false]);
  await grant(server, 'reports:read', 'reports:write');
  const after = await ask(server, of_refresh(before));
  assert.equal(after.scope, 'reports:read reports:write');
  assert.equal(claims_of(after.access_token).scope, 'reports:read reports:write');
  assert.equal('scope' in claims_of(after.refresh_token), false);
  await grant(server, 'admin');
  const by_login = JSON.parse((await send(server, { method: 'POST', path: '/login',
    ...form_body({ username: email, password: 'correct-horse', scope: 'nonsense "' }) })).text);
  assert.deepEqual(Object.keys(by_login), ['access_token', 'refresh_token', 'token_type', 'expires_in'], 'as the guide has it');
  assert.equal(claims_of(by_login.access_token).scope, 'admin reports:read reports:write');
});

test('a role that is taken away is gone from introspection at once, and from the next token', async (t) => {
  const server = await serve_for(t);
  await grant(server, 'reports:read', 'reports:write');
  const pair = await ask(server, of_password);
  assert.equal((await introspect(server, pair.access_token)).scope, 'reports:read reports:write');
  assert.equal((await introspect(server, pair.refresh_token)).scope, 'reports:read reports:write');
  await grant(server, '--remove', 'reports:write');
  assert.equal((await introspect(server, pair.access_token)).scope, 'reports:read');
  await grant(server, '--remove', 'reports:read');
  const left = await introspect(server, pair.access_token);
  assert.deepEqual([left.active, 'scope' in left], [true, false]);
  assert.equal('scope' in claims_of((await ask(server, of_refresh(pair))).access_token), false);
});

test('a login may ask for less, and its session never gets more', async (t) => {
  const server = await serve_for(t);
  await grant(server, 'reports:read', 'reports:write');
  let pair = await ask(server, { ...of_password, scope: 'reports:read' });
  assert.deepEqual([pair.scope, claims_of(pair.access_token).scope], ['reports:read', 'reports:read']);
  assert_refused(await token(server, { ...of_refresh(pair), scope: 'reports:write' }), 400, 'invalid_scope');
  assert_refused(await token(server, { ...of_refresh(pair), scope: 'reports:read reports:write' }), 400, 'invalid_scope');
  pair = await ask(server, of_refresh(pair));
  assert.equal(pair.scope, 'reports:read');
  for (const scope of ['admin', 'reports:read admin', 'reports', 'reports:read\treports:write', '"', 'ä']) {
    assert_refused(await token(server, { ...of_password, scope }), 400, 'invalid_scope');
  }
  assert_refused(await token(server, { ...of_password, password: 'wrong-horse', scope: 'admin' }), 400, 'invalid_grant');
});

test('a refresh may ask for less, once', async (t) => {
  const server = await serve_for(t);
  await grant(server, 'a', 'b');
  const pair = await ask(server, of_password);
  const less = await ask(server, { ...of_refresh(pair), scope: 'b' });
  assert.deepEqual([less.scope, claims_of(less.access_token).scope], ['b', 'b']);
  assert.equal((await ask(server, of_refresh(less))).scope, 'a b');
});

test("a client's users have tokens that name it, if it proved who it is", async (t) => {
  const server = await serve_for(t);
  const pair = await ask(server, of_password, server.client);
  const { sub, client_id, sid } = claims_of(pair.access_token);
  assert.equal(client_id, 'reports');
  assert.notEqual(sub, client_id);
  assert.match(sid, /^[0-9a-f-]{36}$/);
  assert.equal((await introspect(server, pair.access_token)).client_id, 'reports');
  const { status } = await send(server, { path: '/me', headers: { Authorization: `Bearer ${pair.access_token}` } });
  assert.equal(status, 200, "it is a user's token all the same");
  for (const named of [{}, { client_id: 'reports' }, { client_id: 'some-app' }]) {
    assert.equal('client_id' in claims_of((await ask(server, { ...of_password, ...named })).access_token), false);
  }
});
