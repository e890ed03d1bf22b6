// SPDX-License-Identifier: Apache-2.0
// gatehouse token inspect: says why a token is refused, by the same rules as the server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { get_me, log_in, sign_up } from '../support/account.mjs';
import { gatehouse, make_folder, open_house, serve } from '../support/gatehouse.mjs';
import { form_body, json_body, send } from '../support/request.mjs';
import { make_token } from '../support/token.mjs';

const email = 'ada@example.org';
const bearer = (token) => ({ Authorization: `Bearer ${token}` });
const refresh = (server, refresh_token) => send(server, { method: 'POST', path: '/refresh', ...form_body({ grant_type: 'refresh_token', refresh_token }) });

/// Returns the lines of an inspection by their labels. Everything after "verdict" is one text.
async function inspect(data, token, env = {}) {
  const { code, stdout, stderr } = await gatehouse(['token', 'inspect', token, ...(data ? ['--data', data] : [])], { env });
  assert.deepEqual([code, stderr], [0, ''], stdout);
  const lines = {};
  let label;
  for (const line of stdout.trimEnd().split('\n')) {
    const match = /^([a-z ]+): +(.*)$/.exec(line);
    if (match) [, label, lines[label]] = match;
    else lines[label] += `\n${line}`;
  }
  return lines;
}

/// Compares the output with a server and, after it was stopped, without.
async function inspect_both_ways(house, tokens, expected) {
  const compare = async (when) => {
    for (const [name, token] of Object.entries(tokens)) {
      const lines = await inspect(house.data, token);
      for (const [label, pattern] of Object.entries(expected[name])) assert.match(lines[label] ?? '', pattern, `${name}, ${label}, ${when}`);
    }
  };
  await compare('with a server');
  await house.server.stop();
  house.server = null;
  await compare('without a server');
}

test('tokens that are good, and what they say', async (t) => {
  const house = await open_house(true);
  t.after(() => house.close());
  await sign_up(house.server, email);
  const { access_token, refresh_token } = await log_in(house.server, email);
  const lines = await inspect(house.data, access_token);
  assert.deepEqual(Object.keys(lines), ['header', 'claims', 'issued', 'expires', 'signature', 'session', 'user', 'verdict']);
  for (const name of ['sub', 'exp', 'jti', 'sid']) assert.match(lines.claims, new RegExp(`"${name}":`));
  assert.match(lines.issued, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \(\d seconds? ago\)$/);
  assert.match(lines.expires, /\(in (29|30) minutes\)$/);
  const piped = await gatehouse(['token', 'inspect', '--data', house.data], { stdin: `${access_token}\n` });
  assert.match(piped.stdout, /^verdict: +accepted\.$/m);
  await inspect_both_ways(house, { access_token, refresh_token }, {
    access_token: { signature: /^good, by the secret JWT_SECRET_KEY$/, session: /^live, last refreshed /, user: /^ada@example.org, enabled$/, verdict: /^accepted\.$/ },
    refresh_token: { signature: /^good, by the secret JWT_REFRESH_SECRET_KEY$/, session: /^live/, verdict: /^accepted by \/refresh, once\.$/ },
  });
});

test('sessions that have ended, and why', async (t) => {
  const house = await open_house(true);
  t.after(() => house.close());
  const { server } = house;
  await sign_up(server, email);
  const logged_out = await log_in(server, email);
  await send(server, { method: 'POST', path: '/logout', headers: bearer(logged_out.access_token) });
  const stolen = await log_in(server, email);
  const next = JSON.parse((await refresh(server, stolen.refresh_token)).text);
  const last = JSON.parse((await refresh(server, next.refresh_token)).text);
  const spent = await inspect(house.data, stolen.refresh_token);
  assert.match(spent.verdict, /^refused: it was used before; presenting it ends the session\.$/);
  assert.match(spent.session, /^live/, 'looking ends nothing');
  assert.match((await inspect(house.data, last.refresh_token)).verdict, /^accepted by \/refresh/);
  await refresh(server, stolen.refresh_token);
  const changed = await log_in(server, email);
  const by = await log_in(server, email);
  const body = json_body({ old_password: 'correct-horse', new_password: 'another-horse' });
  const answer = await send(server, { method: 'POST', path: '/me/password', ...body, headers: { ...body.headers, ...bearer(by.access_token) } });
  assert.equal(answer.status, 204, answer.text);
  const ended = (why) => ({ session: new RegExp(`^ended \\d{4}-.*: ${why}$`), verdict: new RegExp(`^refused: its session ended .*: ${why}\\.$`) });
  await inspect_both_ways(house, { a: logged_out.access_token, b: logged_out.refresh_token, c: last.access_token, d: changed.refresh_token, e: by.access_token }, {
    a: ended('logged out'), b: ended('logged out'), c: ended('a spent refresh token was presented'), d: ended('the password was changed'), e: { verdict: /^accepted\.$/ },
  });
});

