// SPDX-License-Identifier: Apache-2.0
// `gatehouse user import` and `user export`: importing users of other systems, and exporting them again.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { inBuild, inData } from '../support/build.mjs';
import { gatehouse } from '../support/gatehouse.mjs';
import { start_server } from '../support/process.mjs';
import { form_body, send } from '../support/request.mjs';

const program = inBuild('gatehouse');
const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'gatehouse-import-'));
after(() => fs.rm(folder, { recursive: true }));

// The lowest costs, because every login here renews a hash.
const env = { GATEHOUSE_PASSWORDS_BCRYPT_COST: '4', GATEHOUSE_PASSWORDS_ARGON2_MEMORY_KIB: '1024' };

let folders = 0;
const new_data = () => path.join(folder, `data${folders++}`);

/// Runs `gatehouse user ARGS...` and returns its status and its output.
async function user(data, args, { input = '', more_env = {} } = {}) {
  const child = spawn(program, ['user', ...args, '--data', data, '--log-level', 'error'], { env: { ...process.env, ...env, ...more_env } });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (chunk) => { output[name] += chunk; });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [status, signal] = await once(child, 'close');
  return { status, signal, ...output };
}

const serve = (data, more_env = {}) =>
  start_server(program, ['serve', '--listen', '127.0.0.1:0', '--data', data], { ...env, ...more_env });

