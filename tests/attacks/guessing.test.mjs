// SPDX-License-Identifier: Apache-2.0
// Guessing is slowed down before it costs a hash, does not reveal which accounts exist, and locks no user out of
// a known device.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { password, sign_up } from '../support/account.mjs';
import { gatehouse, make_folder, serve } from '../support/gatehouse.mjs';
import { behind_proxy, cookie_of, count_answers, log_in_from, send_from, sign_up_from } from '../support/guesser.mjs';
import { form_body, json_body } from '../support/request.mjs';
import { target } from '../support/target.mjs';

const skip = target !== 'server' && 'for the server';
const email = 'ada@example.org';
const burst = 20;
const home = '198.51.100.7';

async function serve_for(t, env = {}) {
  const { data, remove } = await make_folder();
  const server = await serve(data, [], { ...behind_proxy, ...env });
  t.after(() => server.stop().finally(remove));
  server.data = data;
  await sign_up(server, email);
  return server;
}

/// Sends this many logins with wrong passwords at once, each from another address.
const guess = (server, count, username = email, from = (i) => `203.0.113.${i + 1}`, cookie = undefined) =>
  Promise.all(Array.from({ length: count }, (_, i) => log_in_from(server, from(i), username, `wrong-${i}`, cookie)));

const wait_for_code = (answer, code) => {
  assert.equal(answer.status, 429, answer.text);
  assert.deepEqual(answer.json, { detail: 'Too many attempts. Try again later', code });
  assert.match(answer.headers['retry-after'], /^[1-9]\d*$/);
};

test('an account: twenty failures at once, then one a minute, whether it exists or not', { skip }, async (t) => {
  const server = await serve_for(t);
  const told = [];
  for (const username of [email, 'nobody@example.org', 'ADA@EXAMPLE.NET']) {
    const answers = await guess(server, 50, username);
    assert.deepEqual(count_answers(answers), { 400: burst, '429 account_failures': 30 }, username);
    const refused = answers.find(({ status }) => status === 429);
    wait_for_code(refused, 'account_failures');
    assert.ok(Number(refused.headers['retry-after']) <= 60);
    assert.equal(refused.headers['ratelimit-policy'], '"account_failures";q=20;w=1200');
    assert.match(refused.headers.ratelimit, /^"account_failures";r=0;t=[1-9]\d?$/);
    told.push({ ...refused.headers, 'retry-after': '', ratelimit: '', date: '', 'x-request-id': '' }, refused.text);
  }
  assert.deepEqual(told.slice(2, 4), told.slice(0, 2), 'a refusal tells whether there is such an account');
  // Upper case in the name does not make another account, and an unknown device does not learn that the
  // password was right.
  wait_for_code(await log_in_from(server, home, email.toUpperCase()), 'account_failures');
  assert.equal((await log_in_from(server, home, 'ada@example.com')).status, 400, 'another account');
});

test('logins that succeed are not counted', { skip }, async (t) => {
  const server = await serve_for(t, { GATEHOUSE_THROTTLE_ACCOUNT_FAILURES: '1', GATEHOUSE_THROTTLE_DEVICE_FAILURES: '1' });
  for (let i = 0; i < 30; ++i) assert.equal((await log_in_from(server, `192.0.2.${i}`, email)).status, 200);
});

test('a known device has a limit of its own, by its cookie', { skip }, async (t) => {
  const server = await serve_for(t);
  const before = await log_in_from(server, home, email);
  const [cookie] = [cookie_of(before)];
  assert.match(before.headers['set-cookie'], /^gatehouse_device_[\w-]{8}=[\w-]+\.[\w-]+; Path=\/; HttpOnly; SameSite=strict; Max-Age=34560000$/);
  await guess(server, 50);
  wait_for_code(await log_in_from(server, '192.0.2.1', email), 'account_failures');
  for (let i = 0; i < 5; ++i) assert.equal((await log_in_from(server, '192.0.2.1', email, password, cookie)).status, 200);
  // A stolen cookie allows twenty more guesses, and the owner's other devices are not affected.
  const stolen = await guess(server, 50, email, undefined, cookie);
  assert.deepEqual(count_answers(stolen), { 400: burst, '429 device_failures': 30 });
  assert.equal((await log_in_from(server, home, email)).status, 200, 'its address is known too');
  // For another user the cookie has no effect.
  await sign_up(server, 'bob@example.org');
  await guess(server, 50, 'bob@example.org');
  const renamed = (await log_in_from(server, '192.0.2.9', 'carol@example.org')).headers['set-cookie'];
  assert.equal(renamed, undefined, 'a failed login makes no device known');
  const value = cookie.split('=')[1];
  const name_of_bob = `gatehouse_device_${Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from('bob@example.org'))).subarray(0, 6).toString('base64url')}`;
  wait_for_code(await log_in_from(server, '192.0.2.1', 'bob@example.org', password, `${name_of_bob}=${value}`), 'account_failures');
});

