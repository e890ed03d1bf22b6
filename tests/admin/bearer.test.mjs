// SPDX-License-Identifier: Apache-2.0
// The administration interface over TCP: who has which token, at which address, and what strangers can make it do.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gatehouse, open_house } from '../support/gatehouse.mjs';
import { free_port } from '../support/process.mjs';
import { exchange } from '../support/raw.mjs';
import { form_body, json_body, send } from '../support/request.mjs';
import { ask } from './socket.mjs';

const password = 'correct-horse';

let house;
let own_port;
let secrets;
before(async () => {
  house = await open_house(false);
  own_port = await free_port();
  await house.serve([], { GATEHOUSE_ADMIN_API: 'true', GATEHOUSE_ADMIN_LISTEN: `127.0.0.1:${own_port}`, GATEHOUSE_CORS_ORIGINS: 'https://app.example' });
  secrets = {};
  for (const [id, scope] of [['panel', 'gatehouse:admin reports'], ['reports', 'reports'], ['almost', 'gatehouse:adm admin']]) {
    const { stdout } = await house.client('add', id, '--id', id, '--scope', scope, '--json');
    secrets[id] = JSON.parse(stdout).client_secret;
  }
});
after(() => house?.close());

async function token_of(id, scope) {
  const answer = await send(house.server, { method: 'POST', path: '/token', ...form_body({ grant_type: 'client_credentials', client_id: id, client_secret: secrets[id], ...(scope && { scope }) }) });
  assert.equal(answer.status, 200, answer.text);
  return JSON.parse(answer.text);
}
const call = async (token, { method = 'GET', target = '/users', body, port = house.server.port, headers = {} } = {}) => {
  const json = body === undefined ? { headers: {} } : json_body(body);
  const answer = await send({ port }, { method, path: `/admin/api${target}`, ...json, headers: { ...json.headers, ...headers, ...(token && { Authorization: `Bearer ${token}` }) } });
  return { ...answer, json: answer.headers['content-type'] === 'application/json' && answer.text !== '' ? JSON.parse(answer.text) : undefined };
};

test('a client with the scope may administer, at both addresses, and is named in the audit record', async () => {
  const { access_token, scope } = await token_of('panel', 'gatehouse:admin');
  assert.equal(scope, 'gatehouse:admin');
  for (const [n, port] of [house.server.port, own_port].entries()) {
    const made = await call(access_token, { method: 'POST', body: { email: `by-token${n}@example.com`, password }, port });
    assert.equal(made.status, 201, made.text);
    assert.equal(made.headers['cache-control'], 'no-store');
    const changed = await call(access_token, { method: 'PATCH', target: `/users/${made.json.id}`, body: { disabled: true }, headers: { 'If-Match': '"1"' }, port });
    assert.deepEqual([changed.status, changed.json.disabled], [200, true]);
    const [entry] = (await call(access_token, { target: `/audit?user=${made.json.id}`, port })).json.items;
    assert.deepEqual([entry.action, entry.actor, entry.address, entry.request_id], ['user_disable', { kind: 'client', id: 'panel' }, '127.0.0.1', changed.headers['x-request-id']]);
  }
  assert.equal((await call(access_token, { target: '/users/export' })).text.match(/"email"/g).length, 2);
  assert.equal((await call(access_token, { method: 'POST', target: '/backups' })).text.slice(0, 15), 'SQLite format 3');
  assert.equal((await call(access_token, { target: '/keys' })).status, 200);
});

test('the scope is granted only if it is asked for by name', async () => {
  const { access_token, scope } = await token_of('panel');
  assert.equal(scope, 'reports');
  const refused = await call(access_token);
  assert.deepEqual([refused.status, refused.json.code], [403, 'insufficient_scope']);
  assert.match(refused.headers['www-authenticate'], /error="insufficient_scope", scope="gatehouse:admin"/);
  const other = await send(house.server, { method: 'POST', path: '/token', ...form_body({ grant_type: 'client_credentials', client_id: 'reports', client_secret: secrets.reports, scope: 'gatehouse:admin' }) });
  assert.deepEqual([other.status, JSON.parse(other.text).error], [400, 'invalid_scope']);
});

test('nobody else comes in: every operation, every kind of token', async () => {
  await house.user('add', ['root@example.com', '--admin'], `${password}\n`);
  const login = JSON.parse((await send(house.server, { method: 'POST', path: '/login', ...form_body({ username: 'root@example.com', password }) })).text);
  const good = (await token_of('panel', 'gatehouse:admin')).access_token;
  const [head, payload, signature] = good.split('.');
  const strangers = [
    [undefined, 401, 'not_authenticated'], ['', 401, 'not_authenticated'], ['x', 403, 'token_invalid'],
    [login.access_token, 403, 'insufficient_scope'],  // an administrator's, but of /login
    [login.refresh_token, 403, 'token_invalid'],
    [(await token_of('reports')).access_token, 403, 'insufficient_scope'],
    [(await token_of('almost', 'gatehouse:adm admin')).access_token, 403, 'insufficient_scope'],
    [`${head}.${payload}.${signature.slice(0, -2)}AA`, 403, 'token_invalid'],
    [`${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`, 403, 'token_invalid'],
  ];
  const { paths } = (await ask(house, 'GET', '/openapi.json')).json;
  let count = 0;
  for (const [route, item] of Object.entries(paths)) {
    for (const method of Object.keys(item)) {
      for (const port of [house.server.port, own_port]) {
        for (const [token, status, code] of strangers) {
          const target = route.replace('/admin/api', '').replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
          const answer = await call(token, { method: method.toUpperCase(), target, port, body: method === 'get' ? undefined : {}, headers: { 'If-Match': '*' } });
          assert.deepEqual([answer.status, answer.json.code], [status, code], `${method} ${route} ${token}`);
          ++count;
        }
      }
    }
  }
  assert.ok(count > 400);
  assert.equal((await ask(house, 'GET', '/clients')).json.items.length, 3, 'nothing was changed');
});

