// SPDX-License-Identifier: Apache-2.0
// The program gatehouse: its commands and its server, on data folders of their own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { inBuild } from './build.mjs';
import { start_server } from './process.mjs';

const program = inBuild('gatehouse');
const command_seconds = 30;

/// All tests come from one address, so the limits that count by address are set too high to be reached.
const unlimited_address = Object.fromEntries(['SIGNUPS', 'ADDRESS_FAILURES', 'ADDRESS_ACCOUNTS']
  .map((name) => [`GATEHOUSE_THROTTLE_${name}`, '1000000']));

/// Returns an environment without the settings that the tests' own environment may have, and with the cheapest hash.
export function environment(more = {}) {
  const ours = ([name]) => !name.startsWith('GATEHOUSE_') && !name.startsWith('JWT_') && !name.startsWith('SERVER_SECRET');
  return { ...Object.fromEntries(Object.entries(process.env).filter(ours)), GATEHOUSE_PASSWORDS_BCRYPT_COST: '4', ...unlimited_address, ...more };
}

/// Runs `gatehouse ...args` with `stdin` (text or bytes) as its input. `code` is null if it did not end in time.
export async function gatehouse(args, { stdin = '', env = {}, cwd } = {}) {
  const child = spawn(program, args, { env: environment(env), cwd, timeout: command_seconds * 1000, killSignal: 'SIGKILL' });
  const told = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => { told[name] += text; });
  child.stdin.on('error', () => {});  // a command that reads nothing may have ended before we have written
  child.stdin.end(stdin);
  const [code] = await once(child, 'close');
  return { code, ...told };
}

/// Creates a new folder; `data` in it does not exist yet. `remove()` deletes everything.
export async function make_folder() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gatehouse-'));
  return { folder, data: path.join(folder, 'data'), remove: () => rm(folder, { recursive: true, force: true }) };
}

/// Starts `gatehouse serve` on the folder, as `start_server` does. `wrapper`: a command that starts it.
export function serve(data, args = [], env = {}, wrapper = []) {
  const [first, ...rest] = [...wrapper, program, 'serve', '--listen', '127.0.0.1:0', '--data', data, ...args];
  return start_server(first, rest, environment(env), { inherit: false });
}

/// Opens a folder with an empty database for commands: with a server (`running`), or without one until `serve()`.
export async function open_house(running) {
  const { folder, data, remove } = await make_folder();
  const house = {
    folder,
    data,
    server: null,
    serve: async (args, env) => { house.server = await serve(data, args, env); },
    client: (action, ...args) => gatehouse(['client', action, ...args, '--data', data]),
    user: (action, args = [], stdin = '') => gatehouse(['user', action, ...args, '--data', data], { stdin }),
    close: () => Promise.resolve(house.server?.stop()).finally(remove),
  };
  if (running) await house.serve();
  else await gatehouse(['migrate', '--data', data]);
  return house;
}
