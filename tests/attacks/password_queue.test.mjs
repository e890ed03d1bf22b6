// SPDX-License-Identifier: Apache-2.0
// A caller who has passwords checked without end and never waits for an answer does not affect the others.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { log_in, password, sign_up } from '../support/account.mjs';
import { open_house } from '../support/gatehouse.mjs';
import { json_body, request_bytes } from '../support/request.mjs';
import { target } from '../support/target.mjs';

const attack_pause_ms = 10;
const rounds = 3;
const users = ['ada@example.org', 'bob@example.org'];

/// Sends a whole request from 127.0.0.1 and disconnects without reading the answer.
async function leave(server, request) {
  const socket = net.connect(server.port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  await new Promise((resolve) => socket.write(request_bytes(request), resolve));
  socket.destroy();
}

/// Sends one request from a loopback address. Returns its status.
function status_from(server, localAddress, { method, path, headers, body }) {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: server.port, method, path, headers, localAddress, agent: false };
    const request = http.request(options, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
    request.on('error', reject);
    request.end(body);
  });
}

const bearer = ({ access_token }) => ({ Authorization: `Bearer ${access_token}` });

const asks = {
  'PATCH /me': (headers) => ({ method: 'PATCH', path: '/me', ...json_of({ email: 'eve@example.com', password: 'wrong' }, headers) }),
  'POST /me/password': (headers) => ({ method: 'POST', path: '/me/password', ...json_of({ old_password: 'wrong', new_password: 'another-horse' }, headers) }),
  'DELETE /me': (headers) => ({ method: 'DELETE', path: '/me', ...json_of({ password: 'wrong' }, headers) }),
};

function json_of(value, headers) {
  const { headers: type, body } = json_body(value);
  return { headers: { ...headers, ...type }, body };
}

for (const [name, ask] of Object.entries(asks)) {
  test(`100 ${name} a second with a wrong password, each hanging up`, { skip: target !== 'server' && 'for the server' }, async (t) => {
    const house = await open_house(false);
    t.after(() => house.close());
    // More work than two cores can do, with a queue that is soon full.
    await house.serve([], { GATEHOUSE_PASSWORDS_BCRYPT_COST: '12', GATEHOUSE_PASSWORDS_QUEUE: '64', GATEHOUSE_THROTTLE_ENABLED: 'false' });
    const { server } = house;
    for (const email of [...users, 'eve@example.org', 'carol@example.org']) await sign_up(server, email);
    const owners = await Promise.all(users.map((email) => log_in(server, email)));
    const attacker = bearer(await log_in(server, 'eve@example.org'));

    let is_over = false;
    let sent = 0;
    const attack = (async () => {
      for (; !is_over; ++sent) {
        leave(server, ask(attacker)).catch(() => {});
        await sleep(attack_pause_ms);
      }
    })();
    await sleep(1500);
    const outcomes = [];
    for (let round = 0; round < rounds; ++round) {
      const old_password = round === 0 ? password : `correct-horse-${round - 1}`;
      const new_password = `correct-horse-${round}`;
      const changes = owners.map((owner) => status_from(server, '127.0.0.2',
        { method: 'POST', path: '/me/password', ...json_of({ old_password, new_password }, bearer(owner)) }));
      const command = house.user('set-password', ['carol@example.org'], `${new_password}\n`);
      outcomes.push(...await Promise.all(changes));
      const { code, stderr } = await command;
      outcomes.push(code === 0 ? 'set' : stderr);
    }
    is_over = true;
    await attack;
    assert.deepEqual(outcomes, Array.from({ length: rounds }, () => [204, 204, 'set']).flat());
    t.diagnostic(`${sent} requests of the attacker`);
  });
}