test('a token replaced within the grace', async (t) => {
  const house = await open_house(true);
  t.after(() => house.close());
  await sign_up(house.server, email);
  const first = await log_in(house.server, email);
  const next = JSON.parse((await refresh(house.server, first.refresh_token)).text);
  const { verdict } = await inspect(house.data, first.refresh_token);
  assert.match(verdict, /^accepted by \/refresh until .*: it was replaced just now, and \/refresh returns the same successor again\.$/);
  assert.equal(JSON.parse((await refresh(house.server, first.refresh_token)).text).refresh_token, next.refresh_token);
});

test('users who are disabled or gone: every reason is told', async (t) => {
  const house = await open_house(true);
  t.after(() => house.close());
  const pairs = {};
  for (const name of ['barred', 'gone']) {
    await sign_up(house.server, `${name}@example.org`);
    pairs[name] = await log_in(house.server, `${name}@example.org`);
  }
  await house.user('disable', ['barred@example.org']);
  await house.user('delete', ['gone@example.org']);
  assert.equal((await get_me(house.server, pairs.gone.access_token)).status, 404);
  await inspect_both_ways(house, { a: pairs.barred.access_token, b: pairs.gone.access_token, c: pairs.barred.refresh_token, d: pairs.gone.refresh_token }, {
    a: { user: /^barred@example.org, disabled$/, verdict: /^refused:\n {2}- its user is disabled\.\n {2}- its session ended .*: its user was disabled\.$/ },
    b: { user: /^deleted$/, verdict: /^refused:\n {2}- its user was deleted\.\n {2}- its session has? ?ended.*\.$/ },
    c: { verdict: /- its user is disabled\.\n/ },
    d: { user: /^deleted$/, verdict: /- its user was deleted\./ },
  });
});

