// SPDX-License-Identifier: Apache-2.0
// Users through the administration interface: created, listed, edited with entity tags, and deleted.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open_house } from '../support/gatehouse.mjs';
import { form_body, json_body, send } from '../support/request.mjs';
import { ask } from './socket.mjs';

const password = 'correct-horse';
const nobody = '00000000-0000-4000-8000-000000000000';

let house;
before(async () => { house = await open_house(true); });
after(() => house?.close());

const create = async (email, more = {}) => {
  const made = await ask(house, 'POST', '/users', { email, password, ...more });
  assert.equal(made.status, 201, made.text);
  return made.json;
};
const log_in = (username, word = password) => send(house.server, { method: 'POST', path: '/login', ...form_body({ username, password: word }) });
const me = (token) => send(house.server, { path: '/me', headers: { Authorization: `Bearer ${token}` } });

test('a user is created, with its place and its entity tag', async () => {
  const made = await ask(house, 'POST', '/users', { email: 'Ada@Example.com', password, roles: ['reports', 'admin'] });
  assert.equal(made.status, 201);
  assert.equal(made.headers.location, `/admin/api/users/${made.json.id}`);
  assert.equal(made.headers.etag, '"1"');
  const { id, created_at, updated_at, ...rest } = made.json;
  assert.deepEqual(rest, { email: 'Ada@Example.com', disabled: false, roles: ['admin', 'reports'], last_login_at: null, revision: 1 });
  assert.ok(created_at <= updated_at);
  assert.deepEqual((await ask(house, 'GET', `/users/${id}`)).json, made.json);
  assert.equal((await log_in('ada@example.com')).status, 200);
});

test('what is refused says why, and changes nothing', async () => {
  // A login is noted later than it is answered.
  const list = async () => (await ask(house, 'GET', '/users')).json.items.map((user) => ({ ...user, last_login_at: null }));
  const before_it = await list();
  const cases = [
    [{ email: 'ada@example.com', password }, 400, 'email_taken'],
    [{ email: 'no address', password }, 422, 'value_error.email'],
    [{ email: 'x@example.com', password: 'short' }, 422, 'value_error.password.too_short'],
    [{ email: 'x@example.com', password, roles: ['two words'] }, 422, 'value_error.roles'],
    [{ email: 'x@example.com', password, is_admin: true }, 422, 'value_error.extra'],
    [{ email: 'x@example.com' }, 422, 'value_error.missing'],
    [[], 422, 'type_error.dict'],
  ];
  for (const [body, status, code] of cases) {
    const answer = await ask(house, 'POST', '/users', body);
    assert.equal(answer.status, status, answer.text);
    assert.equal(answer.json.code ?? answer.json.detail[0].type, code);
  }
  assert.deepEqual(await list(), before_it);
});

test('an edit needs the entity tag of what was read', async () => {
  const user = await create('edit@example.com');
  const edit = (body, match) => ask(house, 'PATCH', `/users/${user.id}`, body, match === undefined ? {} : { 'If-Match': match });
  const missing = await edit({ disabled: true });
  assert.deepEqual([missing.status, missing.json.code], [428, 'precondition_required']);
  for (const match of ['"2"', '"01x"', '1', '', '"1", "2"', 'W/"1"']) {
    const stale = await edit({ disabled: true }, match);
    assert.deepEqual([stale.status, stale.json.code], [412, 'precondition_failed'], match);
  }
  assert.equal((await ask(house, 'GET', `/users/${user.id}`)).json.disabled, false);
  const changed = await edit({ disabled: true, roles: ['reports'] }, '"1"');
  assert.deepEqual([changed.status, changed.headers.etag, changed.json.disabled, changed.json.roles], [200, '"2"', true, ['reports']]);
  assert.equal((await edit({ disabled: false }, '"1"')).status, 412);
  assert.equal((await edit({ disabled: false }, '*')).status, 200);
  const removed = (match) => ask(house, 'DELETE', `/users/${user.id}`, undefined, { 'If-Match': match });
  assert.equal((await ask(house, 'DELETE', `/users/${user.id}`)).status, 428);
  assert.equal((await removed('"1"')).status, 412);
  assert.equal((await removed('"3"')).status, 204);
  assert.equal((await ask(house, 'GET', `/users/${user.id}`)).status, 404);
});

test('an edit changes the named members only; null and unknown ones are refused', async () => {
  const user = await create('only@example.com', { roles: ['reports'] });
  const edit = (body) => ask(house, 'PATCH', `/users/${user.id}`, body, { 'If-Match': '*' });
  for (const body of [{ disabled: null }, { roles: null }, { email: null }, { password }, { revision: 9 }, { id: nobody }]) {
    assert.equal((await edit(body)).status, 422, JSON.stringify(body));
  }
  assert.equal((await edit({ email: 'ada@example.com' })).json.code, 'email_taken');
  const { json } = await edit({ email: 'Other@example.com' });
  assert.deepEqual([json.email, json.roles, json.disabled], ['Other@example.com', ['reports'], false]);
  assert.equal((await log_in('other@example.com')).status, 200);
  assert.equal((await log_in('only@example.com')).status, 400);
});