test('a device is unknown once the password has changed', { skip }, async (t) => {
  const server = await serve_for(t);
  const cookie = cookie_of(await log_in_from(server, home, email));
  const changed = await gatehouse(['user', 'set-password', email, '--data', server.data], { stdin: 'another-horse\n' });
  assert.equal(changed.code, 0, changed.stderr);
  await guess(server, burst);
  for (const address of ['192.0.2.1', home]) {
    wait_for_code(await log_in_from(server, address, email, 'another-horse', cookie), 'account_failures');
  }
});

test('an address: its failures whatever the account, and the different accounts', { skip }, async (t) => {
  const server = await serve_for(t, { GATEHOUSE_THROTTLE_ADDRESS_FAILURES: '30', GATEHOUSE_THROTTLE_ADDRESS_ACCOUNTS: '10' });
  const spray = (count, address, first = 0) =>
    Promise.all(Array.from({ length: count }, (_, i) => log_in_from(server, address, `user${first + i}@example.org`, 'wrong')));
  assert.deepEqual(count_answers(await spray(15, '192.0.2.1')), { 400: 10, '429 address_accounts': 5 });
  const again = [];
  for (let round = 0; round < 4; ++round) again.push(...await spray(10, '192.0.2.1'));
  // The network decides which ten came first. Only those may be tried again.
  assert.ok(count_answers(again)['400'] <= 20, JSON.stringify(count_answers(again)));
  assert.equal((await log_in_from(server, '192.0.2.2', email)).status, 200, 'another address');
  // IPv6 addresses count by network: one of 64 bits like one address, one of 48 bits with five times the limit.
  const first = await guess(server, 40, 'a@example.org', (i) => `2001:db8:1:1::${i + 1}`);
  assert.equal(count_answers(first)['400'], burst);
  let failures = 0;
  for (let network = 0; network < 10; ++network) {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) =>
      log_in_from(server, `2001:db8:2:${network}::${i}`, `n${network}-${i % 10}@example.org`, 'wrong')));
    failures += count_answers(answers)['400'] ?? 0;
  }
  assert.ok(failures >= 100 && failures <= 151, `${failures} of the network's 150`);
});

test('sign-ups of an address', { skip }, async (t) => {
  const server = await serve_for(t, { GATEHOUSE_THROTTLE_SIGNUPS: '5' });
  const answers = await Promise.all(Array.from({ length: 9 }, (_, i) => sign_up_from(server, home, `new${i % 8}@example.org`)));
  assert.equal(count_answers(answers)['429 signups'], 4);
  wait_for_code(answers.find(({ status }) => status === 429), 'signups');
  assert.equal((await sign_up_from(server, '192.0.2.1', 'else@example.org')).status, 200);
  const mistaken = await send_from(server, '192.0.2.2', { path: '/signup', ...json_body({ email, password: 'password1234' }) });
  assert.ok([400, 422].includes(mistaken.status));
});

test('refreshes of a session, in the words of OAuth', { skip }, async (t) => {
  const server = await serve_for(t, { GATEHOUSE_THROTTLE_REFRESHES: '3', GATEHOUSE_THROTTLE_REFRESHES_PER_HOUR: '1' });
  const refresh = (at, token) => send_from(server, home, { path: at, ...form_body({ grant_type: 'refresh_token', refresh_token: token }) });
  let { json: pair } = await log_in_from(server, home, email);
  const first = pair;
  for (const at of ['/refresh', '/token', '/refresh']) {
    const answer = await refresh(at, pair.refresh_token);
    assert.equal(answer.status, 200, answer.text);
    // Within the grace period the same successor is returned, and this is not counted.
    if (pair === first) for (let i = 0; i < 9; ++i) assert.equal((await refresh(at, pair.refresh_token)).status, 200);
    pair = answer.json;
  }
  for (const at of ['/refresh', '/token']) {
    const answer = await refresh(at, pair.refresh_token);
    assert.equal(answer.status, 429);
    assert.deepEqual(Object.keys(answer.json), ['error', 'error_description', 'code']);
    assert.equal(answer.json.error, 'temporarily_unavailable');
    assert.equal(answer.json.code, 'refreshes');
    assert.ok(Number(answer.headers['retry-after']) > 3000);
  }
  const { json: other } = await log_in_from(server, home, email);
  assert.equal((await refresh('/refresh', other.refresh_token)).status, 200, 'another session');
});

