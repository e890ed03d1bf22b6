// SPDX-License-Identifier: Apache-2.0
// Listening on several addresses at once, on IPv6, and spreading connections over threads.
import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import { get_me } from '../support/account.mjs';
import { gatehouse, open_house } from '../support/gatehouse.mjs';

function status_of(url) {
  return new Promise((resolve, reject) => {
    http.get(url, { agent: false }, (answer) => { answer.resume(); resolve(answer.statusCode); }).on('error', reject);
  });
}

async function open_serving(t, args) {
  const house = await open_house(false);
  t.after(() => house.close());
  await house.serve(args);
  return house.server;
}

const addresses_of = (server) => [...server.output.matchAll(/serving (http:\/\/\S+?),/g)].map(([, address]) => address);

test('several addresses at once, IPv6 among them', async (t) => {
  const server = await open_serving(t, ['--listen', '[::1]:0', '--listen', '127.0.0.2:0']);
  while (addresses_of(server).length < 3) await new Promise((resolve) => { setTimeout(resolve, 10); });
  const addresses = addresses_of(server);
  assert.deepEqual(addresses.map((address) => address.replace(/\d+$/, 'PORT')), ['http://127.0.0.1:PORT', 'http://[::1]:PORT', 'http://127.0.0.2:PORT']);
  for (const address of addresses) {
    assert.equal(await status_of(`${address}/me`), 401);
    assert.equal(await status_of(`${address}/docs`), 200);
  }
});

test('a taken port stops the start in one line, and the whole of it', async (t) => {
  const server = await open_serving(t);
  const other = await open_house(false);
  t.after(() => other.close());
  const taken = `127.0.0.1:${server.port}`;
  const refused = await gatehouse(['serve', '--data', other.data, '--listen', '127.0.0.1:0', '--listen', taken, '--log-format', 'text']);
  assert.equal(refused.code, 2);
  const lines = refused.stderr.split('\n').filter((line) => / error /.test(line));
  assert.equal(lines.length, 1, refused.stderr);
  assert.match(lines[0], new RegExp(`cannot listen on ${taken}: already in use`));
  assert.equal((await get_me(server, 'x')).status, 403);
});

test('connections are spread over the threads', async (t) => {
  const server = await open_serving(t, ['--threads', '3']);
  // The system spreads them by a hash of their addresses. The probability that one of three threads gets none of 100
  // is about 1e-17.
  const answers = await Promise.all(Array.from({ length: 100 }, () => get_me(server, 'x')));
  const threads = new Set(answers.map(({ headers }) => headers['x-request-id'].split('-')[1].slice(0, 3)));
  assert.deepEqual([...threads].sort(), ['000', '001', '002']);
  assert.equal(new Set(answers.map(({ headers }) => headers['x-request-id'])).size, 100);
});
