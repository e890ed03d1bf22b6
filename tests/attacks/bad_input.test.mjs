// SPDX-License-Identifier: Apache-2.0
// Bodies that no well-behaved client sends: each is answered with 4xx, and the server continues.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { json_body } from '../support/request.mjs';
import { target } from '../support/target.mjs';
import { problems, under_attack } from './under_attack.mjs';

const attacked = under_attack();
const sign_up = (body, headers = {}) => {
  const request = json_body(body);
  return attacked.send({ method: 'POST', path: '/signup', ...request, headers: { ...request.headers, ...headers } });
};
const types = (answer) => problems(answer).map(({ type }) => type);
const megabyte = 1024 * 1024;
const most = target === 'server' ? 16 * 1024 : megabyte;  // the longest accepted body in bytes
const many = most / 4;

test('a body cut short at every byte', async () => {
  const whole = '{"email": "a\\u0062@example.com", "password": ["x", {"y": 1.5e3}], "z": [true, null]}';
  for (let length = 1; length < whole.length; length++) {
    assert.deepEqual(types(await sign_up(whole.slice(0, length))), ['value_error.jsondecode'], whole.slice(0, length));
  }
  assert.deepEqual(types(await sign_up(whole)), ['type_error.str']);
});

for (const [what, opening, closing] of [['arrays', '[', ']'], ['objects', '{"a":', '}']]) {
  test(`2,000 nested ${what}`, async () => {
    problems(await sign_up(opening.repeat(2_000)));
    problems(await sign_up(`${opening.repeat(2_000)}1${closing.repeat(2_000)}`));
    problems(await sign_up(`{"email": ${opening.repeat(2_000)}1${closing.repeat(2_000)}}`));
  });
}

const numbers = (number) => sign_up(`{"email": ${number}, "password": ${number}}`);

test('numbers of any size', async () => {
  for (const number of ['1e-400', `0.${'1'.repeat(many)}`, '-0', '18446744073709551616', '-1.5e308']) {
    assert.deepEqual(types(await numbers(number)), ['type_error.str', 'type_error.str'], number.slice(0, 30));
  }
});

test('numbers that no double holds', async () => {  // RFC 8259 6 lets implementations decide
  for (const number of ['1e400', '-1e400', '1E+999999999999999999999', '9'.repeat(many)]) {
    const answer = await numbers(number);
    problems(answer, number.slice(0, 30));
    assert.ok(!answer.text.includes(number), 'the answer repeats the number');
  }
});

test('two members of one name, however they are spelt', async () => {
  for (const again of ['"email"', '"em\\u0061il"']) {
    problems(await sign_up(`{"email": "first@example.com", ${again}: "second@example.com", "password": "correct-horse"}`));
  }
});

test('bytes that are not UTF-8', async () => {
  for (const bytes of ['ff', 'c0af', 'eda080', 'f4908080', 'e282', '80']) {
    const body = Buffer.concat([Buffer.from('{"email":"'), Buffer.from(bytes, 'hex'), Buffer.from('@example.com","password":"correct-horse"}')]);
    assert.deepEqual(types(await sign_up(body)), ['value_error.jsondecode'], bytes);
  }
});

test('a body over the limit', async () => {
  const body_of = (size) => `{"email": "${'a'.repeat(size - '{"email": ""}'.length)}"}`;
  assert.ok([422, 413].includes((await sign_up(body_of(most))).status));
  assert.equal((await sign_up(body_of(most + 1))).status, 413);
  assert.equal((await sign_up(body_of(20 * megabyte))).status, 413);
});

test('a length over the limit is refused before the body comes', async () => {
  for (const length of [String(most + 1), '9223372036854775807']) {
    const head = `POST /signup HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
    assert.equal((await attacked.exchange(Buffer.from(head))).status, 413, length);
  }
});

test('passwords that bcrypt would cut are refused with the reason', async () => {
  // 19 characters, 73 bytes; the example allows 24 characters.
  for (const [password, reason] of [[`${'😀'.repeat(18)}x`, /72 bytes/], ['abc\u0000defgh', /NUL|U\+0000/]]) {
    const [problem, ...others] = problems(await sign_up({ email: 'cut@example.com', password }));
    assert.deepEqual(others, []);
    assert.deepEqual(problem.loc, ['body', 'password']);
    assert.match(problem.msg, reason);
  }
});

test('content types nobody knows', async () => {
  const body = JSON.stringify({ email: 'type@example.com' });
  for (const type of ['text/xml', 'application/octet-stream', 'image/png', 'application/jsonx', 'json', '/', ';', '', 'a/b/c', 'application/json, text/plain', 'multipart/form-data; boundary=', `x/${'y'.repeat(5000)}`]) {
    for (const path of ['/signup', '/login']) {
      const answer = await attacked.send({ method: 'POST', path, headers: { 'Content-Type': type }, body });
      assert.ok([400, 415, 422].includes(answer.status), `${type.slice(0, 50)}: ${answer.status}`);
    }
  }
});
