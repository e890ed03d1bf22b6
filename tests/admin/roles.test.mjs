// SPDX-License-Identifier: Apache-2.0
// Administrators, supporters and auditors with access tokens of their own: what each may do, and when no longer.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { open_house } from '../support/gatehouse.mjs';
import { form_body, json_body, send } from '../support/request.mjs';
import { ask } from './socket.mjs';

const password = 'correct-horse';
const nobody = '00000000-0000-4000-8000-000000000000';

/// What each role may do; all else is refused. An operation that is new is an administrator's alone until it is named here.
const may = {
  support: ['GET /users', 'GET /users/{id}', 'GET /users/{id}/sessions', 'DELETE /users/{id}/sessions', 'DELETE /users/{id}/sessions/{session_id}'],
  auditor: ['GET /users', 'GET /users/{id}', 'GET /users/{id}/sessions', 'GET /audit', 'GET /audit/export', 'GET /audit/head', 'POST /audit/verify'],
};
/// What needs a password that was given a moment ago.
const needs_recent = ['POST /users/{id}/password', 'POST /users/import', 'GET /users/export', 'POST /clients', 'POST /clients/{id}/secret', 'POST /keys', 'DELETE /keys/{id}', 'POST /backups'];

let house;
let secrets;
const env = { GATEHOUSE_ADMIN_API: 'true' };
before(async () => {
  house = await open_house(false);
  await house.serve([], env);
  secrets = {};
  for (const [id, scope] of [['panel', 'gatehouse:admin reports'], ['other', 'reports']]) {
    secrets[id] = JSON.parse((await house.client('add', id, '--id', id, '--scope', scope, '--json')).stdout).client_secret;
  }
  for (const role of ['admin', 'support', 'auditor', 'reports']) {
    const made = await ask(house, 'POST', '/users', { email: `${role}@example.com`, password, roles: [role] });
    assert.equal(made.status, 201, made.text);
  }
});
after(() => house?.close());

