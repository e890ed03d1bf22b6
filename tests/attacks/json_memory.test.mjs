// SPDX-License-Identifier: Apache-2.0
// Bodies that are small as text and large when parsed (CWE-400): 50 at once use little memory.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { json_body, send } from '../support/request.mjs';
import { target } from '../support/target.mjs';
import { under_attack } from './under_attack.mjs';

const attacked = under_attack();
const parallel = 50;
const megabyte = 1024 * 1024;
// Bytes that the process may use in addition to the bodies. It was 2,382 MB when every value was built.
const allowed = 96 * megabyte;

function peak_memory() {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${attacked.server.pid}/status`, 'utf8'));
  return kilobytes * 1024;
}

async function sign_up_many(make_body) {
  const before = peak_memory();
  const bodies = Array.from({ length: parallel }, (_, number) => make_body(number));
  const answers = await Promise.all(bodies.map((body) => send(attacked.server, { method: 'POST', path: '/signup', ...json_body(body) })
    .catch((error) => ({ status: 503, text: error.message }))));
  const size = bodies.reduce((sum, body) => sum + body.length, 0);
  const taken = peak_memory() - before;
  // A buffer grows by doubling.
  assert.ok(taken < allowed + 2 * size, `${taken / megabyte} MB taken for bodies of ${size / megabyte} MB`);
  return answers;
}

/// The server refuses bodies of that size. The example, whose framework's limit is 1 MiB, reads them. When it hashes a
/// password, a busy machine may take too long for all of them: then there is a 503, or no answer in time.
function expect_all(answers, ...statuses) {
  const expected = target === 'server' ? [413] : statuses;
  for (const { status, text } of answers) assert.ok(expected.includes(status), `${status} ${text.slice(0, 300)}`);
}

const ones = (count) => `[1${',1'.repeat(count - 1)}]`;
const account = (number) => `"email":"memory-${number}@example.com","password":"correct-horse"`;

test('a member that nobody reads, of 499,000 values', async () => {
  expect_all(await sign_up_many((number) => `{${account(number)},"x":${ones(499_000)}}`), 200, 503);
});

test('a member that is read, of 499,000 values', async () => {
  const answers = await sign_up_many(() => `{"email":${ones(499_000)},"password":"correct-horse"}`);
  expect_all(answers, 422);
  if (target !== 'server') assert.match(answers[0].text, /too many values/);
});

test('a body that is an array of 499,000 values', async () => {
  expect_all(await sign_up_many(() => ones(499_000)), 422);
});

test('90,000 members, with and without one of a name that was there', async () => {
  const members = Array.from({ length: 90_000 }, (_, number) => `"${number}":0`).join(',');
  expect_all(await sign_up_many((number) => `{${account(`m${number}`)},"x":{${members}}}`), 200, 503);
  expect_all(await sign_up_many((number) => `{${account(`d${number}`)},"x":{${members},"5":1}}`), 422);
});

test('a body of 16 KiB is taken by the server, and none above', { skip: target !== 'server' && 'for the server' }, async () => {
  const sign_up = (size) => {
    const rest = `{${account(size)},"x":""}`;
    return attacked.send({ method: 'POST', path: '/signup', ...json_body(rest.replace('""', `"${'x'.repeat(size - rest.length)}"`)) });
  };
  assert.equal((await sign_up(16 * 1024)).status, 200);
  assert.equal((await sign_up(16 * 1024 + 1)).status, 413);
  const body = `username=a&password=b&x=${'x'.repeat(16 * 1024)}`;
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  for (const path of ['/login', '/token', '/introspect', '/revoke', '/refresh']) {
    assert.equal((await attacked.send({ method: 'POST', path, headers, body })).status, 413, path);
  }
  // No operation accepts a body there, so none is read.
  assert.equal((await attacked.send({ method: 'POST', path: '/nowhere', headers, body })).status, 404);
});
