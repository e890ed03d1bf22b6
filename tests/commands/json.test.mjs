// SPDX-License-Identifier: Apache-2.0
// With --json, commands print JSON, with a server running and without; lists print a line an item.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gatehouse } from '../support/gatehouse.mjs';
import { test_both_ways } from './both_ways.mjs';

const hash = '$2b$12$GhvMmNVjRW29ulnudl.LbuAnUtN/LRfe1JsBm1Xu6LE3059z5Tr8m';

test_both_ways('JSON of each command', async (house) => {
  const run = async (args, stdin = '') => {
    const { code, stdout, stderr } = await gatehouse([...args, '--json', '--data', house.data], { stdin });
    assert.deepEqual([code, stderr], [0, ''], args.join(' '));
    return stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  };
  const one = async (...args) => {
    const [value, ...more] = await run(...args);
    assert.deepEqual(more, []);
    return value;
  };
  const password = 'correct-horse\n';
  assert.deepEqual(await run(['user', 'list']), []);
  const ada = await one(['user', 'add', 'ada@example.com', '--admin'], password);
  assert.deepEqual([ada.email, ada.roles, ada.revision], ['ada@example.com', ['admin'], 1]);
  await one(['user', 'add', 'bob@example.com'], password);
  assert.deepEqual((await run(['user', 'list'])).map(({ email }) => email), ['ada@example.com', 'bob@example.com']);
  assert.deepEqual(await one(['user', 'show', 'ada@example.com']), ada);
  assert.deepEqual((await one(['user', 'grant', 'bob@example.com', 'reports'])).roles, ['reports']);
  assert.equal((await one(['user', 'disable', 'bob@example.com'])).disabled, true);
  assert.equal((await one(['user', 'set-password', 'ada@example.com'], 'battery-staple\n')).id, ada.id);
  assert.deepEqual(await run(['user', 'sessions', 'ada@example.com']), []);
  assert.deepEqual(await one(['user', 'end-sessions', 'ada@example.com']), { ended: 0 });
  const rows = path.join(house.folder, 'rows.jsonl');
  await writeFile(rows, `{"email":"cy@example.com","password_hash":"${hash}"}\n`);
  assert.deepEqual(await one(['user', 'import', rows]), { added: 1, present: 0, refused: 0 });
  assert.equal((await one(['user', 'delete', 'bob@example.com'])).email, 'bob@example.com');

  const { client, client_secret } = await one(['client', 'add', 'Books', '--id', 'books']);
  assert.equal(client_secret.length, 43);
  assert.deepEqual((await run(['client', 'list'])).map(({ id }) => id), ['books']);
  assert.deepEqual(await one(['client', 'show', 'books']), client);
  assert.equal((await one(['client', 'set-introspect', 'books', 'all'])).introspects, 'all');
  assert.equal((await one(['client', 'disable', 'books'])).disabled, true);
  assert.notEqual((await one(['client', 'rotate-secret', 'books'])).client_secret, client_secret);
  assert.deepEqual(await one(['client', 'delete', 'books']), { id: 'books' });

  assert.deepEqual((await one(['keys', 'list'])).items, []);
  const [latest] = await run(['audit', 'list', '--limit', '1']);
  assert.equal(latest.action, 'client_delete');
  const file = path.join(house.folder, 'backup.db');
  assert.deepEqual(await one(['backup', file]), { file });
  const explained = await one(['token', 'inspect', 'e30.e30.x']);
  assert.deepEqual([explained.accepted, explained.facts.at(0).label], [false, 'signature']);
  assert.ok((await run(['config', 'check'])).some(({ setting, value, origin }) => setting === 'server.data' && value.includes(house.data) && origin === 'flag --data'));
  await house.server?.stop();
  house.server = null;
  assert.deepEqual((await one(['migrate'])).applied, []);
  assert.equal((await one(['restore', file, '--replace'])).users, 2);
});