test('signatures: by whom, bad, of an unknown key, and what nobody looks at', async (t) => {
  const { data, remove } = await make_folder();
  t.after(remove);
  const env = { GATEHOUSE_TOKENS_ALGORITHM: 'ES256', GATEHOUSE_TOKENS_ISSUER: 'https://a.example' };
  const server = await serve(data, [], env);
  t.after(() => server.stop());
  await sign_up(server, email);
  const { access_token } = await log_in(server, email);
  const [header, claims, signature] = access_token.split('.');
  const decoded = (part) => JSON.parse(Buffer.from(part, 'base64url'));
  const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const { kid } = decoded(header);
  const look = (token) => inspect(data, token, env);
  assert.equal((await look(access_token)).signature, `good, by the key ${kid} (ES256)`);

  const forged = await look([header, encoded({ ...decoded(claims), exp: 1 }), signature].join('.'));
  assert.equal(forged.signature, 'bad: anyone could have written this');
  assert.equal(forged.session, undefined, 'nothing is looked up for a forger');
  assert.match(forged.verdict, /^refused:\n {2}- its signature was not made with the server's key\.\n {2}- it expired 1970-01-01T00:00:01Z \(\d+ days ago\)\.$/);

  const unknown = await look([encoded({ ...decoded(header), kid: 'k1' }), claims, signature].join('.'));
  assert.equal(unknown.signature, 'made with an unknown key: anyone could have written this');
  assert.equal(unknown.verdict, 'refused: no key here is named "k1": it was retired, or is another server\'s.');

  const none = await look([encoded({ ...decoded(header), alg: 'none' }), claims, ''].join('.'));
  assert.match(none.signature, /^not checked, since the token's form or header is refused/);
  assert.equal(none.verdict, 'refused: its algorithm, "none", is not the key\'s.');
  assert.match((await look([encoded({ ...decoded(header), jku: 'https://x.example' }), claims, signature].join('.'))).verdict, /contains a key/);
  await gatehouse(['keys', 'retire', kid, '--data', data], { env });
  assert.match((await look(access_token)).verdict, /it was retired/);
});

test('what a secret has signed, now and before', async (t) => {
  const { data, remove } = await make_folder();
  t.after(remove);
  const before = { JWT_SECRET_KEY: 'the first access secret of this test', JWT_REFRESH_SECRET_KEY: 'the first refresh secret of this test' };
  const after = { JWT_SECRET_KEY: 'the second access secret of this test', JWT_REFRESH_SECRET_KEY: 'the second refresh secret of this test',
    JWT_SECRET_KEY_PREVIOUS: before.JWT_SECRET_KEY, JWT_REFRESH_SECRET_KEY_PREVIOUS: before.JWT_REFRESH_SECRET_KEY };
  let server = await serve(data, [], before);
  t.after(() => server.is_alive() && server.stop());
  await sign_up(server, email);
  const pair = await log_in(server, email);
  await server.stop();
  server = await serve(data, [], after);
  assert.equal((await get_me(server, pair.access_token)).status, 200);
  assert.equal((await inspect(data, pair.access_token)).signature, 'good, by the secret before this one, JWT_SECRET_KEY_PREVIOUS');
  assert.equal((await inspect(data, pair.refresh_token)).signature, 'good, by the secret before this one, JWT_REFRESH_SECRET_KEY_PREVIOUS');
  const renewed = JSON.parse((await refresh(server, pair.refresh_token)).text);
  assert.equal((await inspect(data, renewed.refresh_token)).signature, 'good, by the secret JWT_REFRESH_SECRET_KEY');
  const list = await gatehouse(['keys', 'list', '--data', data]);
  assert.deepEqual(list.stdout.trim().split('\n').map((line) => line.split(/ +/).slice(0, 3).join(' ')),
    ['active HS256 JWT_SECRET_KEY', 'previous HS256 JWT_SECRET_KEY_PREVIOUS', 'active HS256 JWT_REFRESH_SECRET_KEY', 'previous HS256 JWT_REFRESH_SECRET_KEY_PREVIOUS',
      'active HKDF SERVER_SECRET_KEY']);
  for (const secret of Object.values(after)) assert.ok(!list.stdout.includes(secret));
  await server.stop();
  const { signature, verdict } = await inspect(data, renewed.access_token);
  assert.match(signature, /^not checked, since JWT_SECRET_KEY came from the environment variable JWT_SECRET_KEY .*: anyone could have written this$/);
  assert.equal(verdict, undefined);
  server = await serve(data, [], { JWT_SECRET_KEY: after.JWT_SECRET_KEY, JWT_REFRESH_SECRET_KEY: after.JWT_REFRESH_SECRET_KEY });
  assert.equal((await get_me(server, pair.access_token)).status, 403, 'once it is taken away');
  assert.equal((await get_me(server, renewed.access_token)).status, 200);
});

test('clients\' own tokens', async (t) => {
  const house = await open_house(true);
  t.after(() => house.close());
  const issue = async (id) => {
    const { stdout } = await house.client('add', `the ${id}`, '--id', id);
    const [, secret] = /client_secret: +(\S+)/.exec(stdout);
    const form = form_body({ grant_type: 'client_credentials' });
    const headers = { ...form.headers, Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
    const ask = (where, fields) => send(house.server, { method: 'POST', path: where, headers, body: form_body(fields).body });
    return { token: JSON.parse((await ask('/token', { grant_type: 'client_credentials' })).text).access_token, ask };
  };
  const good = await issue('good');
  const revoked = await issue('revoked');
  await revoked.ask('/revoke', { token: revoked.token });
  const barred = await issue('barred');
  await house.client('disable', 'barred');
  const gone = await issue('gone');
  await house.client('delete', 'gone');
  const again = await issue('again');
  await house.client('delete', 'again');
  await sleep(1100);
  await house.client('add', 'another', '--id', 'again');
  await inspect_both_ways(house, { good: good.token, revoked: revoked.token, barred: barred.token, gone: gone.token, again: again.token }, {
    good: { client: /^the good, enabled$/, verdict: /^accepted, as the client's own/ },
    revoked: { verdict: /^refused: it was revoked\.$/ },
    barred: { client: /^the barred, disabled$/, verdict: /^refused: its client is disabled\.$/ },
    gone: { client: /^deleted$/, verdict: /^refused: its client was deleted\.$/ },
    again: { client: /^another, enabled$/, verdict: /^refused: it was issued to an earlier client of that id\.$/ },
  });
});

test('without a data folder it decodes, and says that it has checked nothing', async (t) => {
  const { folder, remove } = await make_folder();
  t.after(remove);
  const token = make_token({ header: { alg: 'HS256' }, claims: { sub: 'ada', exp: 1 }, key: 'anyone' });
  const { code, stdout } = await gatehouse(['token', 'inspect', token], { cwd: folder });
  assert.equal(code, 0);
  assert.match(stdout, /^expires: +1970-01-01T00:00:01Z \(\d+ days ago\)$/m);
  assert.match(stdout, /^signature: +not checked, since there is no data folder here \(--data\): anyone could have written this$/m);
  assert.doesNotMatch(stdout, /verdict/);
  for (const nonsense of ['nonsense', 'a.b.c', 'e30.e30']) {
    const refused = await gatehouse(['token', 'inspect', nonsense], { cwd: folder });
    assert.notEqual(refused.code, 0, nonsense);
    assert.match(refused.stderr, /^gatehouse: .+\n$/);
  }
});

test('long tokens: explained as far as anybody would read', async (t) => {
  const { folder, remove } = await make_folder();
  t.after(remove);
  const long = (size) => make_token({ header: { alg: 'HS256' }, claims: { sub: 'ada', exp: 1, x: 'x'.repeat(size) }, key: 'anyone' });
  const pipe = (token) => gatehouse(['token', 'inspect'], { cwd: folder, stdin: `${token}\n` });
  assert.match((await pipe(long(4500))).stdout, /^signature: +not checked/m, 'longer than a password may be');
  const refused = await pipe(long(20_000));
  assert.equal(refused.code, 0);
  assert.match(refused.stdout, /^claims: +\{"sub":"ada"/m);
  assert.match(refused.stdout, /^verdict: +refused: it is longer than any token the server accepts \(8192 bytes\)\.$/m);
  const hopeless = await pipe(long(60_000));
  assert.deepEqual([hopeless.code, hopeless.stdout], [1, '']);
  assert.match(hopeless.stderr, /^gatehouse: the token is too long: over 65536 bytes.*\n$/);
});
