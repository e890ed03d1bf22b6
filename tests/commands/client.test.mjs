// SPDX-License-Identifier: Apache-2.0
// The output and the effect of the commands about OAuth clients, with a server running and without.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { gatehouse, open_house } from '../support/gatehouse.mjs';
import { form_body, send } from '../support/request.mjs';
import { test_both_ways } from './both_ways.mjs';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const time = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d';
const secret = '[\\w-]{43}';
const with_secret = (what, id) => `${what}\nclient_id:      ${id}\nclient_secret:  ${secret}\nSave the secret now: it is not shown again\\.`;
const secret_in = ({ stdout }) => /^client_secret: +(\S+)$/m.exec(stdout)[1];

const expect_done = (result, pattern) => {
  assert.equal(result.stderr, '');
  assert.match(result.stdout, new RegExp(`^${pattern}\n$`));
  assert.equal(result.code, 0);
  return result;
};
/// Expects this line on standard error, and status 1.
const expect_failed = (result, line) => assert.deepEqual(result, { code: 1, stdout: '', stderr: `gatehouse: ${line}\n` });

test_both_ways('a client from beginning to end', async ({ client }) => {
  expect_done(await client('list'), 'no clients');
  expect_done(await client('add', 'Bücher & Co.', '--id', 'books', '--scope', ' read  write '), with_secret('added Bücher & Co\\.', 'books'));
  expect_done(await client('add', 'Another'), with_secret('added Another', uuid));
  const list = await client('list');
  expect_done(list, `(${time}Z  enabled   (books  Bücher & Co\\.|${uuid}  Another)\n?){2}`);
  const [first, second] = list.stdout.trim().split('\n').map((line) => line.split('  ').at(-2).trim());
  assert.ok(first < second);
  assert.match((await client('list', '--after', first)).stdout, new RegExp(`^\\S+  enabled   ${second}  [^\n]+\n$`));

  const shown = (status, scope) => `id:       books\nname:     Bücher & Co\\.\nscope:    ${scope}\nmay ask:  about its own tokens\nstatus:   ${status}\n`
    + `created:  ${time}\\.\\d{6}Z\nupdated:  ${time}\\.\\d{6}Z`;
  expect_done(await client('show', 'books'), shown('enabled', 'read write'));
  expect_done(await client('disable', 'books'), 'disabled books');
  expect_done(await client('disable', 'books'), 'disabled books');
  expect_done(await client('show', 'books'), shown('disabled', 'read write'));
  expect_done(await client('enable', 'books'), 'enabled books');
  expect_done(await client('rotate-secret', 'books'), with_secret('changed the secret of Bücher & Co\\.', 'books'));
  expect_done(await client('delete', 'books'), 'deleted books');
  expect_done(await client('list'), `${time}Z  enabled   ${uuid}  Another`);
});

test_both_ways('what a command about a client can\'t do it says in a line', async ({ client }) => {
  await client('add', 'Books', '--id', 'books');
  expect_failed(await client('add', 'Books', '--id', 'books'), 'there is a client with the id "books" already');
  for (const action of ['show', 'rotate-secret', 'disable', 'enable', 'delete']) {
    expect_failed(await client(action, 'Books'), 'there is no client with the id "Books"');
  }
  for (const id of ['a b', 'a:b', '', '00000000-0000-4000-8000-000000000000', 'x'.repeat(65)]) {
    expect_failed(await client('add', 'x', '--id', id), `${JSON.stringify(id)} can't be a client's id: an id has 1 to 64 characters of A-Z a-z 0-9 - . _ ~ and is not a UUID`);
  }
  for (const name of ['', 'x\u001b[2J', 'x'.repeat(101)]) {
    expect_failed(await client('add', name), "a client's name has 1 to 100 bytes, and no control characters");
  }
  assert.match((await client('add', 'x', '--scope', 'a\u001b[2J')).stderr, /^gatehouse: "a\\x1b\[2J" is not a scope: .+\n$/);
  assert.match((await client('add', 'x', '--id', 'x'.repeat(100_000))).stderr, /^gatehouse: "x+.{0,9} is too long\n$/);
  expect_done(await client('list'), `${time}Z  enabled   books  Books`);
});

test('a command about a client that lacks something, or has too much', async () => {
  for (const args of [['add'], ['show'], ['rotate-secret'], ['add', 'Two', 'names'], ['fly']]) {
    const { code, stdout, stderr } = await gatehouse(['client', ...args]);
    assert.deepEqual([code, stdout], [2, ''], args.join(' '));
    assert.match(stderr, /^gatehouse: .+ \(see gatehouse client( \S+)? --help\)\n$/);
    assert.doesNotMatch(stderr, /password/);
  }
});

test('a change is in force on the running server when the command ends', async () => {
  const house = await open_house(true);
  try {
    const added = await house.client('add', 'Books', '--id', 'books');
    const get_token = async (client_secret) => {
      const form = form_body({ grant_type: 'client_credentials', client_id: 'books', client_secret });
      return (await send(house.server, { method: 'POST', path: '/token', ...form })).status;
    };
    const old_secret = secret_in(added);
    assert.equal(await get_token(old_secret), 200);
    const new_secret = secret_in(await house.client('rotate-secret', 'books'));
    assert.deepEqual([await get_token(old_secret), await get_token(new_secret)], [401, 200]);
    await house.client('disable', 'books');
    assert.equal(await get_token(new_secret), 401);
    await house.client('enable', 'books');
    assert.equal(await get_token(new_secret), 200);
    await house.client('delete', 'books');
    assert.equal(await get_token(new_secret), 401);
  } finally {
    await house.close();
  }
});

test('what was done without a server is what a server finds; no secret is kept or logged', async () => {
  const house = await open_house(false);
  try {
    const client_secret = secret_in(await house.client('add', 'Books', '--id', 'books'));
    await house.serve();
    const form = form_body({ grant_type: 'client_credentials', client_id: 'books', client_secret });
    assert.equal((await send(house.server, { method: 'POST', path: '/token', ...form })).status, 200);
    const other_secret = secret_in(await house.client('rotate-secret', 'books'));
    await house.server.stop();
    for (const secret_text of [client_secret, other_secret]) {
      assert.equal(house.server.output.includes(secret_text), false);
      for (const entry of await readdir(house.data, { withFileTypes: true })) {
        if (entry.isFile()) assert.equal((await readFile(path.join(house.data, entry.name))).includes(secret_text), false, entry.name);
      }
    }
    await house.serve();
  } finally {
    await house.close();
  }
});
