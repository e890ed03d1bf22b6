// SPDX-License-Identifier: Apache-2.0
// The commands about the configuration and the schema, and the version and help of the program.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { gatehouse, make_folder } from '../support/gatehouse.mjs';

let place;
before(async () => { place = await make_folder(); });
after(() => place?.remove());

async function config_file(text) {
  const file = path.join(place.folder, 'gatehouse.toml');
  await writeFile(file, text);
  return file;
}

test('config check tells each value and where it came from', async () => {
  const file = await config_file('[log]\nlevel = "warning"\n');
  const { code, stdout, stderr } = await gatehouse(['config', 'check', '--config', file, '--threads', '3']);
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(stdout, /^log\.level\b.*warning.*gatehouse\.toml/m);
  assert.match(stdout, /^server\.threads\b.*3.*--threads/m);
  assert.match(stdout, /^passwords\.bcrypt_cost\b.*4.*GATEHOUSE_PASSWORDS_BCRYPT_COST/m);
  assert.match(stdout, /^tokens\.access_minutes\b.*30.*default/m);
});

test('all mistakes of a configuration are told, with their place and what is allowed', async () => {
  const file = await config_file('[log]\nlevel = "loud"\n\n[tokens]\nacess_minutes = 5\n');
  for (const command of [['config', 'check'], ['serve', '--data', place.data], ['user', 'list', '--data', place.data]]) {
    const { code, stdout, stderr } = await gatehouse([...command, '--config', file], { env: { GATEHOUSE_LIMITS_BODY_BYTES: 'many' } });
    assert.deepEqual([code, stdout], [2, ''], command);
    assert.match(stderr, /gatehouse\.toml:2:\d+: .*"loud".*debug, info, warning, error/);
    assert.match(stderr, /gatehouse\.toml:5:\d+: unknown setting "tokens\.acess_minutes".*access_minutes/);
    assert.match(stderr, /GATEHOUSE_LIMITS_BODY_BYTES.*"many".*whole number/);
    assert.equal(stderr.trim().split('\n').length, 3, stderr);
  }
});

test('migrate makes a folder, and a second time has nothing to do', async () => {
  const first = await gatehouse(['migrate', '--data', place.data]);
  assert.deepEqual([first.code, first.stderr], [0, '']);
  assert.match(first.stdout, /^(applied \d{4}_\w+\n)+the database's schema has version (\d+)\n$/);
  const again = await gatehouse(['migrate', '--data', place.data]);
  assert.deepEqual(again, { code: 0, stderr: '', stdout: first.stdout.replace(/applied .*\n/g, '') });
});

test('a schema from a later version is left alone', async () => {
  const later = 'import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); '
    + "db.execute(\"INSERT INTO schema_migrations (version, name, applied_at) VALUES (9999, 'later', 0)\"); db.commit()";
  await promisify(execFile)('python3', ['-c', later, path.join(place.data, 'gatehouse.db')]);
  for (const command of [['migrate'], ['serve', '--listen', '127.0.0.1:0'], ['user', 'list']]) {
    const { code, stderr } = await gatehouse([...command, '--data', place.data]);
    assert.notEqual(code, 0);
    assert.match(stderr, /schema version 9999.*newer program/);
    assert.equal(stderr.trim().split('\n').length, 1, stderr);
  }
});

test('it says its version', async () => {
  const { code, stdout } = await gatehouse(['--version']);
  assert.equal(code, 0);
  assert.match(stdout, /^gatehouse \d+\.\d+\.\d+\b.*\n$/);
});

test('each command has a help that names what it does and takes', async () => {
  const seen = [];
  const look = async (command) => {
    const { code, stdout, stderr } = await gatehouse([...command, '--help']);
    assert.deepEqual([code, stderr], [0, ''], command.join(' '));
    assert.match(stdout, /^\S.*\n(.*\n)?Usage: /, `${command.join(' ')} has a purpose`);
    seen.push(command.join(' '));
    const [, below = ''] = stdout.split('\nSubcommands:\n');
    for (const [, name, about] of below.matchAll(/^ {2}([a-z-]+) +(\S.*)$/gm)) {
      assert.ok(about.length > 10, name);
      await look([...command, name]);
    }
  };
  await look([]);
  const wanted = ['serve', 'config check', 'migrate', 'token inspect', 'backup', 'restore', 'password-cost',
    ...['add', 'list', 'show', 'disable', 'enable', 'delete', 'set-password', 'import', 'export'].map((name) => `user ${name}`),
    ...['add', 'list', 'show', 'rotate-secret', 'disable', 'enable', 'delete'].map((name) => `client ${name}`)];
  for (const command of wanted) assert.ok(seen.includes(command), `${command} is not among ${seen}`);
});

test('a command that does not exist', async () => {
  for (const command of [['fly'], ['user', 'fly'], ['user', 'fly', '--data', 'x']]) {
    const { code, stdout, stderr } = await gatehouse(command);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^gatehouse: 'fly' is not a command; the commands are \w+(, [\w-]+)+ \(see gatehouse( user)? --help\)\n$/);
  }
});
