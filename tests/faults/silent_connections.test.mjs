// SPDX-License-Identifier: Apache-2.0
// Connections that send nothing do not keep others out, whatever the limits of descriptors are.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gatehouse, make_folder, serve } from '../support/gatehouse.mjs';

const silent_count = 1100;
const patience_ms = 10_000;

function get_me(port, localAddress) {
  return new Promise((resolve, reject) => {
    const request = http.get({ host: '127.0.0.1', port, path: '/me', localAddress, timeout: patience_ms, agent: false }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', reject);
  });
}

/// Opens connections that send nothing from as many addresses as given, and forgets those that are closed.
async function open_silent(port, addresses) {
  const sockets = [];
  for (let i = 0; i < silent_count; ++i) {
    const socket = net.connect({ port, host: '127.0.0.1', localAddress: addresses[i % addresses.length] });
    socket.on('error', () => {});
    sockets.push(socket);
    if (i % 100 === 99) await once(socket, 'connect').catch(() => {});
  }
  await sleep(500);
  return sockets;
}

const most_descriptors = (server) => {
  const [, soft, hard] = /Max open files\s+(\d+)\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/limits`, 'utf8'));
  return { soft, hard };
};

for (const [name, limit, addresses] of [
  ['a soft limit of 1,024 descriptors, one address', '-S -n 1024', ['127.0.0.1']],
  ['a hard limit of 1,024 descriptors, one address', '-n 1024', ['127.0.0.1']],
  ['a hard limit of 1,024 descriptors, ten addresses', '-n 1024', Array.from({ length: 10 }, (_, i) => `127.0.1.${i + 1}`)],
  ['a hard limit of 256 descriptors, ten addresses', '-n 256', Array.from({ length: 10 }, (_, i) => `127.0.1.${i + 1}`)],
]) {
  test(`${silent_count} silent connections at ${name}`, async (t) => {
    const { data, remove } = await make_folder();
    t.after(remove);
    const server = await serve(data, [], {}, ['bash', '-c', `ulimit ${limit}; exec "$0" "$@"`]);
    t.after(() => server.stop());
    const { soft, hard } = most_descriptors(server);
    assert.equal(soft, hard);
    const sockets = await open_silent(server.port, addresses);
    t.after(() => sockets.forEach((socket) => socket.destroy()));
    for (let i = 0; i < 5; ++i) {
      assert.equal(await get_me(server.port, '127.0.0.2'), 401);
      assert.equal(await get_me(server.port, addresses[0]), 401);
    }
    assert.deepEqual(await gatehouse(['user', 'list', '--data', data]), { code: 0, stdout: 'no users\n', stderr: '' });
  });
}

test('the control socket answers when no descriptor is left', async (t) => {
  const { data, remove } = await make_folder();
  t.after(remove);
  // More connections are allowed than there are descriptors, so descriptors run out.
  const env = { GATEHOUSE_LIMITS_CONNECTIONS: '5000', GATEHOUSE_LIMITS_CONNECTIONS_PER_ADDRESS: '5000' };
  const server = await serve(data, [], env, ['bash', '-c', 'ulimit -n 256; exec "$0" "$@"']);
  t.after(() => server.stop());
  const sockets = await open_silent(server.port, ['127.0.0.1']);
  t.after(() => sockets.forEach((socket) => socket.destroy()));
  for (let i = 0; i < 3; ++i) {
    const { code, stdout } = await gatehouse(['user', 'list', '--data', data]);
    assert.deepEqual({ code, stdout }, { code: 0, stdout: 'no users\n' });
    assert.equal(await get_me(server.port, '127.0.0.2'), 401);
  }
});
