// SPDX-License-Identifier: Apache-2.0
// gatehouse keys, with a server running and without.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get_me, log_in, sign_up } from '../support/account.mjs';
import { gatehouse, make_folder, serve } from '../support/gatehouse.mjs';

const env = { GATEHOUSE_TOKENS_ALGORITHM: 'ES256' };

for (const running of [false, true]) {
  test(`keys with ${running ? 'a' : 'no'} server`, async (t) => {
    const { data, remove } = await make_folder();
    t.after(remove);
    await gatehouse(['migrate', '--data', data], { env });
    const server = running ? await serve(data, [], env) : null;
    t.after(() => server?.stop());
    const keys = (...args) => gatehouse(['keys', ...args, '--data', data], { env });
    const told = async (...args) => {
      const { code, stdout, stderr } = await keys(...args);
      assert.equal(code, 0, stderr);
      return stdout.trim().split('\n');
    };
    const refused = async (pattern, ...args) => {
      const { code, stdout, stderr } = await keys(...args);
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, pattern);
      assert.equal(stderr.trim().split('\n').length, 1);
    };
    const [first] = await told('list');
    assert.match(first, /^active +ES256 {2}[\w-]{43} {2}signs since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const kid = first.split(/\s+/)[2];
    const [made, ...after] = await told('rotate');
    assert.match(made, /^made the key [\w-]{43}$/);
    assert.deepEqual(after.map((line) => line.split(/\s+/)[0]), ['active', 'next']);
    assert.match(after[1], / signs from /);
    await refused(/a new key is already waiting to become active/, 'rotate');
    await refused(/there is no key "nonsense"/, 'retire', 'nonsense');
    let token;
    if (server) {
      await sign_up(server, 'ada@example.org');
      token = (await log_in(server, 'ada@example.org')).access_token;
      assert.equal((await get_me(server, token)).status, 200);
    }
    const [retired, successor, ...none] = await told('retire', kid);
    assert.match(retired, /tokens that it has signed are refused from now on$/);
    assert.match(successor, /^active /);
    assert.deepEqual(none, []);
    if (server) assert.equal((await get_me(server, token)).status, 403);
  });
}

test('keys where tokens are signed with the secret', async (t) => {
  const { data, remove } = await make_folder();
  t.after(remove);
  await gatehouse(['migrate', '--data', data]);
  for (const args of [['rotate'], ['retire', 'x']]) {
    const { code, stderr } = await gatehouse(['keys', ...args, '--data', data]);
    assert.equal(code, 1);
    assert.match(stderr, /^gatehouse: access tokens are signed with the secret/);
  }
  assert.deepEqual((await gatehouse(['keys', 'list', '--data', data])).stdout.split('\n'),
    ['active    HS256  JWT_SECRET_KEY  signs; not created yet', 'active    HS256  JWT_REFRESH_SECRET_KEY  signs; not created yet',
      'active    HKDF   SERVER_SECRET_KEY  keys of cookies; not created yet', '']);
});
