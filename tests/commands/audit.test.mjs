// SPDX-License-Identifier: Apache-2.0
// gatehouse audit: what is recorded of changes and refusals, and that a record which was changed is found out.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { log_in, password, sign_up } from '../support/account.mjs';
import { gatehouse, make_folder, serve } from '../support/gatehouse.mjs';
import { form_body, json_body, send } from '../support/request.mjs';
import { test_both_ways } from './both_ways.mjs';

const email = 'ada@example.org';
const run_sql = (file, sql) => promisify(execFile)('python3', ['-c',
  'import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.executescript(sys.argv[2])', file, sql]);

async function audit(data, ...args) {
  const { code, stdout, stderr } = await gatehouse(['audit', ...args, '--data', data]);
  assert.deepEqual([code, stderr], [0, ''], args.join(' '));
  return stdout;
}
const rows = async (data, ...args) => (await audit(data, 'list', '--json', ...args)).split('\n').filter(Boolean).map((line) => JSON.parse(line));
const actions = async (data, ...args) => (await rows(data, ...args)).map(({ action }) => action).reverse();

async function refused(data, pattern, ...args) {
  const { code, stdout, stderr } = await gatehouse(['audit', ...args, '--data', data]);
  assert.deepEqual([code, stdout], [1, ''], args.join(' '));
  assert.match(stderr, pattern);
}

test_both_ways('an operator\'s changes are in the record', async (house) => {
  await house.user('add', [email], 'a long passphrase\n');
  await house.user('grant', [email, 'reports:read']);
  await house.user('disable', [email]);
  await house.client('add', 'Reports', '--id', 'reports');
  await house.client('disable', 'reports');
  assert.deepEqual(await actions(house.data), ['user_create', 'role_grant', 'user_disable', 'client_create', 'client_disable']);
  const all = await rows(house.data);
  assert.ok(all.every(({ actor }) => actor.kind === 'operator'));
  assert.deepEqual(all[3].details, { changed: 'roles', from: '', to: 'reports:read' });
  assert.deepEqual(await actions(house.data, '--user', email), ['user_create', 'role_grant', 'user_disable']);
  assert.deepEqual(await actions(house.data, '--user', all[4].subject.id), ['user_create', 'role_grant', 'user_disable']);
  assert.deepEqual(await actions(house.data, '--action', 'client_create'), ['client_create']);
  assert.deepEqual(await actions(house.data, '--since', '2000-01-01', '--until', '2001-01-01T00:00:00Z'), []);
  assert.deepEqual(await actions(house.data, '--limit', '1'), ['client_disable']);
  assert.deepEqual(await actions(house.data, '--before', '3'), ['user_create', 'role_grant']);
  await refused(house.data, /there is no user "eve@example.org"/, 'list', '--user', 'eve@example.org');
  const table = (await audit(house.data, 'list')).split('\n');
  assert.match(table[0], /^TIME +ACTION +OUTCOME +OF +BY +FROM$/);
  assert.match(table[3], /^\d{4}-\d\d-\d\dT[\d:]{8}Z +user_disable +done +ada@example.org +operator +-$/);
  await house.user('delete', [email]);
  assert.ok(!(await audit(house.data, 'list', '--json')).includes(email), 'a deleted user is named');
});

