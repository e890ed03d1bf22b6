// SPDX-License-Identifier: Apache-2.0
// What an attacker finds who can read the server's memory or a core dump later (CWE-316): no password, and a signing
// secret only where it is used.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { open_house } from '../support/gatehouse.mjs';

/// Returns where `text` is in the writable memory of process `pid`, with the bytes around it.
function find_in_memory(pid, text) {
  const wanted = Buffer.from(text, 'latin1');
  const memory = fs.openSync(`/proc/${pid}/mem`, 'r');
  const found = [];
  try {
    for (const line of fs.readFileSync(`/proc/${pid}/maps`, 'latin1').trimEnd().split('\n')) {
      const [, begin, end, rights, name] = /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+ *(.*)$/.exec(line);
      if (!rights.startsWith('rw')) continue;
      const size = parseInt(end, 16) - parseInt(begin, 16);
      const bytes = Buffer.alloc(size);
      let got = 0;
      try {
        while (got < size) got += fs.readSync(memory, bytes, got, Math.min(size - got, 1 << 20), BigInt(`0x${begin}`) + BigInt(got));
      } catch { /* not all of it can be read, as in a guard page */ }
      for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) {
        const around = bytes.toString('latin1', Math.max(0, at - 48), at + wanted.length + 48).replace(/[^ -~]/g, '.');
        found.push(`${name || 'unnamed'} +${at.toString(16)}: ${around}`);
      }
    }
  } finally {
    fs.closeSync(memory);
  }
  return found;
}

/// Returns a part of a password that no other text contains. The allocator may have overwritten the beginning of a copy.
const part_of = (password) => password.slice(16);

const email = 'ada@example.org';
const access_secret = 'access-secret-Zq81kd02mvhq7Wc-and-more-of-it';
const refresh_secret = 'refresh-secret-Pf73ns85bgty2Lx-and-more-of-it';

async function ask(server, method, path, { headers, body }, token) {
  const all = token ? { ...headers, Authorization: `Bearer ${token}` } : headers;
  return fetch(`${server.origin}${path}`, { method, headers: all, body });
}

test('passwords and signing secrets in the memory of the server', async (t) => {
  const house = await open_house(false);
  t.after(() => house.close());
  await house.serve([], { JWT_SECRET_KEY: access_secret, JWT_REFRESH_SECRET_KEY: refresh_secret });
  const { server } = house;
  const passwords = ['signup', 'wrong', 'changed', 'email', 'leave']
    .map((use) => `a long beginning ${use}-Xk29fh47-and its long end too`);
  const [first, wrong, second] = passwords;
  const json = (value) => ({ headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) });
  const form = (value) => ({ headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(value).toString() });
  const statuses = [];
  const note = async (answer) => {
    statuses.push(answer.status);
    return answer.json().catch(() => null);
  };

  await note(await ask(server, 'POST', '/signup', json({ email, password: first })));
  await note(await ask(server, 'POST', '/login', form({ username: email, password: wrong })));
  const { access_token: token } = await note(await ask(server, 'POST', '/login', form({ username: email, password: first })));
  await note(await ask(server, 'POST', '/me/password', json({ old_password: first, new_password: second }), token));
  const { access_token: again } = await note(await ask(server, 'POST', '/login', form({ username: email, password: second })));
  await note(await ask(server, 'PATCH', '/me', json({ email: 'eve@example.org', password: second }), again));
  assert.deepEqual(statuses.map((status) => Math.floor(status / 100)), [2, 4, 2, 2, 2, 2]);
  await sleep(500);

  await t.test('no password is left', () => {
    for (const password of [first, wrong, second]) {
      assert.deepEqual(find_in_memory(server.pid, part_of(password)), [], `of ${password}`);
    }
  });
  await t.test('each signing secret is in one place', () => {
    for (const secret of [access_secret, refresh_secret]) {
      const found = find_in_memory(server.pid, secret.slice(16));
      assert.ok(found.length <= 1, found.join('\n'));
    }
  });
});
