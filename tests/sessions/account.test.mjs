// SPDX-License-Identifier: Apache-2.0
// Logging out, the list of sessions, and the changes that users make to their own accounts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get_me, log_in, password, sign_up } from '../support/account.mjs';
import { form_body, send } from '../support/request.mjs';
import { call, make_data, refresh, serve, serve_for, session_of } from './server.mjs';

const ada = 'ada@example.com';
const eve = 'eve@example.com';

async function assert_dead(server, { access_token, refresh_token }) {
  assert.equal((await get_me(server, access_token)).status, 401);
  const refused = await refresh(server, refresh_token);
  assert.deepEqual([refused.status, refused.json.error], [400, 'invalid_grant']);
}
const assert_alive = async (server, { access_token }) => assert.equal((await get_me(server, access_token)).status, 200);
const assert_code = (answer, status, code) => {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.json.code, code);
  assert.equal(typeof answer.json.detail, 'string');
};

test('logout kills at once, and what is dead stays dead after a restart', async (t) => {
  const folder = await make_data(t);
  let server = await serve(folder);
  try {
    await sign_up(server, ada);
    const [first, second, third] = [await log_in(server, ada), await log_in(server, ada), await log_in(server, ada)];
    for (const login of [first, second, third]) await assert_alive(server, login);
    const answer = await call(server, 'POST', '/logout', first.access_token);
    assert.deepEqual([answer.status, answer.text], [204, '']);
    await assert_dead(server, first);
    await assert_alive(server, second);
    assert_code(await call(server, 'POST', '/logout', first.access_token), 401, 'session_ended');
    await server.stop();
    server = await serve(folder);
    await assert_dead(server, first);
    await assert_alive(server, second);
    assert.equal((await call(server, 'POST', '/logout/all', second.access_token)).status, 204);
    await server.stop();
    server = await serve(folder);
    for (const login of [first, second, third]) await assert_dead(server, login);
  } finally {
    await server.stop();
  }
});

test('the list has the caller\'s sessions, and each can be ended from it by nobody else', async (t) => {
  const server = await serve_for(t);
  await sign_up(server, ada);
  await sign_up(server, eve);
  const agent = 'Mozilla/5.0 (\u00e4)';
  const login = await send(server, { method: 'POST', path: '/login', ...form_body({ username: ada, password }),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'User-Agent': agent } });
  const first = JSON.parse(login.text);
  const second = await log_in(server, ada);
  const theirs = await log_in(server, eve);
  const list = await call(server, 'GET', '/sessions', second.access_token);
  assert.equal(list.status, 200);
  assert.deepEqual(list.json.map(({ id }) => id), [second, first].map(({ access_token }) => session_of(access_token)));
  assert.deepEqual(list.json.map(({ current }) => current), [true, false]);
  assert.deepEqual(list.json.map((session) => session.agent), ['', 'Mozilla/5.0 (??)']);
  for (const session of list.json) {
    assert.equal(session.address, '127.0.0.1');
    for (const name of ['created_at', 'last_used_at', 'expires_at']) assert.match(session[name], /^\d{4}-.*Z$/);
  }
  const end = (id, { access_token }) => call(server, 'DELETE', `/sessions/${id}`, access_token);
  assert_code(await end(session_of(theirs.access_token), first), 404, 'session_not_found');
  assert_code(await end('00000000-0000-4000-8000-000000000000', first), 404, 'session_not_found');
  assert.equal((await end('nonsense', first)).status, 422);
  await assert_alive(server, theirs);
  assert.equal((await end(session_of(first.access_token), second)).status, 204);
  await assert_dead(server, first);
  assert_code(await end(session_of(first.access_token), second), 404, 'session_not_found');
  assert.equal((await call(server, 'GET', '/sessions', second.access_token)).json.length, 1);
});