test('wrong passwords of a user who is logged in', { skip }, async (t) => {
  const server = await serve_for(t);
  const { json: { access_token } } = await log_in_from(server, home, email);
  const headers = { Authorization: `Bearer ${access_token}` };
  const ask = (method, path, value) => {
    const { headers: type, body } = json_body(value);
    return send_from(server, home, { method, path, body, headers: { ...headers, ...type } });
  };
  const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => [
    () => ask('PATCH', '/me', { email: 'new@example.org', password: 'wrong' }),
    () => ask('DELETE', '/me', { password: 'wrong' }),
    () => ask('POST', '/me/password', { old_password: 'wrong', new_password: 'another-horse' }),
  ][i % 3]()));
  assert.deepEqual(count_answers(answers), { '400 wrong_password': burst, '429 password_failures': 10 });
  wait_for_code(await ask('DELETE', '/me', { password }), 'password_failures');
});

test('secrets of clients, without locking out the client', { skip }, async (t) => {
  const server = await serve_for(t);
  const made = await gatehouse(['client', 'add', 'Reports', '--id', 'reports', '--data', server.data]);
  const [, secret] = /^client_secret: +(\S+)$/m.exec(made.stdout);
  const ask = (address, client_secret) =>
    send_from(server, address, { path: '/token', ...form_body({ grant_type: 'client_credentials', client_id: 'reports', client_secret }) });
  for (let i = 0; i < burst; ++i) assert.equal((await ask('192.0.2.1', `wrong-${i}`)).status, 401);
  const refused = await ask('192.0.2.1', secret);
  assert.equal(refused.status, 429);
  assert.equal(refused.json.code, 'client_failures');
  assert.equal((await ask(home, secret)).status, 200, 'whoever guesses locks out nobody else');
});

test('failed logins are in the log, with the account if it is one, and never with a password', { skip }, async (t) => {
  const server = await serve_for(t, { GATEHOUSE_LOG_FORMAT: 'json' });
  await log_in_from(server, home, 'ADA@example.org', 'wrong-horse');
  await log_in_from(server, home, 'nobody@example.org', 'wrong-horse');
  await log_in_from(server, home, 'correct-horse', 'correct-horse');
  await guess(server, burst);
  await log_in_from(server, '192.0.2.77', email);
  await gatehouse(['user', 'disable', email, '--data', server.data]);
  const lines = () => server.output.split('\n').filter((line) => line.includes('"login failed"')).map((line) => JSON.parse(line));
  for (let i = 0; i < 100 && lines().length < 24; ++i) await new Promise((resolve) => setTimeout(resolve, 50));
  const told = lines().map(({ reason, account, remote }) => [reason, account, remote].join(' '));
  for (const line of [`wrong_password ada@example.org ${home}`, `unknown_account nobody@example.org ${home}`,
    `unknown_account (no address) ${home}`, 'account_failures ada@example.org 192.0.2.77']) {
    assert.ok(told.includes(line), `${line} is not in\n${told.join('\n')}`);
  }
  assert.ok(!server.output.includes('horse'), 'a password is in the log');
  assert.ok(lines().every(({ request_id }) => request_id.length > 8));
});

test('throttle.enabled = false switches all of it off', { skip }, async (t) => {
  const server = await serve_for(t, { GATEHOUSE_THROTTLE_ENABLED: 'false', GATEHOUSE_THROTTLE_SIGNUPS: '1' });
  assert.deepEqual(count_answers(await guess(server, 60)), { 400: 60 });
  const answer = await log_in_from(server, home, email);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['set-cookie'], undefined);
  for (let i = 0; i < 5; ++i) assert.equal((await sign_up_from(server, home, `new${i}@example.org`)).status, 200);
});
