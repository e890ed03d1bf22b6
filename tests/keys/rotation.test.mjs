// SPDX-License-Identifier: Apache-2.0
// A key's life under load: requests, refreshes and a verifier with an old copy of the keys are not affected.
import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { log_in, sign_up } from '../support/account.mjs';
import { gatehouse, make_folder, serve } from '../support/gatehouse.mjs';
import { form_body, send } from '../support/request.mjs';

const email = 'ada@example.org';
const clients = 16;
const lead_seconds = 3;
const poll_ms = 1000;

const states = (text) => text.trim().split('\n').map((line) => line.split(/\s+/)[0]);

test('a rotation under load', async (t) => {
  const { data, remove } = await make_folder();
  t.after(remove);
  // Fast machines refresh more often than a session may.
  const env = { GATEHOUSE_TOKENS_ALGORITHM: 'EdDSA', GATEHOUSE_THROTTLE_ENABLED: 'false' };
  const server = await serve(data, [], env);
  t.after(() => server.stop());
  const keys = async (...args) => {
    const { code, stdout, stderr } = await gatehouse(['keys', ...args, '--data', data], { env });
    assert.equal(code, 0, stderr);
    return stdout;
  };
  await sign_up(server, email);

  let cached = { keys: [] };
  let is_over = false;
  const kids = new Set();
  let count = 0;
  const poll = async () => { cached = JSON.parse((await send(server, { path: '/.well-known/jwks.json' })).text); };
  await poll();
  const polling = (async () => {
    for (; !is_over; await sleep(poll_ms)) await poll();
  })();
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
  t.after(() => agent.destroy());
  const me = (token) => new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${token}` };
    http.get({ host: '127.0.0.1', port: server.port, path: '/me', agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    }).on('error', reject);
  });
  const load = Array.from({ length: clients }, async () => {
    let pair = await log_in(server, email);
    const first = pair.access_token;
    while (!is_over) {
      for (let request = 0; request < 50; ++request, ++count) assert.equal(await me(request % 2 ? first : pair.access_token), 200);
      const { text, status } = await send(server, { method: 'POST', path: '/refresh',
        ...form_body({ grant_type: 'refresh_token', refresh_token: pair.refresh_token }) });
      assert.equal(status, 200, text);
      pair = JSON.parse(text);
      kids.add(decodeProtectedHeader(pair.access_token).kid);
      await jwtVerify(pair.access_token, createLocalJWKSet(cached));
    }
  });
  const whole = Promise.all([polling, ...load]);
  whole.catch(() => { is_over = true; });  // reported below

  const begin = performance.now();
  assert.deepEqual(states(await keys('list')), ['active']);
  await keys('rotate', '--after', String(lead_seconds));
  assert.deepEqual(states(await keys('list')), ['active', 'next']);
  while (!is_over && states(await keys('list')).join() !== 'retiring,active') await sleep(200);
  await sleep(1500);
  is_over = true;
  await whole;
  assert.equal(kids.size, 2, 'both keys have signed');
  t.diagnostic(`${Math.round(count / (performance.now() - begin) * 1000)} requests a second`);

  const list = await keys('list');
  const [retiring] = list.trim().split('\n')[0].split(/\s+/).slice(2, 3);
  const { access_token } = await log_in(server, email);
  await keys('retire', retiring);
  assert.deepEqual(states(await keys('list')), ['active']);
  assert.equal(await me(access_token), 200);
});
