// SPDX-License-Identifier: Apache-2.0
// 500 clients of one address log in without pause: each gets an answer, memory stays bounded, and other
// addresses are served.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { test } from 'node:test';
import { password, sign_up } from '../support/account.mjs';
import { open_house } from '../support/gatehouse.mjs';
import { form_body } from '../support/request.mjs';

const clients = 500;
const storm_seconds = 6;
const email = 'ada@example.org';

/// Sends one login from a loopback address, on a connection that `agent` keeps.
function log_in_from(server, localAddress, agent, with_password = password) {
  const { headers, body } = form_body({ username: email, password: with_password });
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: server.port, path: '/login', method: 'POST', localAddress, agent, headers };
    const request = http.request(options, (answer) => {
      answer.resume();
      answer.on('end', () => resolve({ status: answer.statusCode, retry_after: answer.headers['retry-after'] }));
      answer.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

const peak_mib = (server) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]) / 1024;

async function timed(work) {
  const begin = performance.now();
  const result = await work();
  return { ...result, ms: Math.round(performance.now() - begin) };
}

test('a login storm from one address', async (t) => {
  const house = await open_house(false);
  t.after(() => house.close());
  // About 50 ms a hash, so that the server cannot serve all of them.
  await house.serve([], { GATEHOUSE_PASSWORDS_BCRYPT_COST: '10', GATEHOUSE_PASSWORDS_QUEUE: '64', GATEHOUSE_THROTTLE_ENABLED: 'false' });
  const { server } = house;
  await sign_up(server, email);
  const calm = await timed(() => log_in_from(server, '127.0.0.1'));
  assert.equal(calm.status, 200);

  const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
  t.after(() => agent.destroy());
  const counts = {};
  let is_over = false;
  const storm = Promise.all(Array.from({ length: clients }, async (_, client) => {
    while (!is_over) {
      const { status, retry_after } = await log_in_from(server, '127.0.0.1', agent, client % 2 ? password : 'wrong');
      assert.equal(status === 503, retry_after !== undefined, `${status} with Retry-After ${retry_after}`);
      if (status === 503) {
        assert.match(retry_after, /^[1-9]\d?$/);
        // A refused client tries again, as scripts do, but slowly enough that this process has time for other work.
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      counts[status] = (counts[status] ?? 0) + 1;
    }
  }));
  storm.catch(() => {});  // reported below
  const others = [];
  for (let number = 0; number < storm_seconds; ++number) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    others.push(await timed(() => log_in_from(server, '127.0.0.2')));
  }
  is_over = true;
  await storm;
  const after = await timed(() => log_in_from(server, '127.0.0.1'));

  assert.deepEqual(Object.keys(counts).sort(), ['200', '400', '503'], JSON.stringify(counts));
  assert.deepEqual(others.map(({ status }) => status), others.map(() => 200), 'someone from elsewhere was kept out');
  assert.equal(after.status, 200);
  const peak = peak_mib(server);
  assert.ok(peak < 128, `${peak} MiB`);
  t.diagnostic(`answers ${JSON.stringify(counts)}; from elsewhere ${others.map(({ ms }) => ms).join(', ')} ms; `
    + `before ${calm.ms} ms, after ${after.ms} ms; at most ${peak.toFixed(0)} MiB`);
});