test('another password ends the other sessions', async (t) => {
  const server = await serve_for(t);
  await sign_up(server, ada);
  const [kept, other] = [await log_in(server, ada), await log_in(server, ada)];
  const change = (old_password, new_password) =>
    call(server, 'POST', '/me/password', kept.access_token, { old_password, new_password });
  assert_code(await change('not-the-one', 'another-horse'), 400, 'wrong_password');
  const weak = await change(password, 'password');
  assert.equal(weak.status, 422);
  assert.deepEqual(weak.json.detail[0].loc, ['body', 'new_password']);
  await assert_alive(server, other);
  assert.equal((await change(password, 'another-horse')).status, 204);
  await assert_alive(server, kept);
  await assert_dead(server, other);
  const log_in_with = (word) => send(server, { method: 'POST', path: '/login', ...form_body({ username: ada, password: word }) });
  assert.equal((await log_in_with(password)).status, 400);
  assert.equal((await log_in_with('another-horse')).status, 200);
  assert.equal((await refresh(server, kept.refresh_token)).status, 200);
});

test('the address changes, and the account goes, for who knows the password', async (t) => {
  const server = await serve_for(t);
  const { id } = await sign_up(server, ada);
  await sign_up(server, eve);
  const { access_token, refresh_token } = await log_in(server, ada);
  const change = (email, word = password) => call(server, 'PATCH', '/me', access_token, { email, password: word });
  assert_code(await change('new@example.com', 'not-the-one'), 400, 'wrong_password');
  assert_code(await change('EVE@example.com'), 400, 'email_taken');
  assert.equal((await change('nonsense')).status, 422);
  const changed = await change('New@example.com');
  assert.deepEqual([changed.status, changed.json], [200, { id, email: 'New@example.com' }]);
  assert.deepEqual(JSON.parse((await get_me(server, access_token)).text), { id, email: 'New@example.com' });
  assert_code(await call(server, 'DELETE', '/me', access_token, { password: 'not-the-one' }), 400, 'wrong_password');
  assert.equal((await call(server, 'DELETE', '/me', access_token)).status, 422);
  assert.equal((await call(server, 'DELETE', '/me', access_token, { password })).status, 204);
  assert.equal((await get_me(server, access_token)).status, 404);
  assert_code(await call(server, 'GET', '/sessions', access_token), 404, 'user_not_found');
  assert.equal((await refresh(server, refresh_token)).status, 400);
});

test('another address ends the other sessions', async (t) => {
  const server = await serve_for(t);
  await sign_up(server, ada);
  const [kept, other] = [await log_in(server, ada), await log_in(server, ada)];
  assert.equal((await call(server, 'PATCH', '/me', kept.access_token, { email: eve, password })).status, 200);
  await assert_alive(server, kept);
  await assert_dead(server, other);
});

test('an account goes by POST too, which has a body everywhere', async (t) => {
  const server = await serve_for(t);
  await sign_up(server, ada);
  const { access_token } = await log_in(server, ada);
  assert_code(await call(server, 'POST', '/me/delete', access_token, { password: 'not-the-one' }), 400, 'wrong_password');
  assert.equal((await call(server, 'POST', '/me/delete', access_token, { password })).status, 204);
  assert.equal((await get_me(server, access_token)).status, 404);
});

test('white space around an address is removed, wherever it comes in', async (t) => {
  const server = await serve_for(t);
  assert.equal((await sign_up(server, ` \t${ada}\n`)).email, ada);
  const { access_token } = await log_in(server, ` ${ada} `);
  const changed = await call(server, 'PATCH', '/me', access_token, { email: `\r\n${eve} `, password });
  assert.deepEqual([changed.status, changed.json.email], [200, eve]);
  await log_in(server, `${eve}\f`);
});