const post = (where, fields) => send(house.server, { method: 'POST', path: where, ...form_body(fields) });
const get_tokens = async (role, { client = 'panel', scope = 'gatehouse:admin' } = {}) => {
  const answer = await post('/token', { grant_type: 'password', username: `${role}@example.com`, password, ...(client && { client_id: client, client_secret: secrets[client] }), ...(scope && { scope }) });
  return { status: answer.status, ...JSON.parse(answer.text) };
};
const call = async (token, operation, { id = nobody, body, headers = {} } = {}) => {
  const [method, route] = operation.split(' ');
  const json = method === 'GET' ? { headers: {} } : json_body(body ?? {});
  const answer = await send(house.server, { method, path: `/admin/api${route.replaceAll(/\{\w+\}/g, id)}`, ...json, headers: { ...json.headers, ...headers, Authorization: `Bearer ${token}` } });
  return { ...answer, json: answer.headers['content-type'] === 'application/json' && answer.text !== '' ? JSON.parse(answer.text) : undefined };
};
const operations = async () => Object.entries((await ask(house, 'GET', '/openapi.json')).json.paths)
  .flatMap(([route, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${route.replace('/admin/api', '')}`));

test('the scope is for holders of a built-in role, through a client that is registered for it', async () => {
  const cases = [
    ['admin', {}, 200], ['support', {}, 200], ['auditor', {}, 200], ['reports', {}, 400],
    ['admin', { client: null }, 400], ['admin', { client: 'other' }, 400], ['admin', { scope: 'gatehouse:adm' }, 400], ['admin', { scope: 'gatehouse:admin gatehouse:x' }, 400],
  ];
  for (const [role, options, status] of cases) {
    const told = await get_tokens(role, options);
    assert.equal(told.status, status, `${role} ${JSON.stringify(options)} ${JSON.stringify(told)}`);
    if (status === 400) assert.equal(told.error, 'invalid_scope');
  }
  const without = await get_tokens('admin', { scope: null });
  assert.equal(without.scope, 'admin', 'nobody gets it without asking');
  assert.equal((await call(without.access_token, 'GET /users')).json.code, 'insufficient_scope');
});

test('each role may do what the table says, and nothing else', async () => {
  const all = await operations();
  for (const role of ['support', 'auditor']) {
    const { access_token } = await get_tokens(role);
    for (const operation of all) {
      const answer = await call(access_token, operation, { headers: { 'If-Match': '*' } });
      const is_allowed = may[role].includes(operation);
      assert.equal(answer.json?.code === 'not_permitted', !is_allowed, `${role}: ${operation}: ${answer.status} ${answer.text.slice(0, 200)}`);
      if (!is_allowed) assert.equal(answer.status, 403);
    }
    for (const operation of may[role]) assert.ok(all.includes(operation), operation);
  }
  const { access_token } = await get_tokens('admin');
  for (const operation of all) {
    const answer = await call(access_token, operation, { headers: { 'If-Match': '*' } });
    assert.ok(![401, 403].includes(answer.status), `${operation}: ${answer.status}`);
  }
});

test('a supporter ends sessions of users, and never of colleagues', async () => {
  const { access_token } = await get_tokens('support');
  const id_of = async (name) => (await ask(house, 'GET', `/users?email=${name}%40example.com`)).json.items[0].id;
  assert.equal((await call(access_token, 'DELETE /users/{id}/sessions', { id: await id_of('reports') })).status, 200);
  for (const colleague of ['admin', 'auditor', 'support']) {
    const refused = await call(access_token, 'DELETE /users/{id}/sessions', { id: await id_of(colleague) });
    assert.deepEqual([refused.status, refused.json.code], [403, 'not_permitted'], colleague);
  }
});

test('roles of one\'s own cannot be raised', async () => {
  for (const role of ['support', 'auditor']) {
    const { access_token } = await get_tokens(role);
    const id = (await ask(house, 'GET', `/users?email=${role}%40example.com`)).json.items[0].id;
    assert.equal((await call(access_token, 'PATCH /users/{id}', { id, body: { roles: ['admin'] }, headers: { 'If-Match': '*' } })).json.code, 'not_permitted');
    assert.deepEqual((await ask(house, 'GET', `/users/${id}`)).json.roles, [role]);
  }
});

test('who loses the role, the account or the session is out at once', async () => {
  const made = (await ask(house, 'POST', '/users', { email: 'short@example.com', password, roles: ['auditor'] })).json;
  const edit = (body) => ask(house, 'PATCH', `/users/${made.id}`, body, { 'If-Match': '*' });
  const status = async (token) => { const { status: code, json } = await call(token, 'GET /users'); return [code, json.code]; };
  const first = (await get_tokens('short')).access_token;
  assert.deepEqual(await status(first), [200, undefined]);
  await edit({ roles: ['reports'] });
  assert.deepEqual(await status(first), [403, 'insufficient_scope']);
  await edit({ roles: ['support'] });
  assert.deepEqual(await status(first), [200, undefined]);
  await ask(house, 'DELETE', `/users/${made.id}/sessions`);
  assert.deepEqual(await status(first), [401, 'session_ended']);
  const second = (await get_tokens('short')).access_token;
  await edit({ disabled: true });
  assert.deepEqual(await status(second), [401, 'session_ended']);
  await ask(house, 'DELETE', `/users/${made.id}`, undefined, { 'If-Match': '*' });
  assert.deepEqual(await status(second), [404, 'user_not_found']);
});

test('an act is recorded with the name of who did it', async () => {
  const { access_token } = await get_tokens('admin');
  const made = await call(access_token, 'POST /users', { body: { email: 'made@example.com', password } });
  const me = (await ask(house, 'GET', '/users?email=admin%40example.com')).json.items[0].id;
  const [entry] = (await ask(house, 'GET', `/audit?user=${made.json.id}`)).json.items;
  assert.deepEqual([entry.actor, entry.address], [{ kind: 'user', id: me }, '127.0.0.1']);
});

test('what could give others a way in needs a password that was given a moment ago', async () => {
  const { access_token, refresh_token } = await get_tokens('admin');
  await house.server.stop();
  const aged = 'import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute("UPDATE sessions SET created_at = created_at - 301000000"); db.commit()';
  execFileSync('python3', ['-c', aged, path.join(house.data, 'gatehouse.db')]);
  await house.serve([], env);
  const refreshed = JSON.parse((await post('/token', { grant_type: 'refresh_token', refresh_token, client_id: 'panel', client_secret: secrets.panel })).text);
  for (const token of [access_token, refreshed.access_token]) {
    for (const operation of await operations()) {
      const answer = await call(token, operation, { headers: { 'If-Match': '*' } });
      assert.equal(answer.json?.code === 'login_too_old', needs_recent.includes(operation), `${operation}: ${answer.status} ${answer.text.slice(0, 100)}`);
      if (!needs_recent.includes(operation)) continue;
      assert.equal(answer.status, 401);
      assert.equal(answer.headers['www-authenticate'], 'Bearer error="insufficient_user_authentication", max_age=300');
    }
    const id = (await ask(house, 'GET', '/users?email=reports%40example.com')).json.items[0].id;
    const edit = (body) => call(token, 'PATCH /users/{id}', { id, body, headers: { 'If-Match': '*' } });
    assert.equal((await edit({ roles: ['admin'] })).json.code, 'login_too_old');
    assert.equal((await edit({ email: 'mine@example.com' })).json.code, 'login_too_old');
    assert.equal((await edit({ disabled: false })).status, 200);
    assert.equal((await call(token, 'POST /users', { body: { email: 'back@example.com', password, roles: ['admin'] } })).json.code, 'login_too_old');
  }
  const again = (await get_tokens('admin')).access_token;
  assert.equal((await call(again, 'GET /users/export')).status, 200);
});
