// SPDX-License-Identifier: Apache-2.0
// Import, export, backups and the audit record through the administration interface.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { gatehouse, open_house } from '../support/gatehouse.mjs';
import { ask } from './socket.mjs';

const hash = '$2b$04$abcdefghijklmnopqrstuuTmXm5rCHKj2y0V3QwqjBxk1R1jVUWDe';

let house;
before(async () => { house = await open_house(true); });
after(() => house?.close());

const lines = ({ text }) => text.split('\n').filter(Boolean).map((line) => JSON.parse(line));

test('a batch is imported with a report of each row that was refused', async () => {
  const rows = [
    { email: 'one@example.com', password_hash: hash },
    { email: 'no address', password_hash: hash },
    { email: 'ONE@example.com', password_hash: hash },
    { email: 'two@example.com', password_hash: 'plain' },
    { email: 'three@example.com', password_hash: hash, roles: ['two words'] },
    { email: 'four@example.com', password_hash: hash, disabled: true, roles: ['reports'], is_admin: true },
  ];
  const report = await ask(house, 'POST', '/users/import', { users: rows });
  assert.equal(report.status, 200, report.text);
  const { added, present, refused } = report.json;
  assert.deepEqual([added, present], [2, 1]);
  assert.deepEqual(refused.map(({ index, reason }) => [index, reason]), [[1, 'invalid_email'], [3, 'unknown_hash'], [4, 'invalid_roles']]);
  assert.ok(refused.every(({ why }) => why.length > 10 && !why.includes('plain')));
  const again = (await ask(house, 'POST', '/users/import', { users: rows })).json;
  assert.deepEqual([again.added, again.present], [0, 3]);
});

test('a batch with a member that nobody knows is refused as a whole', async () => {
  const refused = await ask(house, 'POST', '/users/import', { users: [{ email: 'five@example.com', password_hash: hash }, { email: 'six@example.com', password_hash: hash, admin: true }] });
  assert.equal(refused.status, 422);
  assert.deepEqual(refused.json.detail[0].loc, ['body', 'users', 1, 'admin']);
  assert.equal((await ask(house, 'GET', '/users?email=five%40example.com')).json.items.length, 0);
});

test('a batch has limits', async () => {
  const row = (n) => ({ email: `limit${n}@example.com`, password_hash: hash });
  const too_many = await ask(house, 'POST', '/users/import', { users: Array.from({ length: 10_001 }, (_, n) => row(n)) });
  assert.equal(too_many.status, 422);
  const too_long = await ask(house, 'POST', '/users/import', Buffer.from(`{"users": [${' '.repeat(4 * 1024 * 1024)}]}`)).catch((error) => ({ status: error.code }));
  assert.ok([413, 'EPIPE', 'ECONNRESET'].includes(too_long.status), too_long.status);
  assert.equal((await ask(house, 'POST', '/users/import', { users: Array.from({ length: 10_000 }, (_, n) => row(n)) })).json.added, 10_000);
  const other = await ask(house, 'POST', '/users', Buffer.from(`{"email": "${'a'.repeat(1024 * 1024)}"}`)).catch((error) => ({ status: error.code }));
  assert.ok([413, 'EPIPE', 'ECONNRESET'].includes(other.status), 'other operations keep the limit of 1 MiB');
});

test('an export is what an import takes', async () => {
  const exported = await ask(house, 'GET', '/users/export');
  assert.deepEqual([exported.status, exported.headers['content-type'], exported.headers['transfer-encoding']], [200, 'application/jsonl', 'chunked']);
  const users = lines(exported);
  assert.equal(users.length, 10_002);
  assert.ok(users.every(({ password_hash }) => password_hash === hash));
  const other = await open_house(false);
  try {
    await writeFile(path.join(other.folder, 'users.jsonl'), exported.bytes);
    const { code, stdout } = await gatehouse(['user', 'import', path.join(other.folder, 'users.jsonl'), '--data', other.data]);
    assert.deepEqual([code, stdout], [0, '10002 added, 0 already there, 0 refused\n']);
  } finally {
    await other.close();
  }
});

test('a backup is sent, and leaves no draft behind', async () => {
  const backup = await ask(house, 'POST', '/backups');
  assert.deepEqual([backup.status, backup.headers['content-type']], [200, 'application/vnd.sqlite3']);
  assert.equal(Number(backup.headers['content-length']), backup.bytes.length);
  assert.equal(backup.bytes.subarray(0, 15).toString(), 'SQLite format 3');
  assert.deepEqual(readdirSync(house.data).filter((name) => name.includes('draft')), []);
  const file = path.join(house.folder, 'sent.db');
  await writeFile(file, backup.bytes);
  const restored = await gatehouse(['restore', file, '--data', path.join(house.folder, 'elsewhere')]);
  assert.deepEqual([restored.code, restored.stderr], [0, '']);
});

test('the audit record is listed in pages, exported and checked', async () => {
  for (const name of ['a', 'b', 'c']) await ask(house, 'POST', '/users', { email: `${name}@audit.example`, password: 'correct-horse' });
  const first = (await ask(house, 'GET', '/audit?limit=2&action=signup')).json;
  const all = (await ask(house, 'GET', '/audit?limit=1000')).json;
  assert.ok(all.items.length >= 3 && first.items.length <= 2);
  const page = (await ask(house, 'GET', '/audit?limit=2')).json;
  const rest = (await ask(house, 'GET', `/audit?limit=1000&cursor=${page.next}`)).json;
  assert.deepEqual([...page.items, ...rest.items].map(({ number }) => number), all.items.map(({ number }) => number));
  assert.ok(all.items.every(({ actor, request_id }) => actor.kind !== 'operator' || request_id), 'an operator\'s request has an id too');
  assert.equal((await ask(house, 'GET', '/audit?user=nobody%40example.com')).json.code, 'user_not_found');
  assert.equal((await ask(house, 'GET', '/audit?cursor=x')).status, 422);
  assert.equal((await ask(house, 'GET', '/audit?since=yesterday')).status, 422);
  const exported = await ask(house, 'GET', '/audit/export?format=entries');
  assert.deepEqual(lines(exported).map(({ number }) => number), all.items.map(({ number }) => number));
  assert.ok(lines(await ask(house, 'GET', '/audit/export')).every(({ metadata }) => metadata.product.name === 'gatehouse'));
  const head = (await ask(house, 'GET', '/audit/head')).json;
  assert.match(head.seal, /^[0-9a-f]{64}$/);
  const good = (await ask(house, 'POST', '/audit/verify', { head })).json;
  assert.deepEqual([good.fault, good.contains_head], [null, true]);
  assert.equal((await ask(house, 'POST', '/audit/verify', { head: { ...head, seal: '0'.repeat(64) } })).json.contains_head, false);
  assert.equal((await ask(house, 'POST', '/audit/verify', {})).json.contains_head, null);
});
