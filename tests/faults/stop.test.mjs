// SPDX-License-Identifier: Apache-2.0
// SIGTERM while clients have sent half a request or do not read: the program ends before service managers kill it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { make_folder, serve } from '../support/gatehouse.mjs';

const kill_seconds = 10;

test('half-sent requests at SIGTERM', async (t) => {
  const { data, remove } = await make_folder();
  t.after(remove);
  const server = await serve(data);
  const starts = ['P', 'POST /login HTTP/1.1\r\nHost: x\r\n', 'POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhel'];
  for (const start of starts) {
    const socket = net.connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    t.after(() => socket.destroy());
    await once(socket, 'connect');
    socket.write(start);
  }
  await sleep(200);
  const begin = performance.now();
  await server.stop();
  const seconds = (performance.now() - begin) / 1000;
  assert.ok(seconds < kill_seconds, `${seconds} s`);
  t.diagnostic(`${seconds.toFixed(1)} s`);
});