test('of two edits of one version one wins', async () => {
  const user = await create('race@example.com');
  const edits = Array.from({ length: 20 }, (_, n) => ask(house, 'PATCH', `/users/${user.id}`, { roles: [`role${n}`] }, { 'If-Match': '"1"' }));
  const statuses = (await Promise.all(edits)).map(({ status }) => status).sort();
  assert.deepEqual(statuses, [200, ...Array(19).fill(412)]);
});

test('disabling, another password and deletion end sessions at once', async () => {
  const acts = [
    (id) => ask(house, 'PATCH', `/users/${id}`, { disabled: true }, { 'If-Match': '*' }),
    (id) => ask(house, 'PATCH', `/users/${id}`, { email: `moved-${id}@example.com` }, { 'If-Match': '*' }),
    (id) => ask(house, 'POST', `/users/${id}/password`, { password: 'battery-staple' }),
    (id) => ask(house, 'DELETE', `/users/${id}/sessions`),
    (id) => ask(house, 'DELETE', `/users/${id}`, undefined, { 'If-Match': '*' }),
  ];
  for (const [index, act] of acts.entries()) {
    const user = await create(`ends${index}@example.com`);
    const { access_token } = JSON.parse((await log_in(user.email)).text);
    assert.equal((await me(access_token)).status, 200);
    assert.ok((await act(user.id)).status < 300, index);
    assert.ok([401, 404].includes((await me(access_token)).status), index);
  }
});

test('sessions are listed and ended one by one', async () => {
  const user = await create('sessions@example.com');
  const tokens = [];
  for (let n = 0; n < 3; ++n) tokens.push(JSON.parse((await log_in(user.email)).text).access_token);
  const list = async (query = '') => (await ask(house, 'GET', `/users/${user.id}/sessions${query}`)).json;
  const all = await list();
  assert.deepEqual([all.items.length, all.next, all.count], [3, null, { value: 3, is_exact: true }]);
  assert.equal(all.items[0].address, '127.0.0.1');
  const first = await list('?limit=2');
  const second = await list(`?limit=2&cursor=${encodeURIComponent(first.next)}`);
  assert.deepEqual([...first.items, ...second.items], all.items);
  assert.equal((await ask(house, 'GET', `/users/${user.id}/sessions?cursor=x`)).status, 422);
  assert.equal((await ask(house, 'DELETE', `/users/${user.id}/sessions/${all.items[2].id}`)).status, 204);
  assert.equal((await ask(house, 'DELETE', `/users/${user.id}/sessions/${all.items[2].id}`)).json.code, 'session_not_found');
  assert.deepEqual(await Promise.all(tokens.map(async (token) => (await me(token)).status)), [401, 200, 200]);
  assert.deepEqual((await ask(house, 'DELETE', `/users/${user.id}/sessions`)).json, { ended: 2 });
  for (const target of [`/users/${nobody}/sessions`]) {
    assert.equal((await ask(house, 'GET', target)).json.code, 'user_not_found');
    assert.equal((await ask(house, 'DELETE', target)).json.code, 'user_not_found');
  }
  const entries = (await ask(house, 'GET', `/audit?user=${user.id}`)).json.items;
  assert.ok(entries.some(({ actor, action }) => actor.kind === 'operator' && action.startsWith('session')), JSON.stringify(entries.map(({ action }) => action)));
});

test('a list has pages, counts and filters', async () => {
  for (const name of ['l1', 'l2', 'l3', 'l4', 'l5']) await create(`${name}@list.example`);
  const list = async (query) => (await ask(house, 'GET', `/users?${query}`)).json;
  const seen = [];
  for (let cursor = ''; cursor !== null;) {
    const page = await list(`prefix=l&limit=2&cursor=${encodeURIComponent(cursor)}`);
    seen.push(...page.items.map(({ email }) => email));
    cursor = page.next;
  }
  assert.deepEqual(seen, ['l1', 'l2', 'l3', 'l4', 'l5'].map((name) => `${name}@list.example`));
  const whole = await list('prefix=L');
  assert.deepEqual([whole.items.length, whole.next, whole.count], [5, null, { value: 5, is_exact: true }]);
  const part = await list('limit=1');
  assert.ok(!part.count.is_exact && part.count.value > 5);
  assert.deepEqual((await list('email=L3%40list.example')).items.map(({ email }) => email), ['l3@list.example']);
  assert.deepEqual((await list('email=nobody%40list.example')).items, []);
  for (const query of ['limit=0', 'limit=1001', 'limit=x']) assert.equal((await ask(house, 'GET', `/users?${query}`)).status, 422);
});

test('sign-up is no way round: it grants no roles', async () => {
  const signed = await send(house.server, { method: 'POST', path: '/signup', ...json_body({ email: 'mass@example.com', password, roles: ['admin'], is_admin: true, disabled: true }) });
  assert.equal(signed.status, 200);
  const { items: [user] } = (await ask(house, 'GET', '/users?email=mass%40example.com')).json;
  assert.deepEqual([user.roles, user.disabled], [[], false]);
});
