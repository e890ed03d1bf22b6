// SPDX-License-Identifier: Apache-2.0
// A proxy publishes the server below a path. Pages, document, redirects and the Authorize dialog stay below it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { make_folder, serve } from '../support/gatehouse.mjs';
import { start_nginx } from '../support/nginx.mjs';
import { get_me, sign_up } from '../support/account.mjs';
import { open_browser } from './browser.mjs';
import { authorize, close_dialog, open_authorize, try_out } from './swagger.mjs';
import { target } from '../support/target.mjs';

const is_server = target === 'server';  // the example has no settings
const password = 'correct-horse';

async function publish(t, env, locations) {
  const house = await make_folder();
  t.after(house.remove);
  const server = await serve(house.data, [], env);
  t.after(() => server.stop());
  const front = await start_nginx(house.folder, locations(server.port));
  t.after(front.stop);
  const get = (path, headers = {}) => fetch(`${front.origin}${path}`, { headers, redirect: 'manual' });
  return { server, front, get };
}

test('root_path: the proxy takes the prefix away', { skip: !is_server && 'for the server' }, async (t) => {
  const { server, front, get } = await publish(t, { GATEHOUSE_SERVER_ROOT_PATH: '/auth' },
    (port) => `location /auth/ { proxy_pass http://127.0.0.1:${port}/; }`);
  assert.equal((await get('/auth/')).headers.get('location'), '/auth/docs');
  const document = await (await get('/auth/openapi.json')).json();
  assert.deepEqual(document.servers, [{ url: '/auth' }]);
  assert.match(JSON.stringify(document.components.securitySchemes), /"tokenUrl":"\/auth\/login"/);
  await sign_up(server, 'ada@example.org');

  const browser = await open_browser(front.origin);
  t.after(browser.close);
  const { page } = browser;
  await page.goto(`${front.origin}/auth/docs`);
  const dialog = await open_authorize(page);
  await authorize(dialog, 'ada@example.org', password);
  await close_dialog(dialog);
  const answer = await try_out(page, 'GET /me');
  assert.equal(answer.status, 200);
  assert.equal(answer.body.email, 'ada@example.org');
  await page.goto(`${front.origin}/auth/redoc`);
  await page.locator('h1', { hasText: 'gatehouse' }).waitFor();
  assert.deepEqual(browser.complaints, []);
});

test('root_path: the proxy leaves the prefix', { skip: !is_server && 'for the server' }, async (t) => {
  const { get } = await publish(t, { GATEHOUSE_SERVER_PUBLIC_URL: 'https://example.org/auth' },
    (port) => `location /auth/ { proxy_pass http://127.0.0.1:${port}; }`);
  assert.equal((await get('/auth/')).headers.get('location'), '/auth/docs');
  assert.equal((await get('/auth/me/')).headers.get('location'), '/auth/me');
  assert.equal((await get('/auth/me')).status, 401);
  assert.deepEqual((await (await get('/auth/openapi.json')).json()).servers, [{ url: '/auth' }]);
  const metadata = await (await get('/auth/.well-known/oauth-authorization-server')).json();
  assert.equal(metadata.issuer, 'https://example.org/auth');
  assert.equal(metadata.token_endpoint, 'https://example.org/auth/token');
});

test('X-Forwarded-Prefix: of a trusted proxy', { skip: !is_server && 'for the server' }, async (t) => {
  const locations = (port) => ['/one/', '/two/'].map((prefix) =>
    `location ${prefix} { proxy_set_header X-Forwarded-Prefix ${prefix.slice(0, -1)}; proxy_pass http://127.0.0.1:${port}/; }`).join('\n');
  const { server, get } = await publish(t, { GATEHOUSE_SERVER_TRUSTED_PROXIES: '127.0.0.1' }, locations);
  const tags = new Set();
  for (const prefix of ['/one', '/two']) {
    assert.equal((await get(`${prefix}/`)).headers.get('location'), `${prefix}/docs`);
    const answer = await get(`${prefix}/openapi.json`);
    assert.deepEqual((await answer.json()).servers, [{ url: prefix }]);
    assert.match(answer.headers.get('vary'), /X-Forwarded-Prefix/);
    tags.add(answer.headers.get('etag'));
    assert.equal((await get(`${prefix}/openapi.json`, { 'If-None-Match': answer.headers.get('etag') })).status, 304);
  }
  assert.equal(tags.size, 2, 'each has a tag of its own');
  // More prefixes than the server keeps, and an invalid one.
  for (let i = 0; i < 20; ++i) {
    const answer = await fetch(`${server.origin}/openapi.json`, { headers: { 'X-Forwarded-Prefix': `/p${i}` } });
    assert.deepEqual((await answer.json()).servers, [{ url: `/p${i}` }]);
  }
  const evil = await fetch(`${server.origin}/`, { headers: { 'X-Forwarded-Prefix': '//evil.example' }, redirect: 'manual' });
  assert.equal(evil.headers.get('location'), '/docs');
});

test('X-Forwarded-Prefix: of a stranger', { skip: !is_server && 'for the server' }, async (t) => {
  const house = await make_folder();
  t.after(house.remove);
  const server = await serve(house.data);
  t.after(() => server.stop());
  const answer = await fetch(`${server.origin}/`, { headers: { 'X-Forwarded-Prefix': '/evil' }, redirect: 'manual' });
  assert.equal(answer.headers.get('location'), '/docs');
  assert.equal((await get_me(server, 'none')).status, 403);
});