test('a token is good no longer than its client', async () => {
  const { access_token } = await token_of('panel', 'gatehouse:admin');
  assert.equal((await call(access_token)).status, 200);
  await house.client('disable', 'panel');
  assert.equal((await call(access_token)).json.code, 'token_invalid');
  await house.client('enable', 'panel');
  assert.equal((await call(access_token)).status, 200);
  const revoked = await send(house.server, { method: 'POST', path: '/revoke', ...form_body({ token: access_token, client_id: 'panel', client_secret: secrets.panel }) });
  assert.equal(revoked.status, 200);
  assert.equal((await call(access_token)).json.code, 'token_invalid');
});

test('the document can be read without a token', async () => {
  for (const port of [house.server.port, own_port]) assert.equal((await call(undefined, { target: '/openapi.json', port })).json.openapi, '3.1.0');
});

test('origins of cors.origins do not reach it', async () => {
  const preflight = (path) => send(house.server, { method: 'OPTIONS', path, headers: { Origin: 'https://app.example', 'Access-Control-Request-Method': 'POST' } });
  assert.equal((await preflight('/login')).headers['access-control-allow-origin'], 'https://app.example');
  const refused = await preflight('/admin/api/users');
  assert.deepEqual([refused.status, refused.headers['access-control-allow-origin']], [405, undefined]);
});

test('its address has nothing else', async () => {
  for (const path of ['/', '/me', '/login', '/openapi.json', '/docs', '/admin', '/admin/', '/admin/api', '/metrics']) {
    assert.equal((await send({ port: own_port }, { path })).status, 404, path);
  }
  for (const path of ['/admin', '/admin/', '/admin/x', '/administrator', '/admin/../me']) assert.equal((await send(house.server, { path })).status, 404, path);
});

test('a stranger may not send much', async () => {
  const head = (length, more = '') => Buffer.from(`POST /admin/api/users/import HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${more}Content-Length: ${length}\r\n\r\n`);
  assert.equal((await exchange(house.server.port, head(20_000))).status, 413);
  assert.equal((await exchange(house.server.port, head(5 * 1024 * 1024, 'Authorization: Bearer x\r\nConnection: close\r\n'))).status, 413);
});

test('many at once from many connections, and callers who go away', async () => {
  const { access_token } = await token_of('panel', 'gatehouse:admin');
  const calls = Array.from({ length: 200 }, (_, n) => call(access_token, n % 3 ? {} : { method: 'POST', body: { email: `many${n}@example.com`, password } }));
  assert.ok((await Promise.all(calls)).every(({ status }) => status === 200 || status === 201));
  for (let n = 0; n < 20; ++n) {
    const aborted = new AbortController();
    const fetching = fetch(`http://127.0.0.1:${house.server.port}/admin/api/users/export`, { headers: { Authorization: `Bearer ${access_token}` }, signal: aborted.signal }).catch(() => {});
    await sleep(n % 5);
    aborted.abort();
    await fetching;
  }
  assert.equal((await call(access_token)).status, 200);
});

test('it is off unless it is asked for', async () => {
  const other = await open_house(true);
  try {
    for (const path of ['/admin/api/users', '/admin/api/openapi.json']) assert.equal((await send(other.server, { path })).status, 404);
  } finally {
    await other.close();
  }
});

test('below a path of a proxy', async () => {
  const other = await open_house(false);
  try {
    await other.serve([], { GATEHOUSE_ADMIN_API: 'true', GATEHOUSE_SERVER_ROOT_PATH: '/auth' });
    const { stdout } = await gatehouse(['client', 'add', 'panel', '--id', 'panel', '--scope', 'gatehouse:admin', '--json', '--data', other.data]);
    const { client_secret } = JSON.parse(stdout);
    const token = JSON.parse((await send(other.server, { method: 'POST', path: '/token', ...form_body({ grant_type: 'client_credentials', client_id: 'panel', client_secret, scope: 'gatehouse:admin' }) })).text).access_token;
    for (const path of ['/admin/api/users', '/auth/admin/api/users']) {
      const made = await send(other.server, { method: 'POST', path, ...json_body({ email: `x${path.length}@example.com`, password }), headers: { ...json_body({}).headers, Authorization: `Bearer ${token}` } });
      assert.equal(made.status, 201, made.text);
      assert.match(made.headers.location, /^\/auth\/admin\/api\/users\//);
    }
  } finally {
    await other.close();
  }
});
