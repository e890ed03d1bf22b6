// SPDX-License-Identifier: Apache-2.0
// One server for the tests of a file. It must still serve after each test, and stop cleanly at the end.
import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { exchange } from '../support/raw.mjs';
import { send } from '../support/request.mjs';
import { start_target } from '../support/target.mjs';

/// Starts the target for the file's tests. `send` and `exchange` of the result return answers. Both fail on a 5xx.
export function under_attack() {
  const attacked = {};
  before(async () => { attacked.server = await start_target(); });
  afterEach(async () => {
    assert.ok(attacked.server.is_alive(), `the program ended:\n${attacked.server.output.slice(-4000)}`);
    assert.equal((await send(attacked.server, { path: '/me' })).status, 401);
  });
  after(() => attacked.server?.stop());

  const check = (answer, what) => {
    assert.ok(answer.status < 500, `${answer.status} to ${what().slice(0, 300)}`);
    return answer;
  };
  attacked.send = async (request) => check(await send(attacked.server, request), () => `${request.method ?? 'GET'} ${request.path} ${request.body}`);
  attacked.exchange = async (bytes, options) => check(await exchange(attacked.server.port, bytes, options), () => bytes.toString());
  return attacked;
}

/// Returns the problems of a 422.
export function problems(answer, what = '') {
  assert.equal(answer.status, 422, `${what} ${answer.text}`);
  const { detail } = JSON.parse(answer.text);
  assert.ok(detail.length > 0);
  for (const { loc, msg, type } of detail) {
    assert.equal(loc[0], 'body', what);
    assert.ok(msg && type, what);
  }
  return detail;
}
