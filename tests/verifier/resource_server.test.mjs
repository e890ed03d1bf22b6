// SPDX-License-Identifier: Apache-2.0
// A service that accepts the real server's tokens and knows nothing of its accounts: examples/resource_server.
import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import http from 'node:http';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeProtectedHeader } from 'jose';
import { add_client, client_token } from '../oauth/server.mjs';
import { get_me, log_in, sign_up } from '../support/account.mjs';
import { inBuild } from '../support/build.mjs';
import { environment, gatehouse, make_folder, serve } from '../support/gatehouse.mjs';
import { free_port, start_server } from '../support/process.mjs';
import { send } from '../support/request.mjs';
import { secrets } from '../support/target.mjs';
import { make_token } from '../support/token.mjs';

const email = 'ada@example.org';
const program = inBuild('examples', 'resource_server');
const pause_seconds = 10;  // between two fetches of the keys, whatever tokens come

async function start_orders(t, settings) {
  const orders = await start_server(program, ['127.0.0.1:0'], environment(settings), { inherit: false });
  t.after(() => orders.stop());
  return orders;
}

/// A server that signs with a key pair, a user who is logged in, and a service that accepts its tokens.
async function open_both(t) {
  const { data, remove } = await make_folder();
  t.after(remove);
  const port = await free_port();
  const issuer = `http://127.0.0.1:${port}`;
  const env = { GATEHOUSE_TOKENS_ALGORITHM: 'EdDSA', GATEHOUSE_TOKENS_ISSUER: issuer };
  const server = await serve(data, ['--listen', `127.0.0.1:${port}`], env);
  let is_up = true;
  server.stop_once = async () => { if (is_up) { is_up = false; await server.stop(); } };
  t.after(() => server.stop_once());
  const user = await sign_up(server, email);
  const pair = await log_in(server, email);
  const orders = await start_orders(t, { ISSUER: issuer });
  return { data, env, issuer, server, user, pair, orders };
}

const get = (orders, token, path = '/orders') =>
  send(orders, { path, headers: token === undefined ? {} : { Authorization: `Bearer ${token}` } });

async function assert_refused(orders, token, status, challenge, path) {
  const answer = await get(orders, token, path);
  assert.deepEqual([answer.status, answer.headers['www-authenticate']], [status, challenge], answer.text);
}

test('a user, a service with a scope, and nobody', async (t) => {
  const { data, issuer, server, user, pair, orders } = await open_both(t);
  const mine = await get(orders, pair.access_token);
  assert.equal(mine.status, 200, mine.text);
  assert.equal(JSON.parse(mine.text).customer, user.id);

  const client = await add_client({ data }, 'reports', '--scope', 'reports:read reports:write');
  const with_scope = (scope) => client_token(server, client, { scope });
  const report = await get(orders, await with_scope('reports:write reports:read'), '/report');
  assert.deepEqual([report.status, JSON.parse(report.text).client], [200, 'reports']);
  const too_little = 'Bearer error="insufficient_scope", scope="reports:read"';
  await assert_refused(orders, await with_scope('reports:write'), 403, too_little, '/report');
  await assert_refused(orders, pair.access_token, 403, too_little, '/report');

  const invalid = 'Bearer error="invalid_token"';
  await assert_refused(orders, undefined, 401, 'Bearer');
  await assert_refused(orders, '', 401, 'Bearer');
  await assert_refused(orders, 'nonsense', 401, invalid);
  await assert_refused(orders, pair.refresh_token, 401, invalid);
  const [header, claims, signature] = pair.access_token.split('.');
  await assert_refused(orders, `${header}.${claims}.${signature.slice(0, -4)}AAAA`, 401, invalid);
  const { kid } = decodeProtectedHeader(pair.access_token);
  const theirs = JSON.parse(Buffer.from(claims, 'base64url'));
  const { keys: [jwk] } = JSON.parse((await send(server, { path: '/.well-known/jwks.json' })).text);
  const pem = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  for (const key of [null, pem, JSON.stringify(jwk), jwk.x]) {
    await assert_refused(orders, make_token({ header: { alg: key === null ? 'none' : 'HS256', kid, typ: 'JWT' }, claims: theirs, key }), 401, invalid);
  }
  const another = await start_orders(t, { ISSUER: 'http://127.0.0.1:1/another', JWKS_URL: `${issuer}/.well-known/jwks.json` });
  await assert_refused(another, pair.access_token, 401, invalid);
  const for_another = await start_orders(t, { ISSUER: issuer, AUDIENCE: 'mail' });
  await assert_refused(for_another, pair.access_token, 401, invalid);
});

