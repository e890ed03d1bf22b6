// SPDX-License-Identifier: Apache-2.0
// The whole list of naughty strings, in every place that accepts a string. No test makes a hash, because another field is
// always missing, so hundreds of strings take only seconds.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inData } from '../support/build.mjs';
import { form_body, json_body } from '../support/request.mjs';
import { target } from '../support/target.mjs';
import { problems, under_attack } from './under_attack.mjs';

const attacked = under_attack();
const strings = JSON.parse(readFileSync(inData('naughty_strings', 'blns.json'), 'utf8'));
const has_problem_with = (answer, field, what) => assert.ok(problems(answer, what).some(({ loc }) => loc[1] === field), answer.text);

test('all strings are there', () => assert.equal(strings.length, 515));

test('as an e-mail', async () => {
  for (const email of strings) {
    has_problem_with(await attacked.send({ method: 'POST', path: '/signup', ...json_body({ email }) }), 'password', email);
  }
});

test('as a password', async () => {
  for (const password of strings) {
    has_problem_with(await attacked.send({ method: 'POST', path: '/signup', ...json_body({ password }) }), 'email', password);
  }
});

test('as a member of the body', async () => {
  for (const name of strings) {
    const answer = await attacked.send({ method: 'POST', path: '/signup', ...json_body({ [name]: name }) });
    assert.deepEqual(problems(answer, name).map(({ loc }) => loc), [['body', 'email'], ['body', 'password']]);
  }
});

test('as a username, raw and encoded', async () => {
  for (const username of strings) {
    has_problem_with(await attacked.send({ method: 'POST', path: '/login', ...form_body({ username }) }), 'password', username);
    const raw = { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: `username=${username.replaceAll('&', '%26')}` };
    has_problem_with(await attacked.send({ method: 'POST', path: '/login', ...raw }), 'password', username);
  }
});

// For the server only, which is configured to make cheap hashes; those of the example take a quarter of a second each.
const for_server = target === 'server' ? test : () => {};
for_server('as the password of an account', async () => {
  let taken = 0;
  for (const [number, password] of strings.entries()) {
    const email = `naughty-${number}@example.org`;
    const made = await attacked.send({ method: 'POST', path: '/signup', ...json_body({ email, password }) });
    if (made.status === 200) {
      const known = await attacked.send({ method: 'POST', path: '/login', ...form_body({ username: email, password }) });
      assert.equal(known.status, 200, `${JSON.stringify(password)}: ${known.text}`);
      ++taken;
    } else {
      has_problem_with(made, 'password', password);
    }
  }
  assert.ok(taken > 100, `only ${taken} were taken`);
});

test('as a field of the head', async () => {
  for (const value of strings) {
    const answer = await attacked.send({ path: '/me', headers: { 'X-Naughty': value } });
    const is_legal = !/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value);
    assert.ok(is_legal ? answer.status === 401 : [400, 401].includes(answer.status), `${answer.status} to ${JSON.stringify(value)}`);
  }
});

test('as a token', async () => {
  for (const value of strings) {
    const answer = await attacked.send({ path: '/me', headers: { Authorization: `Bearer ${value}` } });
    assert.ok([400, 401, 403].includes(answer.status), `${answer.status} to ${JSON.stringify(value)}`);
  }
});

test('as a path', async () => {
  for (const value of strings.filter((text) => text !== '' && text.isWellFormed())) {
    const encoded = await attacked.send({ path: `/x-${encodeURIComponent(value)}` });
    assert.equal(encoded.status, 404, value);
    const raw = await attacked.send({ path: `/x-${value}` });
    assert.ok([400, 404, 505].includes(raw.status), `${raw.status} to ${JSON.stringify(value)}`);
    assert.ok(!raw.text.includes('<script'), 'the answer repeats the path');
  }
});

test('as a query', async () => {
  for (const value of strings.filter((text) => text.isWellFormed())) {
    assert.equal((await attacked.send({ path: `/me?q=${encodeURIComponent(value)}` })).status, 401, value);
    const raw = await attacked.send({ path: `/me?${value}` });
    assert.ok([400, 401].includes(raw.status), `${raw.status} to ${JSON.stringify(value)}`);
  }
});
