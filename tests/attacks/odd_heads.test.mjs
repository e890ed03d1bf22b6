// SPDX-License-Identifier: Apache-2.0
// Methods and request heads that no browser sends.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transfer } from '../support/raw.mjs';
import { under_attack } from './under_attack.mjs';

const attacked = under_attack();

test('unusual methods', async () => {
  for (const method of ['TRACE', 'PUT', 'PROPFIND', 'BREW', 'M-SEARCH', 'get', 'GETT', 'CONNECT', 'X'.repeat(1000), '!#$%&']) {
    for (const path of ['/me', '/login', '/nowhere']) {
      const answer = await attacked.send({ method, path });
      assert.ok([400, 404, 405].includes(answer.status), `${method.slice(0, 20)} ${path}: ${answer.status}`);
      assert.ok(answer.status !== 405 || answer.headers.allow, 'a 405 without Allow (RFC 9110 15.5.6)');
    }
  }
});

test('TRACE repeats nothing (CWE-693)', async () => {
  const answer = await attacked.send({ method: 'TRACE', path: '/me', headers: { 'X-Secret': 'do-not-echo' } });
  assert.ok(!answer.text.includes('do-not-echo'));
});

test('targets that are no path', async () => {
  for (const path of ['*', 'me', '//', '/..', '/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/%00', '/%', '/%zz', '/%ff', '/me%00', '/me#x', 'http://', 'http://other.example/me', 'example.com:80', '?', '/me?%', `/${'a/'.repeat(4000)}`]) {
    const answer = await attacked.send({ path });
    assert.ok(answer.status >= 300, `${path.slice(0, 40)}: ${answer.status}`);
    assert.ok(!answer.text.includes('root:'), path);
  }
});

test('a head of 15 KiB is read, one of 17 KiB refused', async () => {
  const padded = (kib) => attacked.send({ path: '/me', headers: { 'X-Padding': 'a'.repeat(kib * 1024) } });
  assert.equal((await padded(15)).status, 401);
  assert.equal((await padded(17)).status, 431);
  assert.equal((await padded(900)).status, 431);
  assert.ok([414, 431].includes((await attacked.send({ path: `/${'a'.repeat(17 * 1024)}` })).status));
});

test('too many fields', async () => {
  const fields = Array.from({ length: 1000 }, (_, index) => [`X-${index}`, 'x']);
  assert.equal((await attacked.send({ path: '/me', headers: fields })).status, 431);
});

test('a long token', async () => {
  assert.equal((await attacked.send({ path: '/me', headers: { Authorization: `Bearer ${'a'.repeat(15_000)}` } })).status, 403);
  assert.equal((await attacked.send({ path: '/me', headers: { Authorization: `Bearer ${'.'.repeat(15_000)}` } })).status, 403);
});

test('two Authorization fields', async () => {
  const answer = await attacked.send({ path: '/me', headers: [['Authorization', 'Bearer a'], ['Authorization', 'Bearer b']] });
  assert.ok([400, 401, 403].includes(answer.status), String(answer.status));
});

test('what is not HTTP', async () => {
  for (const bytes of ['\r\n\r\n\r\n', 'hello\r\n\r\n', 'GET\r\n\r\n', 'GET /me\r\n\r\n', 'GET /me HTTP/9.9\r\n\r\n', 'GET /me HTTP/1.1\r\n\r\n', '\u0000\u0000\u0000\u0000\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n']) {
    const answer = (await transfer(attacked.server.port, Buffer.from(bytes, 'latin1'), { half_close: true })).toString('latin1');
    assert.match(answer, /^(HTTP\/1\.1 (400|505) |$)/, JSON.stringify(bytes));
  }
});
