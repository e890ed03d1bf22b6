// SPDX-License-Identifier: Apache-2.0
// An import into a running server that is killed in the middle, twice: run again, it continues, and every row is there
// once. Meanwhile requests are answered, and neither program's memory grows with the number of rows.
//
//     IMPORT_ROWS=1000000 node --test faults/import_kill.test.mjs    # also tells the rate and the time of /me
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { log_in, sign_up } from '../support/account.mjs';
import { inBuild } from '../support/build.mjs';
import { environment, gatehouse, make_folder, serve } from '../support/gatehouse.mjs';
import { ask } from '../admin/socket.mjs';

const rows = Number(process.env.IMPORT_ROWS ?? 40_000);
const hash = '$2b$12$GhvMmNVjRW29ulnudl.LbuAnUtN/LRfe1JsBm1Xu6LE3059z5Tr8m';
const megabyte = 1024 * 1024;

async function write_rows(file) {
  const out = createWriteStream(file);
  for (let n = 0; n < rows; n += 1000) {
    let text = '';
    for (let i = n; i < Math.min(rows, n + 1000); ++i) text += `{"email":"user${i}@import.example","password_hash":"${hash}"}\n`;
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

/// The largest resident memory that the process has had, in bytes.
const peak_memory = (pid) => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;

function start_import(file, data) {
  const child = spawn(inBuild('gatehouse'), ['user', 'import', file, '--data', data], { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  const told = { child, stdout: '', stderr: '', peak: 0 };
  for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => { told[name] += text; });
  const timer = setInterval(() => { try { told.peak = peak_memory(child.pid); } catch { /* it has ended */ } }, 20);
  told.ended = once(child, 'close').then(([code]) => { clearInterval(timer); return code; });
  return told;
}

const count_users = async (house) => (await ask(house, 'GET', '/users?limit=1')).json.count.value;

/// Asks for /me on one connection until `state.stop`. Returns the times in milliseconds.
async function ask_me(server, token, state) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const times = [];
  while (!state.stop) {
    const begun = performance.now();
    const [answer] = await once(http.get({ port: server.port, path: '/me', agent, headers: { Authorization: `Bearer ${token}` } }), 'response');
    answer.resume();
    await once(answer, 'end');
    assert.equal(answer.statusCode, 200);
    times.push(performance.now() - begun);
    await sleep(2);
  }
  agent.destroy();
  return times.sort((a, b) => a - b);
}

test(`${rows} rows, killed twice`, async (t) => {
  const { folder, data, remove } = await make_folder();
  t.after(remove);
  const file = path.join(folder, 'users.jsonl');
  await write_rows(file);
  let server = await serve(data);
  t.after(() => server.is_alive() && server.stop());
  const house = { data };

  for (const whom of ['server', 'command']) {
    const before = await count_users(house);
    const importing = start_import(file, data);
    while (await count_users(house) < before + rows / 10) await sleep(5);
    if (whom === 'server') {
      await server.kill();
      assert.equal(await importing.ended, 1);
      assert.match(importing.stderr, /gatehouse: stopped: .*; run it again to continue where it stopped\n$/);
      server = await serve(data);
    } else {
      importing.child.kill('SIGKILL');
      await importing.ended;
    }
  }

  await sign_up(server, 'ada@example.org');
  const { access_token } = await log_in(server, 'ada@example.org');
  const state = { stop: false };
  const asking = ask_me(server, access_token, state);
  const already = await count_users(house);
  const begun = performance.now();
  const importing = start_import(file, data);
  assert.equal(await importing.ended, 0, importing.stderr);
  const seconds = (performance.now() - begun) / 1000;
  state.stop = true;
  const times = await asking;
  const [, added, present] = /^(\d+) added, (\d+) already there, 0 refused\n$/.exec(importing.stdout);
  assert.equal(Number(added) + Number(present), rows);
  assert.ok(Number(present) > 0, 'what was acknowledged before is there');
  assert.ok(peak_memory(server.pid) < 200 * megabyte, `the server took ${peak_memory(server.pid) / megabyte} MiB`);
  assert.ok(importing.peak < 100 * megabyte, `the command took ${importing.peak / megabyte} MiB`);
  t.diagnostic(`${Math.round(Number(added) / seconds)} rows a second beside ${already} before; /me p50 ${times[times.length >> 1].toFixed(1)} ms, `
    + `p99 ${times[Math.floor(times.length * 0.99)].toFixed(1)} ms; server ${Math.round(peak_memory(server.pid) / megabyte)} MiB, command ${Math.round(importing.peak / megabyte)} MiB`);

  // Every row once, and a later import has nothing to add.
  await server.stop();
  const exported = path.join(folder, 'exported.jsonl');
  assert.equal((await gatehouse(['user', 'export', '-o', exported, '--data', data])).stdout, `${rows + 1} users in ${exported}\n`);
});
