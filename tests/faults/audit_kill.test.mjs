// SPDX-License-Identifier: Apache-2.0
// kill -9 under mixed load, fifty times on one data folder: each acknowledged change has its entry in the audit record, no
// entry lacks its change, and the record verifies.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { password } from '../support/account.mjs';
import { gatehouse, make_folder, serve } from '../support/gatehouse.mjs';
import { form_body, json_body, send } from '../support/request.mjs';

const rounds = 50;
const clients = 12;

const query = `
import json, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
hex_id = lambda blob: blob.hex()
plain = lambda text: text.replace("-", "")
rows = [(a, plain(s), json.loads(d) if d else {}) for a, s, d in db.execute("SELECT action, subject, details FROM audit ORDER BY number")]
print(json.dumps({
  "users": [hex_id(u) for u, in db.execute("SELECT uuid FROM users")],
  "sessions": {hex_id(u): e for u, e in db.execute("SELECT uuid, ended_at IS NOT NULL FROM sessions")},
  "rows": [[a, s, plain(d.get("session", ""))] for a, s, d in rows]}))`;

const claims_of = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
const plain = (id) => id.replaceAll('-', '');

/// The server was killed before it had answered in full.
class Gone extends Error {}

/// One client's life: signs up, logs in, refreshes, logs out, until the server is gone. Adds what was answered to `told`.
async function live(server, name, told) {
  const post = (where, body, token) => send(server, { method: 'POST', path: where, ...body,
    headers: { ...body?.headers, ...(token && { Authorization: `Bearer ${token}` }) } })
    .catch(() => { throw new Gone(); });
  for (let number = 0; ; ++number) {
    try {
      const email = `${name}-${number}@example.org`;
      const signed_up = await post('/signup', json_body({ email, password }));
      assert.equal(signed_up.status, 200, signed_up.text);
      told.push(['signup', plain(JSON.parse(signed_up.text).id), '']);
      const logged_in = await post('/login', form_body({ username: email, password }));
      assert.equal(logged_in.status, 200, logged_in.text);
      let pair = JSON.parse(logged_in.text);
      const { sub, sid } = claims_of(pair.access_token);
      told.push(['login', plain(sub), plain(sid)]);
      const refreshed = await post('/refresh', form_body({ grant_type: 'refresh_token', refresh_token: pair.refresh_token }));
      assert.equal(refreshed.status, 200, refreshed.text);
      told.push(['refresh', plain(sub), plain(sid)]);
      pair = JSON.parse(refreshed.text);
      if (number % 2 === 1) continue;
      const out = await post('/logout', undefined, pair.access_token);
      assert.equal(out.status, 204, out.text);
      told.push(['logout', plain(sub), plain(sid)]);
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
      return;
    }
  }
}

test('kill -9 under mixed load leaves no change without its entry', async (t) => {
  const { data, remove } = await make_folder();
  t.after(remove);
  const told = [];
  for (let round = 0; round < rounds; ++round) {
    const server = await serve(data);
    const lives = Array.from({ length: clients }, (_, client) => live(server, `${round}-${client}`, told));
    await new Promise((resolve) => setTimeout(resolve, randomInt(60, 250)));
    await server.kill();
    await Promise.all(lives);
  }
  const again = await serve(data);
  await again.stop();
  const { stdout } = await promisify(execFile)('python3', ['-c', query, path.join(data, 'gatehouse.db')], { maxBuffer: 1 << 28 });
  const { users, sessions, rows } = JSON.parse(stdout);
  const entries = new Map();
  for (const row of rows) entries.set(row.join(), (entries.get(row.join()) ?? 0) + 1);
  for (const one of told) assert.ok(entries.get(one.join()) >= 1, `acknowledged and not in the record: ${one}`);
  const known = new Set(users);
  for (const [action, user, session] of rows) {
    assert.ok(known.has(user), `${action} of a user who is not there: ${user}`);
    if (action !== 'signup') assert.ok(session in sessions, `${action} of a session that is not there`);
    if (action === 'logout') assert.equal(sessions[session], 1, 'a logout without its change');
  }
  const with_entry = new Set(rows.filter(([action]) => action === 'signup').map(([, user]) => user));
  for (const user of users) assert.ok(with_entry.has(user), `a user without an entry: ${user}`);
  const begun = new Set(rows.filter(([action]) => action === 'login').map(([, , session]) => session));
  for (const session of Object.keys(sessions)) assert.ok(begun.has(session), `a session without an entry: ${session}`);
  const verified = await gatehouse(['audit', 'verify', '--data', data]);
  assert.equal(verified.code, 0, verified.stderr);
  assert.ok(told.length > rounds * clients, `hardly anything was tried: ${told.length}`);
  t.diagnostic(`${told.length} acknowledged changes, ${rows.length} entries`);
});
