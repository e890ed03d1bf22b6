// SPDX-License-Identifier: Apache-2.0
// Backups under load, and interrupted ones: a backup contains every user acknowledged before it began, and a file with
// its final name is always complete.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { log_in, password } from '../support/account.mjs';
import { inBuild } from '../support/build.mjs';
import { gatehouse, make_folder, serve } from '../support/gatehouse.mjs';
import { json_body, send } from '../support/request.mjs';

const clients = 8;

/// Signs users up until `is_over()` or until the server is gone. Adds those who were answered 200 to `welcomed`.
async function sign_people_up(server, name, welcomed, is_over = () => false) {
  for (let number = 0; !is_over(); ++number) {
    const email = `${name}-${number}@example.org`;
    let answer;
    try {
      answer = await send(server, { method: 'POST', path: '/signup', ...json_body({ email, password }) });
    } catch {
      return;  // it was killed
    }
    assert.equal(answer.status, 200, answer.text);
    welcomed.push(email);
  }
}

test('a backup under load has all who were welcomed before it began', async (t) => {
  const { folder, data, remove } = await make_folder();
  t.after(remove);
  let server = await serve(data);
  t.after(() => server.stop());
  const welcomed = [];
  let is_over = false;
  const running = Array.from({ length: clients }, (_, client) => sign_people_up(server, `a-${client}`, welcomed, () => is_over));
  const backups = [];
  for (let round = 0; round < 5; ++round) {
    await sleep(150);
    const before = [...welcomed];
    const file = path.join(folder, `${round}.db`);
    const { code, stderr } = await gatehouse(['backup', file, '--data', data]);
    assert.equal(code, 0, stderr);
    backups.push({ file, before });
  }
  is_over = true;
  await Promise.all(running);
  await server.stop();
  for (const { file, before } of backups) {
    const { code, stderr } = await gatehouse(['restore', file, '--data', data, '--replace']);
    assert.equal(code, 0, stderr);
    server = await serve(data);
    assert.ok(before.length > 0, 'nobody was signed up: nothing was tried');
    for (const email of before) await log_in(server, email);
    await server.stop();
  }
  server = await serve(data);
  t.diagnostic(`${backups.map(({ before }) => before.length).join(', ')} people`);
});

test('killed while it writes a backup, a server leaves none or a whole one', async (t) => {
  const { folder, data, remove } = await make_folder();
  t.after(remove);
  let server = await serve(data);
  const welcomed = [];
  const until = performance.now() + 1500;
  await Promise.all(Array.from({ length: clients }, (_, client) => sign_people_up(server, `b-${client}`, welcomed, () => performance.now() > until)));
  t.after(() => server.is_alive() && server.stop());
  const seen = { none: 0, whole: 0 };
  for (let round = 0; round < 24; ++round) {
    const file = path.join(folder, `${round}.db`);
    const asking = gatehouse(['backup', file, '--data', data]);
    await sleep(2 + round);
    await server.kill();
    const { code } = await asking;
    const found = await stat(file).catch(() => null);
    assert.ok(found || code !== 0, 'told to be there, and is not');
    ++seen[found ? 'whole' : 'none'];
    if (found) {
      const restored = path.join(folder, `restored-${round}`);
      const { code: status, stderr } = await gatehouse(['restore', file, '--data', restored]);
      assert.equal(status, 0, stderr);
      const { stdout } = await gatehouse(['user', 'export', '--data', restored]);
      assert.equal(stdout.trim().split('\n').length, welcomed.length);
    }
    server = await serve(data);
  }
  t.diagnostic(JSON.stringify(seen));
  assert.ok(seen.none > 0, 'no kill came in time: nothing was tried');
});

test('killed while it restores, the command leaves the old database or the new one', async (t) => {
  const { folder, data, remove } = await make_folder();
  t.after(remove);
  let server = await serve(data);
  t.after(() => server.is_alive() && server.stop());
  const welcomed = [];
  const until = performance.now() + 1000;
  await Promise.all(Array.from({ length: clients }, (_, client) => sign_people_up(server, `c-${client}`, welcomed, () => performance.now() > until)));
  const file = path.join(folder, 'backup.db');
  assert.equal((await gatehouse(['backup', file, '--data', data])).code, 0);
  for (let round = 0; round < 16; ++round) {
    await server.stop();
    const child = spawn(inBuild('gatehouse'), ['restore', file, '--data', data, '--replace'], { stdio: 'ignore' });
    const gone = once(child, 'close');
    await sleep(1 + 2 * round);
    child.kill('SIGKILL');
    await gone;
    server = await serve(data);
    for (const email of welcomed.slice(0, 5)) await log_in(server, email);
  }
});
