// SPDX-License-Identifier: Apache-2.0
// Any number of concurrent sign-ups for one address, in any spelling, make one account.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { log_in, password } from '../support/account.mjs';
import { open_house } from '../support/gatehouse.mjs';
import { json_body, send } from '../support/request.mjs';

const letters = 'ada.lovelace@example.org';

/// Returns the address with those letters in upper case for which `number` has a bit.
const spelling = (number) => [...letters].map((letter, at) => ((number >> at % 8) & 1 ? letter.toUpperCase() : letter)).join('');

test('200 sign-ups of one address at once make one account', async (t) => {
  const house = await open_house(true);
  t.after(() => house.close());
  const { server } = house;
  const spellings = Array.from({ length: 200 }, (_, number) => spelling(number));
  assert.equal(new Set(spellings).size, 200);
  const answers = await Promise.all(
    spellings.map((email) => send(server, { method: 'POST', path: '/signup', ...json_body({ email, password }) })));
  const made = answers.filter(({ status }) => status === 200);
  assert.equal(made.length, 1);
  for (const answer of answers) {
    if (answer === made[0]) continue;
    assert.equal(answer.status, 400, answer.text);
    assert.deepEqual(JSON.parse(answer.text), { detail: 'User with this email already exist' });
  }
  for (const email of spellings.slice(0, 10)) await log_in(server, email);
  const { code, stdout } = await house.user('list');
  assert.equal(code, 0);
  assert.equal(stdout.toLowerCase().split(letters).length - 1, 1, stdout);
  assert.ok(stdout.includes(JSON.parse(made[0].text).email), 'it is spelled as the one who was first typed it');
});
