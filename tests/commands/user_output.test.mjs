// SPDX-License-Identifier: Apache-2.0
// The output and the status of the commands about users, with a server running and without.
import assert from 'node:assert/strict';
import { test_both_ways } from './both_ways.mjs';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const time = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d';
const password = 'correct-horse\n';

const expect_done = (result, pattern) => {
  assert.equal(result.stderr, '');
  assert.match(result.stdout, new RegExp(`^${pattern}\n$`));
  assert.equal(result.code, 0);
};
/// Expects this line on standard error, and status 1.
const expect_failed = (result, line) => assert.deepEqual(result, { code: 1, stdout: '', stderr: `gatehouse: ${line}\n` });

test_both_ways('a user from beginning to end', async ({ user }) => {
  expect_done(await user('list'), 'no users');
  expect_done(await user('add', ['Ada@Example.com'], password), `added Ada@Example\\.com, id ${uuid}`);
  expect_done(await user('add', ['bob@example.com', '--admin'], password), `added bob@example\\.com, id ${uuid}`);
  expect_done(await user('list'),
    `${uuid}  ${time}Z  enabled   user   Ada@Example\\.com\n${uuid}  ${time}Z  enabled   admin  bob@example\\.com`);
  const shown = (status) => `id:          ${uuid}\nemail:       Ada@Example\\.com\nstatus:      ${status}\nadmin:       no\nroles:       none\n`
    + `created:     ${time}\\.\\d{6}Z\nupdated:     ${time}\\.\\d{6}Z\nlast login:  never`;
  expect_done(await user('show', ['ada@example.com']), shown('enabled'));
  expect_done(await user('disable', ['ada@example.com']), 'disabled Ada@Example\\.com');
  expect_done(await user('disable', ['ada@example.com']), 'disabled Ada@Example\\.com');
  expect_done(await user('show', ['ADA@EXAMPLE.COM']), shown('disabled'));
  expect_done(await user('enable', ['ada@example.com']), 'enabled Ada@Example\\.com');
  expect_done(await user('show', ['ada@example.com']), shown('enabled'));
  expect_done(await user('set-password', ['ada@example.com'], 'battery-staple\n'), 'changed the password of Ada@Example\\.com');
  expect_done(await user('delete', ['ada@example.com']), 'deleted Ada@Example\\.com');
  expect_failed(await user('show', ['ada@example.com']), 'there is no user with the address "ada@example.com"');
  expect_done(await user('list', ['--prefix', 'ADA']), 'no users');
});

test_both_ways('roles are granted and taken away', async ({ user }) => {
  await user('add', ['Ada@example.com'], password);
  expect_done(await user('grant', ['ada@example.com', 'reports:write', 'reports:read', 'reports:write']),
    'roles of Ada@example\\.com: reports:read reports:write');
  expect_done(await user('grant', ['ada@example.com', 'admin']), 'roles of Ada@example\\.com: admin reports:read reports:write');
  expect_done(await user('list'), `${uuid}  ${time}Z  enabled   admin  Ada@example\\.com  reports:read reports:write`);
  const shown = await user('show', ['ada@example.com']);
  assert.match(shown.stdout, /\nadmin: {7}yes\nroles: {7}admin reports:read reports:write\n/);
  expect_done(await user('grant', ['ada@example.com', 'reports:write', 'nothing', '--remove']),
    'roles of Ada@example\\.com: admin reports:read');
  expect_done(await user('grant', ['--remove', 'ada@example.com', 'admin', 'reports:read']), 'roles of Ada@example\\.com: none');
  expect_done(await user('list'), `${uuid}  ${time}Z  enabled   user   Ada@example\\.com`);
});

test_both_ways('what is no role is refused', async ({ user }) => {
  await user('add', ['ada@example.com', '--admin'], password);
  await user('grant', ['ada@example.com', 'x'.repeat(900)]);
  const before = await user('show', ['ada@example.com']);
  const why = 'a role is one word of ASCII letters, digits and signs except " and \\; all roles of a user together have at most 1000 bytes';
  for (const role of ['', ' ', 'two words', '"', '\\', 'ä', 'a\tb', 'y'.repeat(100)]) {
    expect_failed(await user('grant', ['ada@example.com', 'good', role]), why);
  }
  expect_failed(await user('grant', ['ada@example.com', 'y'.repeat(100_000)]), "all of a user's roles have at most 1000 bytes");
  expect_failed(await user('grant', ['nobody@example.com', 'x']), 'there is no user with the address "nobody@example.com"');
  const none = await user('grant', ['ada@example.com']);
  assert.deepEqual([none.code, none.stdout], [2, '']);
  assert.deepEqual(await user('show', ['ada@example.com']), before);
});

