// SPDX-License-Identifier: Apache-2.0
// Requests that the server refuses itself have their lines in the log, and in the access log too.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { make_folder, serve } from '../support/gatehouse.mjs';
import { exchange } from '../support/raw.mjs';

test('what the parser refuses is logged', async (t) => {
  const { data, remove } = await make_folder();
  t.after(remove);
  const server = await serve(data, [], { GATEHOUSE_LOG_REQUESTS: 'true', GATEHOUSE_LOG_FORMAT: 'json', GATEHOUSE_LIMITS_REQUEST_SECONDS: '1' });
  t.after(() => server.stop());
  for (const [bytes, status] of [
    ['GET /me HTTP/1.1\r\nHost: x.good.example:evil.com\r\nCookie: hushhush\r\n\r\n', 400],
    ['POST /login?hushhush HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\nhushhush', 413],
    [`GET /me HTTP/1.1\r\nHost: x\r\nX-Pad: ${'hushhush'.repeat(5000)}\r\n\r\n`, 431],
    ['GET /me HTTP/1.1\r\nHost: x\r\nCookie: hushhush\r\n', 408],
  ]) {
    const answer = await exchange(server.port, bytes);
    assert.equal(answer.status, status);
    const id = answer.headers['x-request-id'];
    const lines = () => server.output.split('\n').filter((line) => line.includes(id)).map((line) => JSON.parse(line));
    for (let tries = 0; tries < 50 && lines().length < 2; ++tries) await sleep(100);
    const refusal = lines().find(({ msg }) => msg === 'a request was refused');
    const access = lines().find(({ msg }) => msg === 'request');
    assert.equal(refusal?.status, status);
    assert.equal(refusal.remote, '127.0.0.1');
    assert.match(refusal.why, /^[a-zA-Z .0-9-]+$/);
    assert.equal(access?.status, status);
  }
  assert.doesNotMatch(server.output, /hushhush/);
});