const lines_of = (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const read_export = async (data) => {
  const exported = await user(data, ['export']);
  assert.equal(exported.status, 0, exported.stderr);
  return exported.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
};

const log_in = (server, email, password) =>
  send(server, { method: 'POST', path: '/login', ...form_body({ username: email, password }) });

/// Waits for something that happens after an answer, such as the renewal of a hash.
async function eventually(what, seconds = 20) {
  for (const end = Date.now() + seconds * 1000; ; await sleep(50)) {
    const value = await what();
    if (value) return value;
    assert.ok(Date.now() < end, `not within ${seconds} s: ${what}`);
  }
}

const hash = '$2b$04$cVWp4XaNU8a4v1uMRum2SO026BWLIoQMD/TXg5uZV.0P.uO8m3YEm';
const many = (count) => Array.from({ length: count }, (_, i) => ({ email: `user${i}@example.org`, password_hash: hash }));

const sample = [
  { email: 'Ada@Example.org', password_hash: hash, id: '11111111-1111-4111-8111-111111111111',
    created_at: '2019-05-06T07:08:09.123456Z', disabled: true, is_admin: true,
    roles: ['reports:read', 'reports:write'] },
  { email: 'bob@example.org', password_hash: '$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5',
    id: '22222222-2222-4222-8222-222222222222', created_at: '2020-01-01T00:00:00.000000Z', disabled: false, is_admin: false,
    roles: [] },
];

for (const running of [false, true]) {
  const where = running ? 'through a running server' : 'without a server';
  const with_server = async (body) => {
    const data = new_data();
    const server = running ? await serve(data) : null;
    try {
      await body(data);
    } finally {
      await server?.stop();
    }
  };

  test(`what is exported is what was imported, ${where}`, () => with_server(async (data) => {
    const imported = await user(data, ['import'], { input: lines_of(sample) });
    assert.deepEqual(imported, { status: 0, signal: null, stdout: '2 added, 0 already there, 0 refused\n', stderr: '' });
    assert.deepEqual(await read_export(data), sample);
    const file = path.join(folder, `out${folders}.jsonl`);
    assert.equal((await user(data, ['export', '-o', file])).stdout, `2 users in ${file}\n`);
    assert.equal((await fs.stat(file)).mode & 0o777, 0o600);
    const other = new_data();
    assert.equal((await user(other, ['import', file])).stdout, '2 added, 0 already there, 0 refused\n');
    assert.deepEqual(await read_export(other), sample);
  }));

  test(`an import may be run again, ${where}`, () => with_server(async (data) => {
    assert.equal((await user(data, ['import'], { input: lines_of(many(450)) })).stdout, '450 added, 0 already there, 0 refused\n');
    const changed = many(460).map((row) => ({ ...row, email: row.email.toUpperCase(), disabled: true }));
    const again = await user(data, ['import'], { input: lines_of(changed) });
    assert.deepEqual([again.status, again.stdout], [0, '10 added, 450 already there, 0 refused\n']);
    const rows = await read_export(data);
    assert.equal(rows.length, 460);
    assert.equal(rows.filter((row) => row.disabled).length, 10, 'who was there is as before');
  }));

  test(`bad rows are named by their lines, and the others imported, ${where}`, () => with_server(async (data) => {
    const good = { email: 'good@example.org', password_hash: hash };
    const id = '33333333-3333-4333-8333-333333333333';
    const rows = [
      ['nonsense', /^not JSON/],
      ['{"email":"a@example.org","email":"b@example.org"}', /^not JSON/],
      ['[]', /dict/],
      ['{}', /^email: field required/],
      [{ email: 'a@example.org' }, /^password_hash: field required/],
      [{ ...good, email: 'no address' }, /^email: not an e-mail address/],
      [{ ...good, email: 5 }, /^email: /],
      [{ ...good, password_hash: 'secret in plain' }, /^password_hash: of an unknown format/],
      [{ ...good, password_hash: '' }, /^password_hash: of an unknown format/],
      [{ ...good, password_hash: '!' }, /^password_hash: of an unknown format/],
      [{ ...good, password_hash: hash.slice(0, -1) }, /^password_hash: damaged/],
      [{ ...good, password_hash: `${hash}\0` }, /^password_hash: damaged/],
      [{ ...good, password_hash: hash.replace('$04$', '$31$') }, /^password_hash: its cost/],
      [{ ...good, password_hash: '$argon2id$v=19$m=4294967295,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc' }, /its cost/],
      [{ ...good, password_hash: '$2b$'.padEnd(2000, 'x') }, /^password_hash: of an unknown format/],
      [{ ...good, id: 'x' }, /^id: /],
      [{ ...good, created_at: 'yesterday' }, /^created_at: /],
      [{ ...good, disabled: 'maybe' }, /^disabled: /],
      [{ ...good, disbled: true }, /unknown member/],
      [{ ...good, roles: 'reader' }, /^roles: /],
      [{ ...good, roles: ['two words'] }, /^roles: must be words/],
      [{ ...good, roles: ['x'.repeat(600), 'y'.repeat(600)] }, /^roles: must be words/],
      ['x'.repeat(100_000), /longer than 8192 bytes/],
      [{ email: 'first@example.org', password_hash: hash, id }, null],
      [{ email: 'second@example.org', password_hash: hash, id }, /^id: another user has it/],
      ['', null],
      [good, null],
      ['   ', null],
    ];
    const input = rows.map(([row]) => `${typeof row === 'string' ? row : JSON.stringify(row)}\r\n`).join('');
    const imported = await user(data, ['import'], { input });
    const bad = rows.flatMap(([, why], i) => (why ? [[i + 1, why]] : []));
    assert.equal(imported.status, 1);
    assert.equal(imported.stdout, `2 added, 0 already there, ${bad.length} refused\n`);
    const told = imported.stderr.trimEnd().split('\n');
    assert.equal(told.length, bad.length, imported.stderr);
    bad.forEach(([line, why], i) => {
      const [, number, text] = /^gatehouse: line (\d+): (.*)$/.exec(told[i]);
      assert.equal(Number(number), line, told[i]);
      assert.match(text, why);
    });
    assert.doesNotMatch(imported.stderr, /secret in plain|example\.org|\$2b\$/, 'nothing of a row is shown');
    assert.deepEqual((await read_export(data)).map((row) => row.email), ['first@example.org', 'good@example.org']);
  }));

  test(`killed in the middle, it goes on when it is run again, ${where}`, () => with_server(async (data) => {
    const count = 8000;
    const file = path.join(folder, `many${folders}.jsonl`);
    await fs.writeFile(file, lines_of(many(count)));
    await gatehouse(['migrate', '--data', data]);
    // Killed after different times until it was killed in the middle, whatever the machine's speed.
    for (let milliseconds = 30; milliseconds < 10_000 && (await read_export(data)).length === 0; milliseconds *= 2) {
      const child = spawn(program, ['user', 'import', file, '--data', data], { env: { ...process.env, ...env }, stdio: 'ignore' });
      const gone = once(child, 'close');
      await sleep(milliseconds);
      child.kill('SIGKILL');
      await gone;
    }
    const last = await user(data, ['import', file]);
    const [, added, present] = /^(\d+) added, (\d+) already there, 0 refused\n$/.exec(last.stdout);
    assert.equal(Number(added) + Number(present), count);
    assert.equal(Number(present) % 200, 0, 'batches come whole or not at all');
    assert.ok(Number(present) > 0, 'some were there');
    assert.equal((await read_export(data)).length, count);
  }));
}

test('an input that ends within a line, and one that is not there', async () => {
  const data = new_data();
  const cut = await user(data, ['import'], { input: `${JSON.stringify(sample[0])}\n${JSON.stringify(sample[1]).slice(0, 50)}` });
  assert.deepEqual([cut.status, cut.stdout], [1, '1 added, 0 already there, 1 refused\n']);
  assert.match(cut.stderr, /^gatehouse: line 2: not JSON/);
  const whole = await user(data, ['import', '-'], { input: lines_of(sample).trimEnd() });
  assert.deepEqual([whole.status, whole.stdout], [0, '1 added, 1 already there, 0 refused\n']);
  const missing = await user(data, ['import', path.join(folder, 'missing')]);
  assert.equal(missing.status, 1);
  assert.match(missing.stderr, /can't read .*missing/);
});

test('an export that can not be written leaves nothing', async () => {
  const data = new_data();
  await user(data, ['import'], { input: lines_of(sample) });
  const nowhere = path.join(folder, 'no such folder', 'out');
  const refused = await user(data, ['export', '-o', nowhere]);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /can't write/);
  const there = path.join(folder, 'there.jsonl');
  await fs.writeFile(there, 'old', { mode: 0o644 });
  assert.equal((await user(data, ['export', '--output', there])).status, 0);
  assert.equal((await fs.stat(there)).mode & 0o777, 0o600, 'a file that was open to others is no longer');
  assert.deepEqual((await fs.readdir(folder)).filter((name) => name.endsWith('.part')), []);
  assert.match((await user(data, ['export', '--help'])).stdout, /password hashes/);
});

// One row of each accepted format, with a password that can be typed and that bcrypt does not truncate.
const vectors = JSON.parse(await fs.readFile(inData('django_passlib_hashes', 'hashes.json'), 'utf8'));
const not_taken = /^(bcrypt_2|phpass|md5_crypt|ldap_.*|django_salted_.*)$/;
const formats = new Map();
for (const row of vectors) {
  const typable = row.ok && row.password && !row.password.includes('\0') && Buffer.byteLength(row.password) <= 72;
  if (!typable || not_taken.test(row.format)) continue;
  const form = row.hash.startsWith('$7$') ? 'scrypt_crypt' : row.hash.startsWith('$bcrypt-sha256$v=2') ? 'bcrypt_sha256_v2' : row.format;
  if (!formats.has(form)) formats.set(form, row);
}

for (const [scheme, prefix] of [['bcrypt', '$2b$04$'], ['argon2id', '$argon2id$v=19$m=1024,t=2,p=1$']]) {
  test(`a login with an imported hash of each format, which is then renewed by ${scheme}`, async () => {
    assert.equal(formats.size, 21, [...formats.keys()].join());
    const data = new_data();
    const server = await serve(data, { GATEHOUSE_PASSWORDS_SCHEMES: scheme });
    try {
      const rows = [...formats].map(([form, row]) => ({ email: `${form}@example.org`, password_hash: row.hash }));
      const imported = await user(data, ['import'], { input: lines_of(rows) });
      assert.deepEqual([imported.status, imported.stderr], [0, '']);
      for (const [form, row] of formats) {
        const email = `${form}@example.org`;
        assert.equal((await log_in(server, email, `${row.password}x`)).status, 400, form);
        assert.equal((await log_in(server, email, row.password)).status, 200, form);
      }
      const before = new Map(rows.map((row) => [row.email, row.password_hash]));
      await eventually(async () => (await read_export(data)).every((row) =>
        row.password_hash.startsWith(prefix) && row.password_hash !== before.get(row.email)));
      for (const [form, row] of formats) {
        const email = `${form}@example.org`;
        assert.equal((await log_in(server, email, row.password)).status, 200, `${form}, renewed`);
        assert.equal((await log_in(server, email, `${row.password}x`)).status, 400, `${form}, renewed`);
      }
    } finally {
      await server.stop();
    }
  });
}

test('a disabled user that is imported stays out', async () => {
  const data = new_data();
  const [form, row] = [...formats].find(([name]) => name === 'pbkdf2_sha256');
  await user(data, ['import'], { input: lines_of([{ email: `${form}@example.org`, password_hash: row.hash, disabled: true }]) });
  const server = await serve(data);
  try {
    assert.equal((await log_in(server, `${form}@example.org`, row.password)).status, 400);
  } finally {
    await server.stop();
  }
});
