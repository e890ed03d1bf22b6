// SPDX-License-Identifier: Apache-2.0
// Malformed multipart bodies (RFC 7578). None contains a complete login, so nothing is hashed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problems, under_attack } from './under_attack.mjs';

const attacked = under_attack();
const field = (name, value) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`;
const log_in = (body, type = 'multipart/form-data; boundary=B') =>
  attacked.send({ method: 'POST', path: '/login', headers: { 'Content-Type': type }, body });
const missing = (answer) => problems(answer).filter(({ type }) => type === 'value_error.missing').map(({ loc }) => loc[1]);

test('a plain one, to know that the others differ', async () => {
  assert.deepEqual(missing(await log_in(`--B\r\n${field('username', 'x')}\r\n--B--\r\n`)), ['password']);
  assert.deepEqual(missing(await log_in(`--B\r\n${field('username', 'x')}\r\n--B--\r\n`, 'multipart/form-data; boundary="B"')), ['password']);
});

test('broken framing', async () => {
  const part = field('username', 'x');
  for (const body of [
    '', '\r\n', '--', '--B', '--B\r\n', '--B--', '--B--\r\n', `--B\r\n${part}`, `--B\r\n${part}\r\n`, `--B\r\n${part}\r\n--B`,
    `--B\r\n${part}\r\n--C--\r\n`, `--B\n${part.replaceAll('\r', '')}\n--B--\n`, `--B\r\n\r\n--B--\r\n`, '--B\r\nno colon\r\n\r\nx\r\n--B--\r\n',
    `--B\r\n: \r\n\r\nx\r\n--B--\r\n`, `preamble\r\n--B\r\n${part}\r\n--B--\r\nepilogue`, '--B\r\n'.repeat(1000), `--B\r\n${part}\r\n--B\r\n--B--\r\n`,
  ]) {
    const answer = await log_in(body);
    assert.ok([400, 422].includes(answer.status), `${JSON.stringify(body.slice(0, 80))}: ${answer.status}`);
  }
});

test('boundaries', async () => {
  const body = `--B\r\n${field('username', 'x')}\r\n--B--\r\n`;
  for (const boundary of ['', '=', '""', '"', '"B', ';', '; boundary=B', `=${'B'.repeat(71)}`, `=${'B'.repeat(8000)}`, '=B\t', '=é', '=B; boundary=C', '=C']) {
    const answer = await log_in(body, `multipart/form-data; boundary${boundary}`);
    assert.ok([400, 422].includes(answer.status), `${boundary.slice(0, 40)}: ${answer.status}`);
  }
});

test('parts with odd heads', async () => {
  for (const head of [
    '', 'Content-Disposition: form-data', 'Content-Disposition: form-data; name=', 'Content-Disposition: form-data; name="', 'Content-Disposition: form-data; name="username',
    'Content-Disposition: attachment; name="username"', 'Content-Disposition: form-data; name="user\u0000name"', `Content-Disposition: form-data; name="${'x'.repeat(100_000)}"`,
    'Content-Disposition: form-data; name="username"; filename=""', "Content-Disposition: form-data; name=\"username\"; filename*=UTF-8''%ff",
    'Content-Disposition: form-data; name="username"\r\nContent-Disposition: form-data; name="password"', `X: ${'y'.repeat(100_000)}`,
    'Content-Type: multipart/mixed; boundary=B', 'Content-Transfer-Encoding: base64\r\nContent-Disposition: form-data; name="username"',
  ]) {
    const answer = await log_in(`--B\r\n${head}\r\n\r\nx\r\n--B--\r\n`);
    assert.ok([400, 413, 422].includes(answer.status), `${JSON.stringify(head.slice(0, 80))}: ${answer.status}`);
  }
});

test('10,000 parts', async () => {
  const answer = await log_in(`${`--B\r\n${field('a', 'x')}\r\n`.repeat(10_000)}--B--\r\n`);
  assert.ok([400, 413, 422].includes(answer.status), String(answer.status));
});

test('bytes that are not text', async () => {
  const body = Buffer.concat([Buffer.from(`--B\r\n${field('username', '')}`), Buffer.from('ff00fe0d0a2d2d', 'hex'), Buffer.from('\r\n--B--\r\n')]);
  const answer = await log_in(body);
  assert.ok([400, 422].includes(answer.status), String(answer.status));
});
