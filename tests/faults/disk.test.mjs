// SPDX-License-Identifier: Apache-2.0
// A disk that is full or read-only: the error is reported clearly, everything acknowledged is kept, and the server works
// again when the disk does.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { get_me, log_in, password } from '../support/account.mjs';
import { gatehouse, make_folder, serve } from '../support/gatehouse.mjs';
import { form_body, json_body, send } from '../support/request.mjs';

const run = promisify(execFile);
const is_root = process.getuid() === 0;

let next = 0;
const sign_up_somebody = async (server) => {
  const email = `somebody-${next++}@example.org`;
  const answer = await send(server, { method: 'POST', path: '/signup', ...json_body({ email, password }) });
  return { email, answer };
};

/// Signs users up until the disk is full: 503 with a text, and then for all. Adds those who were answered
/// 200 to `welcomed`.
async function sign_up_until_refused(server, welcomed) {
  for (let refused = 0; refused < 5;) {
    const { email, answer } = await sign_up_somebody(server);
    if (answer.status === 200) {
      welcomed.push(email);
      assert.ok(welcomed.length < 20_000, 'the disk took them all');
      continue;
    }
    assert.equal(answer.status, 503, answer.text);
    const { detail } = JSON.parse(answer.text);
    assert.equal(typeof detail, 'string');
    assert.doesNotMatch(detail, /sqlite|disk|full/i, 'a stranger is not told of the disk');
    ++refused;
  }
}

/// Runs the server on a folder whose disk `spoil` makes fail and `mend` repairs.
async function outlive(t, data, { spoil, mend, told }) {
  let server = await serve(data);
  t.after(() => server.is_alive() && server.stop());
  const first = await sign_up_somebody(server);
  assert.equal(first.answer.status, 200, first.answer.text);
  const { access_token } = await log_in(server, first.email);

  await spoil(server);
  const welcomed = [first.email];
  await sign_up_until_refused(server, welcomed);
  assert.equal((await get_me(server, access_token)).status, 200, 'who has a token goes on');
  const login = await send(server, { method: 'POST', path: '/login', ...form_body({ username: first.email, password }) });
  assert.equal(login.status, 503, 'a session that is not kept is not handed out');
  assert.match(login.headers['retry-after'], /^\d+$/);
  assert.match(server.output, told);
  assert.equal(server.output.match(/accepts no changes/g).length, 1, 'told once, not for each request');

  await mend(server);
  const after = await sign_up_somebody(server);
  assert.equal(after.answer.status, 200, `well again, but ${after.answer.text}`);
  welcomed.push(after.email);
  // The log has a thread of its own, so its line may come after the answer.
  for (let tries = 0; tries < 100 && !/accepts changes again/.test(server.output); ++tries) await sleep(20);
  assert.match(server.output, /accepts changes again/);

  await server.stop();
  server = await serve(data);
  for (const email of welcomed.slice(-50)) await log_in(server, email);
  for (const email of welcomed.slice(0, 50)) await log_in(server, email);
  await server.stop();
}

test('a full disk', async (t) => {
  const { folder, data, remove } = await make_folder();
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', folder]);
    t.after(() => run('umount', ['--lazy', folder]).finally(remove));
  } catch (error) {
    await remove();
    return t.skip(`no small disk can be made here: ${(error.stderr || error.message).trim()} (the test with a limit on file sizes has run)`);
  }
  const filler = path.join(folder, 'filler');
  await outlive(t, data, {
    // dd ends with an error when nothing fits any more.
    spoil: () => run('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4096']).then(() => assert.fail('it did not fill'), () => {}),
    mend: () => rm(filler),
    told: /accepts no changes.*(full|I\/O)/,
  });
});

test('a limit on file sizes', async (t) => {
  const { data, remove } = await make_folder();
  t.after(remove);
  const limit = (server, bytes) => run('prlimit', ['--pid', server.pid, `--fsize=${bytes}:unlimited`]);
  await outlive(t, data, {
    spoil: (server) => limit(server, 64 * 1024),
    mend: (server) => limit(server, 'unlimited'),
    told: /accepts no changes.*(full|I\/O)/,
  });
});

test('files that take no writes any more', async (t) => {
  const { folder, data, remove } = await make_folder();
  t.after(remove);
  const files = async () => (await readdir(data)).filter((name) => name.startsWith('gatehouse.db')).map((name) => path.join(data, name));
  const attribute = async (change) => run('chattr', [change, ...(await files())]);
  try {
    const probe = path.join(folder, 'probe');
    await writeFile(probe, '');
    await run('chattr', ['+i', probe]);
    await run('chattr', ['-i', probe]);
  } catch (error) {
    return t.skip(`no file can be made immutable here: ${(error.stderr || error.message).trim()}`);
  }
  t.after(() => attribute('-i').catch(() => {}));
  await outlive(t, data, { spoil: () => attribute('+i'), mend: () => attribute('-i'), told: /accepts no changes/ });
});

test('a folder that is read-only from the start', async (t) => {
  const { folder, data, remove } = await make_folder();
  await mkdir(data);
  await chmod(folder, 0o755);
  await chmod(data, 0o555);
  t.after(remove);
  // Root may write everywhere, so the server runs as nobody then.
  const wrapper = is_root ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
  await assert.rejects(serve(data, [], {}, wrapper), ({ message }) => {
    assert.match(message, /did not start \(2\)/);
    const lines = message.split('\n').slice(1).filter((line) => line !== '');
    assert.equal(lines.length, 1, message);
    assert.match(lines[0], /data.*(denied|read-only|not permitted|belongs)/i);
    return true;
  });
});

test('a second server on the same folder', async (t) => {
  const { data, remove } = await make_folder();
  t.after(remove);
  const server = await serve(data);
  t.after(() => server.stop());
  const { email } = await sign_up_somebody(server);
  await assert.rejects(serve(data), ({ message }) => {
    assert.match(message, /did not start \(2\)/);
    const lines = message.split('\n').slice(1).filter((line) => line !== '');
    assert.equal(lines.length, 1, message);
    assert.ok(lines[0].includes(data), lines[0]);
    return true;
  });
  const { code, stderr } = await gatehouse(['migrate', '--data', data]);
  assert.equal(code, 2, stderr);
  assert.equal(stderr.trim().split('\n').length, 1, stderr);
  await log_in(server, email);
});
