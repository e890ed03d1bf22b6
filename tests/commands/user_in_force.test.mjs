// SPDX-License-Identifier: Apache-2.0
// A change made by a command is in force on the running server when the command ends.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { get_me, sign_up } from '../support/account.mjs';
import { open_house } from '../support/gatehouse.mjs';
import { form_body, send } from '../support/request.mjs';

let house;
before(async () => { house = await open_house(true); });
after(() => house?.close());

const email = 'ada@example.com';
const log_in = (password, username = email) => send(house.server, { method: 'POST', path: '/login', ...form_body({ username, password }) });
const token_of = (answer) => JSON.parse(answer.text).access_token;
const detail = async (answering) => {
  const { status, text } = await answering;
  return [status, JSON.parse(text).detail];
};
const run = async (action, address = email, stdin = '') => assert.equal((await house.user(action, [address], stdin)).code, 0);
const refused_login = [400, 'Incorrect email or password'];

test('a disabled user is out at once, and an enabled one back', async () => {
  await sign_up(house.server, email);
  const token = token_of(await log_in('correct-horse'));
  assert.equal((await get_me(house.server, token)).status, 200);  // so the server has a copy of the user and
                                                                  // remembers the token

  await run('disable');
  assert.deepEqual(await detail(get_me(house.server, token)), [401, 'Session ended']);
  assert.deepEqual(await detail(log_in('correct-horse')), refused_login);
  assert.deepEqual(await detail(log_in('wrong-horse')), refused_login, 'the same as for a wrong password');

  await run('enable');
  assert.equal((await get_me(house.server, token_of(await log_in('correct-horse')))).status, 200);
});

test('another password works at once, and the old one no more', async () => {
  await run('set-password', email, 'battery-stäple\n');
  assert.deepEqual(await detail(log_in('correct-horse')), refused_login);
  assert.equal((await log_in('battery-stäple')).status, 200);
});

test('a refused password leaves the old one', async () => {
  assert.equal((await house.user('set-password', [email], 'short\n')).code, 1);
  assert.equal((await house.user('set-password', [email], Buffer.from('b\xe4ttery-staple\n', 'latin1'))).code, 1);
  assert.equal((await log_in('battery-stäple')).status, 200);
});

test('a deleted user is gone at once, and the address free', async () => {
  const token = token_of(await log_in('battery-stäple'));
  assert.equal((await get_me(house.server, token)).status, 200);
  await run('delete');
  assert.deepEqual(await detail(get_me(house.server, token)), [404, 'Could not find user']);
  assert.deepEqual(await detail(log_in('battery-stäple')), refused_login);

  await run('add', email, 'correct-horse\n');
  assert.deepEqual(await detail(get_me(house.server, token)), [404, 'Could not find user'], 'the new user is another');
  assert.equal((await log_in('correct-horse')).status, 200);
});

test('what was done without a server is what a server finds', async () => {
  const other = await open_house(false);
  try {
    await other.user('add', ['bob@example.com'], 'correct-horse\n');
    await other.user('add', ['eve@example.com'], 'correct-horse\n');
    await other.user('disable', ['eve@example.com']);
    await other.serve();
    const logging_in = (username) =>
      send(other.server, { method: 'POST', path: '/login', ...form_body({ username, password: 'correct-horse' }) });
    assert.equal((await logging_in('bob@example.com')).status, 200);
    assert.deepEqual(await detail(logging_in('eve@example.com')), refused_login);
  } finally {
    await other.close();
  }
});
