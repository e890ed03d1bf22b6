// SPDX-License-Identifier: Apache-2.0
// On a terminal a new password is asked for twice and is not shown.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { inBuild, inRepository } from '../support/build.mjs';
import { environment, open_house } from '../support/gatehouse.mjs';
import { form_body, send } from '../support/request.mjs';

let house;
before(async () => { house = await open_house(true); });
after(() => house?.close());

/// Runs a command about a user on a terminal of its own, and types the answers to its questions.
async function on_terminal(answers, ...args) {
  const command = [inBuild('gatehouse'), 'user', ...args, '--data', house.data];
  const { stdout } = await promisify(execFile)('python3',
    [inRepository('tests', 'commands', 'on_terminal.py'), JSON.stringify(answers), ...command], { env: environment() });
  return JSON.parse(stdout);
}

const log_in = async (password) => {
  const request = { method: 'POST', path: '/login', ...form_body({ username: 'ada@example.com', password }) };
  return (await send(house.server, request)).status;
};

test('two that differ change nothing', async () => {
  const { status, shown } = await on_terminal(['correct-horse', 'correct-house'], 'add', 'ada@example.com');
  assert.equal(status, 1);
  assert.match(shown, /\r\ngatehouse: the two passwords differ\r\n$/);
  assert.ok(!shown.includes('correct'), shown);
  assert.equal((await house.user('list')).stdout, 'no users\n');
});

test('add asks twice', async () => {
  const { status, shown } = await on_terminal(['correct-horse', 'correct-horse'], 'add', 'ada@example.com');
  assert.equal(status, 0, shown);
  assert.match(shown, /^Password for ada@example\.com: <typed>\r\nThe same again: <typed>\r\nadded ada@example\.com, id \S+\r\n$/);
  assert.equal(await log_in('correct-horse'), 200);
});

test('set-password asks the same way', async () => {
  const { status, shown } = await on_terminal(['another-horse', 'another-horse'], 'set-password', 'ada@example.com');
  assert.equal(status, 0, shown);
  assert.ok(!shown.includes('another'), shown);
  assert.equal(await log_in('another-horse'), 200);
  assert.equal(await log_in('correct-horse'), 400);
});
