// SPDX-License-Identifier: Apache-2.0
// 1,000 attempts a second from 1,000 addresses, on one account and on 10,000: the number of hashes is bounded, the owner
// can log in from a known device all the time, and afterwards no user is locked out.
// 
// GUESSING_SECONDS makes each attack longer than its few seconds.
import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { password, sign_up } from '../support/account.mjs';
import { make_folder, serve } from '../support/gatehouse.mjs';
import { behind_proxy, cookie_of, count_answers, log_in_from } from '../support/guesser.mjs';
import { form_body } from '../support/request.mjs';

const attack_seconds = Number(process.env.GUESSING_SECONDS ?? 8);
const a_second = 1000;
const addresses = 1000;
const tries = 20;
const hang_ms = 30_000;
const email = 'ada@example.org';
const home = '198.51.100.7';
const account_failures = 20;
const failures_per_hour = 3600;
const address_of = (i) => `10.0.${Math.floor((i % addresses) / 250)}.${1 + (i % addresses) % 250}`;

/// Sends one login of the attack, on a connection that `agent` keeps.
function attack_once(server, agent, address, username) {
  const { headers, body } = form_body({ username, password: 'wrong-password' });
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port: server.port, path: '/login', method: 'POST', agent, headers: { ...headers, 'X-Forwarded-For': address } };
    const request = http.request(options, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
    // At the end, requests that still wait are aborted.
    request.on('error', () => resolve('cut'));
    request.end(body);
  });
}

/// Attacks until `stop()`, which returns the number of answers of each status.
function attack(server, account_of) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 2000 });
  const counts = {};
  const begin = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    for (const due = ((performance.now() - begin) / 1000) * a_second; sent < due; ++sent) {
      attack_once(server, agent, address_of(sent), account_of(sent)).then((status) => { counts[status] = (counts[status] ?? 0) + 1; });
    }
  }, 10);
  return {
    stop: async () => {
      clearInterval(timer);
      await sleep(500);
      agent.destroy();
      const seconds = (performance.now() - begin) / 1000;
      return { counts, seconds, rate: Math.round(sent / seconds) };
    },
  };
}

for (const [name, accounts] of [['one account', 1], ['10,000 accounts', 10_000]]) {
  test(`1,000 attempts a second from 1,000 addresses on ${name}`, async (t) => {
    const { data, remove } = await make_folder();
    const server = await serve(data, [], { ...behind_proxy, GATEHOUSE_PASSWORDS_BCRYPT_COST: '12',
      GATEHOUSE_THROTTLE_ACCOUNT_FAILURES_PER_HOUR: String(failures_per_hour) });
    t.after(() => server.stop().finally(remove));
    await sign_up(server, email);
    await sign_up(server, 'bob@example.org');
    const known = await log_in_from(server, home, email);
    assert.equal(known.status, 200);
    const cookie = cookie_of(known);

    const attacking = attack(server, (i) => (i % accounts === 0 ? email : `user${i % accounts}@example.org`));
    const end = performance.now() + attack_seconds * 1000;
    const times = [];
    // The owner logs in from a new address each time, so the device is known by its cookie only.
    for (let i = 0; i < tries || performance.now() < end; ++i) {
      const begin = performance.now();
      const answer = await log_in_from(server, `198.51.100.${20 + i % 200}`, email, password, cookie);
      times.push(Math.round(performance.now() - begin));
      assert.equal(answer.status, 200, `try ${i}: ${answer.text}`);
      assert.ok(times.at(-1) < hang_ms);
      if (i >= tries) await sleep(1000);
    }
    const { counts, seconds, rate } = await attacking.stop();
    times.sort((a, b) => a - b);
    t.diagnostic(`${rate} attempts a second for ${seconds.toFixed(1)} s: ${JSON.stringify(counts)}`);
    t.diagnostic(`the owner's ${times.length} logins: median ${times[times.length >> 1]} ms, longest ${times.at(-1)} ms, over 2 s: ${times.filter((ms) => ms > 2000).length}`);
    // A 400 is a hash that was computed. Each account has its burst, and what its limit allows in that time.
    const allowed = accounts * (account_failures + (seconds * failures_per_hour) / 3600 + 1);
    assert.ok((counts[400] ?? 0) <= allowed, `${counts[400]} hashes, ${allowed} allowed`);
    if (accounts === 1) assert.ok(counts[429] > 100, JSON.stringify(counts));

    // No user is locked out: an unknown device of the attacked account waits no longer than its limit says.
    let after;
    for (let i = 0; i < 60; ++i) {
      after = await log_in_from(server, '192.0.2.99', email);
      if (after.status === 200) break;
      assert.ok([429, 503].includes(after.status), after.text);
      await sleep(Number(after.headers['retry-after']) * 1000);
    }
    assert.equal(after.status, 200);
    assert.deepEqual(count_answers([await log_in_from(server, '10.0.0.1', 'bob@example.org')]), { 200: 1 });
  });
}
