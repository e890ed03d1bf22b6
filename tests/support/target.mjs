// SPDX-License-Identifier: Apache-2.0
// What is being tested: TARGET=tutorial (the example, the default) or TARGET=server (`gatehouse serve`).
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { inBuild } from './build.mjs';
import { start_server } from './process.mjs';

export const target = process.env.TARGET ?? 'tutorial';
assert.ok(['tutorial', 'server'].includes(target), `TARGET is tutorial or server, not ${target}`);

/// Both are long enough for HS256 (RFC 7518 3.2), and differ.
export const secrets = {
  JWT_SECRET_KEY: 'access-secret-of-the-tests-0123456789abcdef',
  JWT_REFRESH_SECRET_KEY: 'refresh-secret-of-the-tests-0123456789abcdef',
};

/// Starts the target. `removal: true` gives it a way to lose an account: `remove_account(email)`.
export const start_target = (options) => (target === 'server' ? start_gatehouse() : start_tutorial(options));

/// Starts the example, whatever TARGET is.
export async function start_tutorial({ removal = false } = {}) {
  const program = removal ? inBuild('tests', 'tutorial_with_removal') : inBuild('examples', 'tutorial');
  const server = await start_server(program, ['--listen', '127.0.0.1:0'], secrets);
  server.remove_account = async (email) => {
    const answer = await fetch(`${server.origin}/test/users/${encodeURIComponent(email)}`, { method: 'DELETE' });
    assert.ok(answer.ok, `the account could not be removed: ${answer.status}`);
  };
  return server;
}

async function start_gatehouse() {
  const data = await make_folder();
  const server = await start_on(data);
  const stop = server.stop;
  server.stop = () => stop().finally(() => remove_folder(data));
  return server;
}

const settings = { ...secrets, GATEHOUSE_PASSWORDS_BCRYPT_COST: '4' };

/// Starts the server on a data folder that outlives it. What `gatehouse user delete` does is `remove_account(email)`.
export async function start_on(data, { env = {}, wrapper = [] } = {}) {
  const command = [...wrapper, inBuild('gatehouse'), 'serve', '--listen', '127.0.0.1:0', '--data', data];
  const server = await start_server(command[0], command.slice(1), { ...settings, ...env });
  server.remove_account = (email) => run_gatehouse(['user', 'delete', email, '--data', data]);
  return server;
}

/// Runs a command of the server's to its end: what it wrote; throws with `code`, `stdout` and `stderr` if that isn't 0.
export const run_gatehouse = (args) =>
  promisify(execFile)(inBuild('gatehouse'), args, { env: { ...process.env, ...settings } });

/// A new folder, to be given to `remove_folder`.
export const make_folder = () => mkdtemp(path.join(os.tmpdir(), 'gatehouse-'));
export const remove_folder = (folder) => rm(folder, { recursive: true, force: true });