test('the list comes in pages, the first of which has the caller\'s own session', async (t) => {
  const server = await serve_for(t, { GATEHOUSE_SESSIONS_MAX_PER_USER: '7' });
  await sign_up(server, ada);
  const lost = await log_in(server, ada);
  const first = await log_in(server, ada);
  for (let i = 0; i < 6; ++i) await log_in(server, ada);
  await assert_dead(server, lost);
  const pages = [];
  for (let at = '/sessions?limit=3'; at;) {
    const page = await call(server, 'GET', at, first.access_token);
    assert.equal(page.status, 200, page.text);
    pages.push(page.json);
    const link = page.headers.link && /^<(.+)>; rel="next"$/.exec(page.headers.link)[1];
    const url = link && new URL(link, 'http://gatehouse.example/sessions');
    at = url && url.pathname + url.search;
  }
  assert.deepEqual(pages[0].filter(({ current }) => current).map(({ id }) => id), [session_of(first.access_token)]);
  assert.equal(pages.slice(1).flat().some(({ current }) => current), false);
  assert.equal(new Set(pages.flat().map(({ id }) => id)).size, 7);
  assert.ok(pages.every((page) => page.length <= 3));
  assert.equal((await call(server, 'GET', '/sessions', first.access_token)).json.length, 7);
  for (const query of ['limit=0', 'limit=1001', 'limit=x', 'cursor=x', 'cursor=1.x', 'cursor=']) {
    assert.equal((await call(server, 'GET', `/sessions?${query}`, first.access_token)).status, 422, query);
  }
});

test('refusals carry a code that the document knows', async (t) => {
  const server = await serve_for(t);
  const document = JSON.parse((await send(server, { path: '/openapi.json' })).text);
  const { schemas } = document.components;
  assert.equal(schemas.CodedError.properties.code.$ref, '#/components/schemas/ErrorCode');
  const codes = schemas.ErrorCode.enum;
  for (const [method, at] of [['POST', '/logout'], ['POST', '/logout/all'], ['GET', '/sessions']]) {
    const none = await call(server, method, at);
    assert_code(none, 401, 'not_authenticated');
    assert.equal(none.headers['www-authenticate'], 'Bearer');
    const bad = await call(server, method, at, 'a.b.c');
    assert_code(bad, 403, 'token_invalid');
    assert.match(bad.headers['www-authenticate'], /^Bearer error="invalid_token"/);
    for (const { json } of [none, bad]) assert.ok(codes.includes(json.code));
  }
  assert.equal(schemas.GrantError.properties.error.$ref, '#/components/schemas/GrantErrorCode');
  assert.deepEqual(schemas.GrantErrorCode.enum,
    ['invalid_request', 'invalid_client', 'invalid_grant', 'unsupported_grant_type', 'invalid_scope', 'temporarily_unavailable']);
});

test('a session has the address that a trusted proxy tells, and no other one', async (t) => {
  const address_seen = async (trusted_proxies) => {
    const server = await serve_for(t, { GATEHOUSE_SERVER_TRUSTED_PROXIES: trusted_proxies });
    await sign_up(server, ada);
    const { headers, ...form } = form_body({ username: ada, password });
    const through_proxy = { ...headers, 'X-Forwarded-For': '198.51.100.9, 192.0.2.7' };
    const login = await send(server, { method: 'POST', path: '/login', headers: through_proxy, ...form });
    assert.equal(login.status, 200, login.text);
    const listed = await call(server, 'GET', '/sessions', JSON.parse(login.text).access_token);
    return listed.json[0].address;
  };
  assert.equal(await address_seen(''), '127.0.0.1');
  assert.equal(await address_seen('10.0.0.0/8'), '127.0.0.1');
  assert.equal(await address_seen('10.0.0.0/8, 127.0.0.1'), '192.0.2.7');
});

test('JSON without its Content-Type is refused where the guide says nothing', async (t) => {
  const server = await serve_for(t);
  await sign_up(server, ada);
  const { access_token } = await log_in(server, ada);
  const ask = (method, path, type) => send(server, {
    method, path, body: JSON.stringify({ password, old_password: password, new_password: `${password}-2`, email: eve }),
    headers: { Authorization: `Bearer ${access_token}`, ...(type === undefined ? {} : { 'Content-Type': type }) },
  });
  for (const [method, path] of [['PATCH', '/me'], ['POST', '/me/password'], ['DELETE', '/me']]) {
    for (const type of [undefined, 'text/plain', 'application/x-www-form-urlencoded']) {
      const answer = await ask(method, path, type);
      assert.equal(answer.status, 415, `${method} ${path} ${type}: ${answer.text}`);
      assert.match(answer.text, /application\/json/);
    }
  }
  await assert_alive(server, { access_token });
});