test('its document has the scheme, and the scope', async (t) => {
  const orders = await start_orders(t, secrets);
  const { components, paths } = JSON.parse((await send(orders, { path: '/openapi.json' })).text);
  const [[name, scheme]] = Object.entries(components.securitySchemes);
  assert.deepEqual([scheme.type, scheme.scheme], ['http', 'bearer']);
  assert.deepEqual(paths['/orders'].get.security, [{ [name]: [] }]);
  assert.deepEqual(paths['/report'].get.security, [{ [name]: ['reports:read'] }]);
});

test('keys change beneath it under load', async (t) => {
  const { data, env, server, pair, orders } = await open_both(t);
  const agent = new http.Agent({ keepAlive: true });
  t.after(() => agent.destroy());
  const status_of = (token) => new Promise((resolve, reject) => {
    http.get({ host: '127.0.0.1', port: orders.port, path: '/orders', agent, headers: { Authorization: `Bearer ${token}` } }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    }).on('error', reject);
  });
  const tokens = [pair.access_token];
  const kids = new Set();
  let is_over = false;
  let count = 0;
  const load = Promise.all(Array.from({ length: 4 }, async () => {
    while (!is_over) {
      for (const token of tokens.slice(-4)) assert.equal(await status_of(token), 200, decodeProtectedHeader(token).kid);
      assert.equal(await status_of(tokens[0]), 200, 'the first token');
      ++count;
      await sleep(5);
    }
  }));
  load.catch(() => { is_over = true; });  // reported below
  const { code, stderr } = await gatehouse(['keys', 'rotate', '--after', String(pause_seconds + 1), '--data', data], { env });
  assert.equal(code, 0, stderr);
  const until = Date.now() + (pause_seconds + 3) * 1000;
  while (!is_over && Date.now() < until) {
    const { access_token } = await log_in(server, email);
    kids.add(decodeProtectedHeader(access_token).kid);
    tokens.push(access_token);
    await sleep(250);
  }
  is_over = true;
  await load;
  assert.equal(kids.size, 2, 'both keys have signed');
  assert.ok(count > 100, `${count} rounds`);

  // A deleted key is no longer accepted once the service has read the keys again, which a token with an
  // unknown key causes.
  await gatehouse(['keys', 'retire', decodeProtectedHeader(tokens[0]).kid, '--data', data], { env });
  assert.equal((await get_me(server, tokens[0])).status, 403);
  await sleep(pause_seconds * 1000);
  const stranger = [Buffer.from('{"alg":"EdDSA","kid":"x"}').toString('base64url'), 'e30', 'AA'].join('.');
  await assert_refused(orders, stranger, 401, 'Bearer error="invalid_token"');
  await assert_refused(orders, tokens[0], 401, 'Bearer error="invalid_token"');
  assert.equal((await get(orders, tokens.at(-1))).status, 200);
});

test('a session that has ended, and a server that is down', async (t) => {
  const { server, pair, orders } = await open_both(t);
  const logout = await send(server, { method: 'POST', path: '/logout', headers: { Authorization: `Bearer ${pair.access_token}` } });
  assert.equal(logout.status, 204);
  assert.equal((await get_me(server, pair.access_token)).status, 401);
  assert.equal((await get(orders, pair.access_token)).status, 200, 'good until it expires, as the guide says');
  await server.stop_once();
  assert.equal((await get(orders, pair.access_token)).status, 200, 'no word with the server is needed');
});

test('a server that was never up is nobody\'s fault', async (t) => {
  const orders = await start_orders(t, { JWKS_URL: `http://127.0.0.1:${await free_port()}/jwks.json` });
  const answer = await get(orders, 'a.b.c');
  assert.deepEqual([answer.status, answer.headers['retry-after'], answer.headers['www-authenticate']], [503, '2', undefined]);
  assert.equal((await get(orders)).status, 401);
});

test('the shared secret', async (t) => {
  const { data, remove } = await make_folder();
  t.after(remove);
  const server = await serve(data, [], secrets);
  t.after(() => server.stop());
  const user = await sign_up(server, email);
  const { access_token, refresh_token } = await log_in(server, email);
  const orders = await start_orders(t, { JWT_SECRET_KEY: secrets.JWT_SECRET_KEY });
  assert.equal(JSON.parse((await get(orders, access_token)).text).customer, user.id);
  await assert_refused(orders, refresh_token, 401, 'Bearer error="invalid_token"');
  const other = await start_orders(t, { JWT_SECRET_KEY: secrets.JWT_REFRESH_SECRET_KEY });
  await assert_refused(other, access_token, 401, 'Bearer error="invalid_token"');
  await assert_refused(other, refresh_token, 401, 'Bearer error="invalid_token"');
});

test('settings that will not do are told at once', async () => {
  for (const settings of [{}, { JWKS_URL: 'http://id.example.com/jwks.json' }, { ISSUER: 'id.example.com' }]) {
    await assert.rejects(start_server(program, ['127.0.0.1:0'], environment(settings), { inherit: false }), /did not start \(2\):\nset JWKS_URL/);
  }
});
