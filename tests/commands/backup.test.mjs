// SPDX-License-Identifier: Apache-2.0
// gatehouse backup and restore: a backup is one complete file, and after a restore everything issued before is refused.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, readdir, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { inRepository } from '../support/build.mjs';
import { get_me, log_in, sign_up } from '../support/account.mjs';
import { gatehouse, make_folder, open_house, serve } from '../support/gatehouse.mjs';
import { form_body, send } from '../support/request.mjs';
import { test_both_ways } from './both_ways.mjs';

const email = 'ada@example.org';

const refresh = (server, refresh_token) => send(server, { method: 'POST', path: '/refresh', ...form_body({ grant_type: 'refresh_token', refresh_token }) });
const run_sql = (file, sql) => promisify(execFile)('python3', ['-c',
  'import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); print(db.execute(sys.argv[2]).fetchall()); db.commit()', file, sql]);

/// Puts a database of the schema before the newest in a file's place.
async function make_old_database(file) {
  const folder = inRepository('migrations', 'sqlite');
  const names = (await readdir(folder)).sort().slice(0, -1);
  let sql = 'CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT;';
  for (const [index, name] of names.entries()) {
    sql += `${await readFile(path.join(folder, name), 'utf8')};INSERT INTO schema_migrations VALUES (${index + 1}, '${path.parse(name).name}', 0);`;
  }
  await truncate(file, 0);
  await promisify(execFile)('python3', ['-c', 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])', file, sql]);
}

async function done(...args) {
  const { code, stdout, stderr } = await gatehouse(args);
  assert.deepEqual([code, stderr], [0, ''], args.join(' '));
  return stdout;
}

async function refused(pattern, ...args) {
  const { code, stdout, stderr } = await gatehouse(args);
  assert.deepEqual([code, stdout], [1, ''], args.join(' '));
  assert.match(stderr, pattern);
  assert.equal(stderr.trim().split('\n').length, 1, stderr);
}

test_both_ways('a backup is one file for its owner, and takes no other file\'s place', async (house) => {
  await house.user('add', [email], 'a long passphrase\n');
  const file = path.join(house.folder, 'backup.db');
  assert.equal(await done('backup', file, '--data', house.data), `wrote "${file}"\n`);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.deepEqual((await readdir(house.folder)).sort(), ['backup.db', 'data']);
  const before = await readFile(file);
  await refused(/cannot write the backup .*: File exists/, 'backup', file, '--data', house.data);
  assert.deepEqual(await readFile(file), before);
  await refused(/cannot write the backup .*: No such file or directory/, 'backup', path.join(house.folder, 'no', 'x.db'), '--data', house.data);
  // A relative name is relative to the folder of the command, even if the server writes the file.
  const { code } = await gatehouse(['backup', 'second.db', '--data', house.data], { cwd: house.folder });
  assert.equal(code, 0);
  assert.ok((await stat(path.join(house.folder, 'second.db'))).size > 0);
  await done('restore', file, '--data', path.join(house.folder, 'elsewhere'));
  assert.match(await done('user', 'list', '--data', path.join(house.folder, 'elsewhere')), /ada@example\.org/);
});

test('a restore ends every session, those that the backup never knew as well', async (t) => {
  const house = await open_house(true);
  t.after(() => house.close());
  const file = path.join(house.folder, 'backup.db');
  await sign_up(house.server, email);
  const known = await log_in(house.server, email);
  await done('backup', file, '--data', house.data);
  const later = await log_in(house.server, email);
  await sign_up(house.server, 'grace@example.org');
  const newcomer = await log_in(house.server, 'grace@example.org');
  await refused(/is in use by process \d+/, 'restore', file, '--data', house.data, '--replace');
  await house.server.stop();
  house.server = null;
  await refused(/there is a database in .* already; --replace/, 'restore', file, '--data', house.data);
  assert.match(await done('restore', file, '--data', house.data, '--replace'), /^restored ".*": 1 user, all of whom have to log in again\n$/);
  assert.deepEqual((await readdir(house.data)).filter((name) => name.startsWith('gatehouse.db')), ['gatehouse.db']);
  await house.serve();
  for (const [whose, pair] of Object.entries({ known, later, newcomer })) {
    const me = await get_me(house.server, pair.access_token);
    assert.deepEqual([me.status, JSON.parse(me.text).detail], [401, 'Session ended'], whose);
    const renewed = await refresh(house.server, pair.refresh_token);
    assert.deepEqual([renewed.status, JSON.parse(renewed.text).error], [400, 'invalid_grant'], whose);
  }
  const fresh = await log_in(house.server, email);
  assert.equal((await get_me(house.server, fresh.access_token)).status, 200, 'at once, not a second later');
  const login = await send(house.server, { method: 'POST', path: '/login', ...form_body({ username: 'grace@example.org', password: 'correct-horse' }) });
  assert.equal(login.status, 400, 'who signed up after the backup is not in it');
  const told = await gatehouse(['token', 'inspect', known.access_token, '--data', house.data]);
  assert.match(told.stdout, /issued before a backup was restored/);
  assert.match(told.stdout, /session: +ended .*: a backup was restored/);
});

