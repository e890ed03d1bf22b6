// SPDX-License-Identifier: Apache-2.0
// Clients that request a login and disconnect: a hash that no client waits for is not computed.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { log_in, sign_up } from '../support/account.mjs';
import { open_house } from '../support/gatehouse.mjs';
import { form_body } from '../support/request.mjs';

const clients = 60;
const email = 'ada@example.org';

/// Sends a whole login and disconnects without reading the answer.
async function leave(server) {
  const { headers, body } = form_body({ username: email, password: 'wrong-password' });
  const fields = Object.entries({ Host: 'x', 'Content-Length': body.length, ...headers });
  const head = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const socket = net.connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  await new Promise((resolve) => socket.write(`POST /login HTTP/1.1\r\n${head}\r\n${body}`, resolve));
  socket.destroy();
}

/// Returns the statuses of all logins so far, from the server's log.
const logged = (server) => [...server.output.matchAll(/"path":"\/login","status":(\d+)/g)].map(([, status]) => status);

test('clients who do not wait', async (t) => {
  const house = await open_house(false);
  t.after(() => house.close());
  // A second or more a hash, so that the queue is still long when the server notices that they have disconnected.
  await house.serve([], { GATEHOUSE_PASSWORDS_BCRYPT_COST: '14', GATEHOUSE_LOG_REQUESTS: 'true', GATEHOUSE_THROTTLE_ENABLED: 'false' });
  const { server } = house;
  await sign_up(server, email);

  await Promise.all(Array.from({ length: clients }, () => leave(server)));
  await log_in(server, email);
  for (let tries = 0; tries < 300 && logged(server).length <= clients; ++tries) await sleep(100);

  const answers = logged(server);
  assert.equal(answers.length, clients + 1);
  const dropped = answers.filter((status) => status === '503').length;
  assert.ok(dropped >= clients / 4, `only ${dropped} of ${clients} were given up`);
  t.diagnostic(`${dropped} of ${clients} were given up`);
});
