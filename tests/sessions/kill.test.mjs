// SPDX-License-Identifier: Apache-2.0
// kill -9 during many concurrent refreshes, fifty times on one data folder: nothing that was answered is lost, nothing
// that was ended becomes valid again, and no session has two live chains.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { get_me, log_in, sign_up } from '../support/account.mjs';
import { call, make_data, refresh, serve } from './server.mjs';

const rounds = 50;
const clients = 16;
const email = 'ada@example.com';

/// Refreshes until the server is gone. `client` keeps the last answer. Every fourth client logs out at some point.
async function storm(server, client, number) {
  const uses = number % 4 === 3 ? 3 + Math.floor(Math.random() * 20) : Infinity;
  for (let use = 0; use < uses; ++use) {
    const answer = await refresh(server, client.refresh_token);
    assert.equal(answer.status, 200, answer.text);
    Object.assign(client, answer.json);
  }
  client.is_ending = true;
  const { status } = await call(server, 'POST', '/logout', client.access_token);
  assert.equal(status, 204);
  client.has_ended = true;
}

async function kill(server) {
  server.is_doomed = true;
  process.kill(server.pid, 'SIGKILL');
  while (server.is_alive()) await sleep(5);
}

async function check(server, client) {
  const me = await get_me(server, client.access_token);
  if (client.has_ended) {
    assert.equal(me.status, 401, 'an ended session lives again');
    assert.equal((await refresh(server, client.refresh_token)).status, 400, 'an ended session lives again');
    return;
  }
  if (client.is_ending) return;  // the answer was lost, so either may be true
  assert.equal(me.status, 200, 'an answered token is lost');
  const [one, other] = [await refresh(server, client.refresh_token), await refresh(server, client.refresh_token)];
  assert.equal(one.status, 200, `an answered token is lost: ${one.text}`);
  assert.equal(other.json.refresh_token, one.json.refresh_token, 'two live chains');
  const next = await refresh(server, one.json.refresh_token);
  assert.equal(next.status, 200, next.text);
  Object.assign(client, next.json);
}

test('kill -9 during refresh storms', async (t) => {
  const folder = await make_data(t);
  let server = await serve(folder);
  await sign_up(server, email);
  const all = [];
  let uses = 0;
  for (let round = 0; round < rounds; ++round) {
    const fresh = await Promise.all(Array.from({ length: clients }, () => log_in(server, email)));
    all.push(...fresh);
    const living = all.filter(({ is_ending }) => !is_ending);
    const before = living.map(({ refresh_token }) => refresh_token);
    const storms = living.map((client, number) => storm(server, client, number).catch((error) => {
      if (!server.is_doomed) throw error;
    }));
    await sleep(100 + Math.random() * 300);
    await kill(server);
    await Promise.all(storms);
    uses += living.filter(({ refresh_token }, number) => refresh_token !== before[number]).length;
    server = await serve(folder);
    await Promise.all(all.map((client) => check(server, client)));
  }
  await server.stop();
  assert.ok(uses > rounds, 'the storms were no storms');
  assert.ok(all.some(({ has_ended }) => has_ended), 'nobody logged out');
});
