// SPDX-License-Identifier: Apache-2.0
// The program under test: TARGET=tutorial (the example, the default) or TARGET=server (`gatehouse serve`).
import assert from 'node:assert/strict';
import { inBuild } from './build.mjs';
import { gatehouse, make_folder, serve } from './gatehouse.mjs';
import { start_server } from './process.mjs';

export const target = process.env.TARGET ?? 'tutorial';
assert.ok(['tutorial', 'server'].includes(target), `TARGET is tutorial or server, not ${target}`);

/// Both are long enough for HS256 (RFC 7518 3.2), and they differ.
export const secrets = {
  JWT_SECRET_KEY: 'access-secret-of-the-tests-0123456789abcdef',
  JWT_REFRESH_SECRET_KEY: 'refresh-secret-of-the-tests-0123456789abcdef',
};

/// Starts the target. With `removal: true` it has `remove_account(email)`, which deletes an account.
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
  const { data, remove } = await make_folder();
  const server = await serve(data, [], secrets);
  const stop = server.stop;
  server.data = data;
  server.stop = () => stop().finally(remove);
  server.remove_account = async (email) => {
    const { code, stderr } = await gatehouse(['user', 'delete', email, '--data', data]);
    assert.equal(code, 0, stderr);
  };
  return server;
}