test('clients\' own tokens, and keys that were retired, do not come back', async (t) => {
  const { folder, data, remove } = await make_folder();
  t.after(remove);
  const env = { GATEHOUSE_TOKENS_ALGORITHM: 'EdDSA' };
  const run = (...args) => gatehouse([...args, '--data', data], { env });
  let server = await serve(data, [], env);
  t.after(() => server.stop());
  const [, secret] = /client_secret: +(\S+)/.exec((await run('client', 'add', 'reader', '--id', 'reader')).stdout);
  const credentials = { Authorization: `Basic ${Buffer.from(`reader:${secret}`).toString('base64')}` };
  const post = async (where, fields) => {
    const { headers, body } = form_body(fields);
    return JSON.parse((await send(server, { method: 'POST', path: where, headers: { ...headers, ...credentials }, body })).text);
  };
  const { access_token } = await post('/token', { grant_type: 'client_credentials' });
  assert.equal((await post('/introspect', { token: access_token })).active, true);
  const [, , kid] = (await run('keys', 'list')).stdout.split(/\s+/);
  const file = path.join(folder, 'backup.db');
  await run('backup', file);
  await run('keys', 'retire', kid);
  await server.stop();
  assert.equal((await run('restore', file, '--replace')).code, 0);
  server = await serve(data, [], env);
  assert.equal((await post('/introspect', { token: access_token })).active, false);
  assert.doesNotMatch((await run('keys', 'list')).stdout, new RegExp(kid), 'whoever has that key could name any time');
  const fresh = await post('/token', { grant_type: 'client_credentials' });
  assert.equal((await post('/introspect', { token: fresh.access_token })).active, true);
});

test('the secret\'s tokens from before there were key pairs are not let in again by a restore', async (t) => {
  const { folder, data, remove } = await make_folder();
  t.after(remove);
  const env = { GATEHOUSE_TOKENS_ALGORITHM: 'EdDSA' };
  await gatehouse(['migrate', '--data', data], { env });
  await gatehouse(['keys', 'list', '--data', data], { env });
  await run_sql(path.join(data, 'gatehouse.db'), 'UPDATE signing_keys SET secret_until = 7');
  const file = path.join(folder, 'backup.db');
  await done('backup', file, '--data', data);
  await done('restore', file, '--data', data, '--replace');
  await gatehouse(['keys', 'list', '--data', data], { env });
  assert.match((await run_sql(path.join(data, 'gatehouse.db'), 'SELECT secret_until FROM signing_keys')).stdout, /^\[\(7,\)\]/);
});

test('what is no backup is refused, and the database stays as it was', async (t) => {
  const house = await open_house(true);
  t.after(() => house.close());
  await sign_up(house.server, email);
  const good = path.join(house.folder, 'good.db');
  await done('backup', good, '--data', house.data);
  await refused(/a server has it open/, 'restore', path.join(house.data, 'gatehouse.db'), '--data', path.join(house.folder, 'other'));
  await house.server.stop();
  house.server = null;
  const bad = path.join(house.folder, 'bad.db');
  const attempt = async (pattern) => refused(pattern, 'restore', bad, '--data', house.data, '--replace');
  await attempt(/cannot restore .*bad\.db: No such file/);
  await writeFile(bad, '');
  await attempt(/not a database of gatehouse/);
  await writeFile(bad, 'no database at all, however long the text may be '.repeat(100));
  await attempt(/not a database of gatehouse/);
  await run_sql(path.join(house.folder, 'other.db'), 'CREATE TABLE x (y)');
  await copyFile(path.join(house.folder, 'other.db'), bad);
  await attempt(/not a database of gatehouse/);
  await copyFile(good, bad);
  await truncate(bad, (await stat(good)).size - 4096);
  await attempt(/cannot restore/);
  await copyFile(good, bad);
  await run_sql(bad, "INSERT INTO schema_migrations (version, name, applied_at) VALUES (9999, 'later', 0)");
  await attempt(/schema version 9999/);
  assert.deepEqual((await readdir(house.data)).filter((name) => name.startsWith('gatehouse.db')), ['gatehouse.db']);
  await house.serve();
  await log_in(house.server, email);
});

test('a copy made by hand is its own backup', async (t) => {
  const house = await open_house(true);
  t.after(() => house.close());
  await sign_up(house.server, email);
  const { access_token } = await log_in(house.server, email);
  await house.server.kill();  // its log has not been moved into the database's file
  house.server = null;
  await done('restore', path.join(house.data, 'gatehouse.db'), '--data', house.data, '--replace');
  await house.serve();
  assert.equal((await get_me(house.server, access_token)).status, 401);
  await log_in(house.server, email);
});

test('a folder of an older version is backed up as it is, and restored up to date', async (t) => {
  const { folder, data, remove } = await make_folder();
  t.after(remove);
  await gatehouse(['migrate', '--data', data]);
  const database = path.join(data, 'gatehouse.db');
  await make_old_database(database);
  const versions = async (file) => (await run_sql(file, 'SELECT max(version) FROM schema_migrations')).stdout;
  const file = path.join(folder, 'backup.db');
  const old = await versions(database);
  await done('backup', file, '--data', data);
  assert.equal(await versions(file), old);
  assert.equal(await versions(database), old, 'a backup before an upgrade is of what was there');
  await done('restore', file, '--data', data, '--replace');
  assert.notEqual(await versions(database), old);
});

test('commands about a folder make none', async (t) => {
  const { folder, data, remove } = await make_folder();
  t.after(remove);
  const commands = [['user', 'list'], ['user', 'show', email], ['user', 'delete', email], ['user', 'export'], ['client', 'list'], ['client', 'show', 'x'],
    ['keys', 'list'], ['keys', 'rotate'], ['token', 'inspect', 'e30.e30.'], ['backup', path.join(folder, 'x.db')]];
  for (const command of commands) {
    const { code, stdout, stderr } = await gatehouse([...command, '--data', data]);
    assert.deepEqual([code, stdout], [2, ''], command.join(' '));
    assert.match(stderr, /^gatehouse: there is no database in ".*": check --data, or start gatehouse serve, which creates one\n$/);
    assert.deepEqual(await readdir(folder), [], command.join(' '));
  }
  await mkdir(data);
  assert.equal((await gatehouse(['user', 'list', '--data', data])).code, 2);
  assert.deepEqual(await readdir(data), []);
});
