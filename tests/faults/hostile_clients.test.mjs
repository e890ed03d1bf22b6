// SPDX-License-Identifier: Apache-2.0
// Large documents, unfinished bodies, silent connections and unread answers at once, with 1,024 descriptors and 2 GiB of
// address space: other clients are served, memory stays within what docs/operate.md says, and afterwards everything works
// as before. GATEHOUSE_ATTACK_SECONDS is the duration; GATEHOUSE_ATTACKS selects attacks, separated by commas.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { get_me, log_in, sign_up } from '../support/account.mjs';
import { gatehouse, make_folder, serve } from '../support/gatehouse.mjs';

const attack_seconds = Number(process.env.GATEHOUSE_ATTACK_SECONDS ?? 15);
const most_mib = 128;  // docs/operate.md
const attacks = process.env.GATEHOUSE_ATTACKS ? [process.env.GATEHOUSE_ATTACKS] : [];
const patience_ms = 10_000;
const limits = 'ulimit -n 1024; ulimit -v 2097152; exec "$0" "$@"';
const attacker = fileURLToPath(new URL('hostile_clients.mjs', import.meta.url));

const resident_mib = (server) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]) / 1024;

/// Sends one GET /me from another address than the attackers'. Returns its status and how long it took.
function timed_me(server, token, agent) {
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${token}` };
    const options = { host: '127.0.0.1', port: server.port, path: '/me', localAddress: '127.0.0.2', timeout: patience_ms, agent, headers };
    const request = http.get(options, (answer) => {
      answer.resume().on('end', () => resolve({ status: answer.statusCode, ms: performance.now() - begin }));
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${patience_ms} ms`)));
    // With so few descriptors a connection may be closed because it is idle longest. HTTP clients then open a new one.
    request.on('error', (error) => (/ECONNRESET/.test(error.code) ? resolve(null) : reject(error)));
  });
}

test('several attacks at once', async (t) => {
  const { data, remove } = await make_folder();
  t.after(remove);
  const server = await serve(data, [], {}, ['bash', '-c', limits]);
  t.after(() => server.stop());
  await sign_up(server, 'ada@example.org');
  const { access_token: token } = await log_in(server, 'ada@example.org');
  const idle = resident_mib(server);

  const child = spawn(process.execPath, [attacker, String(server.port), ...attacks], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text) => { told += text; });
  await sleep(2500);  // until all are connected
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  const times = [];
  let most = 0;
  let closed = 0;
  for (const end = performance.now() + attack_seconds * 1000; performance.now() < end;) {
    // Every second request uses a connection of its own.
    const answer = await timed_me(server, token, times.length % 2 ? agent : false);
    if (answer === null) {
      ++closed;
      continue;
    }
    assert.equal(answer.status, 200);
    times.push(answer.ms);
    most = Math.max(most, resident_mib(server));
    await sleep(20);
  }
  const commands = await gatehouse(['user', 'list', '--data', data]);
  child.kill('SIGTERM');
  await once(child, 'close');

  assert.equal(commands.code, 0, commands.stderr);
  assert.ok(closed <= times.length / 20, `${closed} connections closed, ${times.length} answered`);
  assert.ok(most < most_mib, `${most.toFixed(0)} MiB`);
  await sleep(1000);
  assert.equal((await get_me(server, token)).status, 200);
  await sign_up(server, 'bob@example.org');
  await log_in(server, 'bob@example.org');
  times.sort((a, b) => a - b);
  const quantile = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))].toFixed(1);
  t.diagnostic(`${times.length} times /me in ${attack_seconds} s: p50 ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms, at most ${quantile(1)} ms, ${closed} connections closed; `
    + `memory ${idle.toFixed(0)} MiB before, at most ${most.toFixed(0)}, ${resident_mib(server).toFixed(0)} after; attackers ${told}`);
});
