// SPDX-License-Identifier: Apache-2.0
// Killed at any moment, the server has lost no user whom it had acknowledged, and serves again at once.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { log_in, password } from '../support/account.mjs';
import { make_folder, serve } from '../support/gatehouse.mjs';
import { json_body, send } from '../support/request.mjs';

const rounds = 20;
const clients = 8;

/// Signs users up until the server is gone. Adds those who were answered 200 to `welcomed`.
async function sign_people_up(server, name, welcomed) {
  for (let number = 0; ; ++number) {
    const email = `${name}-${number}@example.org`;
    let answer;
    try {
      answer = await send(server, { method: 'POST', path: '/signup', ...json_body({ email, password }) });
    } catch {
      return;  // it was killed before it had answered in full, so the account may exist or not
    }
    assert.equal(answer.status, 200, answer.text);
    welcomed.push(email);
  }
}

test('everyone who was signed up is there after each of 20 kills', async (t) => {
  const { data, remove } = await make_folder();
  t.after(remove);
  const starts = [];
  let all = 0;
  for (let round = 0; round < rounds; ++round) {
    const server = await serve(data);
    const welcomed = [];
    const running = Array.from({ length: clients }, (_, client) => sign_people_up(server, `${round}-${client}`, welcomed));
    await new Promise((resolve) => setTimeout(resolve, randomInt(20, 300)));
    await server.kill();
    await Promise.all(running);

    const begin = performance.now();
    const again = await serve(data);
    starts.push(performance.now() - begin);
    for (const email of welcomed) await log_in(again, email);
    await again.stop();
    all += welcomed.length;
  }
  assert.ok(all >= rounds, `hardly anybody was signed up (${all}): nothing was tried`);
  t.diagnostic(`${all} sign-ups; ready again after at most ${Math.max(...starts).toFixed(0)} ms`);
});
