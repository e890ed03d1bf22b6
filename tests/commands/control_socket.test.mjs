// SPDX-License-Identifier: Apache-2.0
// The socket through which commands reach the running server: for its owner only, removed with the server, and robust.
import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { open_house } from '../support/gatehouse.mjs';
import { form_body, send } from '../support/request.mjs';

let house;
before(async () => { house = await open_house(true); });
after(() => house?.close());

const socket_of = ({ data }) => path.join(data, 'control.sock');

/// Sends bytes and waits until the server closes, at most `patience` milliseconds. Returns what the server sent.
function talk(bytes, { ends = true, patience = 3000 } = {}) {
  return new Promise((resolve) => {
    let said = '';
    const socket = net.connect(socket_of(house), () => (ends ? socket.end(bytes) : socket.write(bytes)));
    socket.setTimeout(patience, () => socket.destroy());
    socket.on('data', (chunk) => { said += chunk; });
    socket.on('error', () => {});  // the server may close while we still write
    socket.on('close', () => resolve(said));
  });
}

const still_serves = async () => {
  assert.equal((await send(house.server, { path: '/me' })).status, 401);
  assert.deepEqual(await house.user('list'), { code: 0, stdout: 'no users\n', stderr: '' });
};

test('only its owner may use it', () => {
  assert.equal(statSync(socket_of(house)).mode & 0o777, 0o600);
  assert.equal(statSync(house.data).mode & 0o777, 0o700);
});

test('what is no command changes nothing', async () => {
  const cases = ['', '\n', '{}\n', 'null\n', '[]\n', '{"action":\n', '{"action":"fly"}\n', 'GET / HTTP/1.1\r\n\r\n', 'DELETE /admin/api/users HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    'POST /admin/api/users HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}', '\xff\xfe\n',
    '{"action":"add","email":"a@example.com","password":1}\n', `${'['.repeat(10_000)}\n`, 'x'.repeat(1024 * 1024)];
  for (const bytes of cases) {
    await talk(Buffer.from(bytes, 'latin1'));
    await still_serves();
  }
});

test('who says nothing holds up nobody', async () => {
  const silent = Array.from({ length: 20 }, (_, number) => talk(number % 2 ? '' : '{"action"', { ends: false, patience: 5000 }));
  await still_serves();
  await Promise.all(silent);
  await still_serves();
});

test('a user is not created if the caller goes while the password still waits to be hashed', async () => {
  const busy = await open_house(false);
  try {
    // Seconds a hash, and more hashes at once than two cores have lanes: the server notices within two seconds that a
    // caller has gone.
    await busy.serve([], { GATEHOUSE_PASSWORDS_BCRYPT_COST: '15', GATEHOUSE_PASSWORDS_THREADS: '2' });
    const checks = Array.from({ length: 14 }, () => send(busy.server, {
      method: 'POST', path: '/login', ...form_body({ username: 'nobody@example.com', password: 'wrong-horse' }) }));
    await sleep(100);
    const socket = net.connect(socket_of(busy));
    const body = JSON.stringify({ email: 'gone@example.com', password: 'correct-horse' });
    socket.write(`POST /admin/api/users HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    await sleep(100);
    socket.destroy();
    await Promise.all(checks);
    assert.deepEqual(await busy.user('list'), { code: 0, stdout: 'no users\n', stderr: '' });
  } finally {
    await busy.close();
  }
});

test('it goes with the server, and one left by a killed server is no obstacle', async () => {
  const other = await open_house(true);
  try {
    await other.server.kill();
    assert.ok(existsSync(socket_of(other)), 'killed, it tidies nothing up');
    assert.equal((await other.user('add', ['ada@example.com'], 'correct-horse\n')).code, 0, 'a command without a server');
    await other.serve();
    assert.match((await other.user('list')).stdout, /ada@example\.com/);
    await other.server.stop();
    assert.ok(!existsSync(socket_of(other)));
    await other.serve();
  } finally {
    await other.close();
  }
});