test_both_ways('a list in pages', async ({ user }) => {
  for (const name of ['cy', 'al', 'bo']) await user('add', [`${name}@example.com`], password);
  const addresses = ({ stdout }) => stdout.match(/\S+@\S+$/gm);
  const first = await user('list', ['--limit', '2']);
  expect_done(first, '(.*\n){2}there are more: gatehouse user list --after bo@example\\.com');
  assert.deepEqual(addresses(first).slice(0, 2), ['al@example.com', 'bo@example.com']);
  assert.deepEqual(addresses(await user('list', ['--limit', '2', '--after', 'bo@example.com'])), ['cy@example.com']);
  assert.deepEqual(addresses(await user('list', ['--prefix', 'b'])), ['bo@example.com']);
});

test_both_ways('what is refused changes nothing', async ({ user }) => {
  await user('add', ['ada@example.com'], password);
  const before = await user('show', ['ada@example.com']);
  const refused = 'the password is refused: ';
  const no_one = (address) => `there is no user with the address "${address}"`;

  expect_failed(await user('add', ['ADA@example.com'], password), 'there is a user with the address "ADA@example.com" already');
  expect_failed(await user('add', ['ada'], password), '"ada" is not an e-mail address');
  expect_failed(await user('add', [''], password), '"" is not an e-mail address');
  expect_failed(await user('add', ['\u001b[2Ja@example.com\nroot'], password), '"\\x1b[2Ja@example.com\\nroot" is not an e-mail address');
  for (const action of ['add', 'set-password']) {
    const address = action === 'add' ? 'new@example.com' : 'ada@example.com';
    const attempt = (stdin) => user(action, [address], stdin);
    expect_failed(await attempt('short\n'), `${refused}a password has at least 8 characters`);
    expect_failed(await attempt('password\n'), `${refused}this password is too common: it is on a list of those that attackers try first; choose another`);
    expect_failed(await attempt('nul\0-in-it\n'), `${refused}a password can't have the character U+0000`);
    expect_failed(await attempt(`${'a'.repeat(129)}\n`), `${refused}a password has at most 128 characters`);
    expect_failed(await attempt(`${'a'.repeat(4097)}\n`), 'the password is too long: over 4096 bytes');
    expect_failed(await attempt(Buffer.from('correct-h\xf6rse\n', 'latin1')), 'e-mail addresses and passwords must be text in UTF-8');
    expect_failed(await attempt('\n'), 'no password was given');
    expect_failed(await attempt(''), 'no password was given');
  }
  for (const action of ['show', 'disable', 'enable', 'delete', 'set-password']) {
    expect_failed(await user(action, ['nobody@example.com'], password), no_one('nobody@example.com'));
    expect_failed(await user(action, ['no address'], password), no_one('no address'));
  }
  assert.deepEqual(await user('show', ['ada@example.com']), before);
  assert.equal((await user('list')).stdout.split('\n').length, 2, 'nobody was added');
});

test_both_ways('an address as long as an argument can be is refused like any other', async ({ user }) => {
  const { code, stdout, stderr } = await user('add', [`${'a'.repeat(120_000)}@example.com`], password);
  assert.deepEqual([code, stdout], [1, '']);
  assert.match(stderr, /^gatehouse: "a{60,}.{0,20} is not an e-mail address\n$/);
});

test_both_ways('a password is never an argument', async ({ user }) => {
  for (const args of [['correct-horse'], ['--password', 'correct-horse'], ['--password=correct-horse']]) {
    const { code, stdout, stderr } = await user('add', ['ada@example.com', ...args], password);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^gatehouse: .*never given as an argument.*\n$/);
    assert.ok(!stderr.includes('correct-horse'), 'what may be a password is repeated');
  }
  expect_done(await user('list'), 'no users');
});

test_both_ways('the input is read to the end of its first line only', async ({ user }) => {
  expect_done(await user('add', ['ada@example.com'], 'correct-horse\r\nanother\n'), `added ada@example\\.com, id ${uuid}`);
  expect_done(await user('add', ['bob@example.com'], 'no-line-end'), `added bob@example\\.com, id ${uuid}`);
});