test('an end user\'s changes and refusals are in the record, with where they came from', async (t) => {
  const { data, remove } = await make_folder();
  t.after(remove);
  const server = await serve(data);
  t.after(() => server.stop());
  await sign_up(server, email);
  const headers = { 'User-Agent': 'browser/1' };
  for (let i = 0; i < 3; ++i) {
    const { status } = await send(server, { method: 'POST', path: '/login', ...form_body({ username: email, password: 'wrong' }), });
    assert.equal(status, 400);
  }
  await send(server, { method: 'POST', path: '/login', ...form_body({ username: 'a secret typed here', password }) });
  const pair = await log_in(server, email);
  const bearer = { Authorization: `Bearer ${pair.access_token}`, ...headers };
  const refreshed = await send(server, { method: 'POST', path: '/refresh', ...form_body({ grant_type: 'refresh_token', refresh_token: pair.refresh_token }) });
  assert.equal(refreshed.status, 200);
  const change = json_body({ old_password: password, new_password: 'another long one' });
  const changed = await send(server, { method: 'POST', path: '/me/password', ...change, headers: { ...change.headers, ...bearer } });
  assert.equal(changed.status, 204, changed.text);
  const out = await send(server, { method: 'POST', path: '/logout', headers: bearer });
  assert.equal(out.status, 204, out.text);
  await sleep(1500);  // refusals are written within a second
  const all = (await rows(data)).reverse();
  const done = all.filter(({ outcome }) => outcome === 'done');
  assert.deepEqual(done.map(({ action }) => action), ['signup', 'login', 'refresh', 'password_change', 'logout']);
  assert.ok(all.every(({ address }) => address === '127.0.0.1'));
  assert.equal(done.at(-1).user_agent, 'browser/1');
  assert.equal(done.at(-1).request_id, out.headers['x-request-id']);
  assert.equal(done.at(-1).actor.id, done[0].subject.id);
  const failed = all.filter(({ action }) => action === 'login_failed');
  assert.deepEqual(failed.map(({ subject }) => subject.name).sort(), [null, email].sort());
  const known = failed.find(({ subject }) => subject.name === email);
  assert.deepEqual([known.outcome, known.subject.id], ['wrong_password', done[0].subject.id]);
  assert.ok(known.count >= 1);
  const events = (await audit(data, 'export')).trim().split('\n').map((line) => JSON.parse(line));
  assert.equal(events.length, all.length);
  assert.deepEqual(new Set(events.map(({ class_name }) => class_name)), new Set(['Authentication', 'Account Change']));
});

test('a minute of refusals is few entries, and none is lost in the count', async (t) => {
  const { data, remove } = await make_folder();
  t.after(remove);
  const server = await serve(data, [], { GATEHOUSE_THROTTLE_ENABLED: 'false' });
  const attempts = 300;
  for (let i = 0; i < attempts; ++i) {
    await send(server, { method: 'POST', path: '/login', ...form_body({ username: `user${i}@example.org`, password: 'wrong' }) });
  }
  await sleep(1200);
  await server.stop();
  const failed = await rows(data, '--action', 'login_failed', '--limit', '1000');
  assert.equal(failed.reduce((sum, { count }) => sum + count, 0), attempts);
  assert.ok(failed.length <= 135, `${failed.length} entries`);
});

test('what was changed behind the server\'s back is found', async (t) => {
  const { data, remove } = await make_folder();
  t.after(remove);
  let server = await serve(data);
  await sign_up(server, email);
  await log_in(server, email);
  const head = (await audit(data, 'head')).trim();
  assert.match(head, /^2:[0-9a-f]{64}$/);
  assert.match(await audit(data, 'verify', '--head', head), /^checked 2 entries: nothing was changed/);
  await server.stop();
  assert.match(await audit(data, 'verify', '--head', head), /^checked 2 entries: nothing was changed/);
  const file = path.join(data, 'gatehouse.db');
  await run_sql(file, "UPDATE audit SET address = '192.0.2.1' WHERE number = 2");
  await refused(data, /the audit record is damaged: entry 2 is not what was sealed/, 'verify');
  await run_sql(file, 'DELETE FROM audit WHERE number = 2; DELETE FROM audit_seals WHERE last = 2');
  assert.match(await audit(data, 'verify'), /^checked 1 entry: nothing was changed/);
  await refused(data, /its end was cut off or written anew/, 'verify', '--head', head);
  await refused(data, /is not what gatehouse audit head shows/, 'verify', '--head', 'x');
  server = await serve(data);  // a record that does not verify stops nobody
  await log_in(server, email);
  await server.stop();
});
