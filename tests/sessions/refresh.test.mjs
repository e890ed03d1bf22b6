// SPDX-License-Identifier: Apache-2.0
// POST /refresh in the real program: rotation, reuse, the grace period, and fifty at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { assert_matches } from '../support/match.mjs';
import { get_me, log_in, sign_up } from '../support/account.mjs';
import { form_body, send } from '../support/request.mjs';
import { refresh, serve_for, session_of } from './server.mjs';

const grace_seconds = 10;
const pair = { access_token: '{jwt}', refresh_token: '{jwt}', token_type: 'bearer', expires_in: 1800 };

async function logged_in(t, settings = {}) {
  const server = await serve_for(t, settings);
  await sign_up(server, 'ada@example.com');
  return { server, login: await log_in(server, 'ada@example.com') };
}

const assert_dead = async (server, token) => {
  const answer = await get_me(server, token);
  assert.equal(answer.status, 401);
  assert.deepEqual(JSON.parse(answer.text), { detail: 'Session ended' });
};
const assert_refused = (answer, error = 'invalid_grant') => {
  assert.equal(answer.status, 400, answer.text);
  assert.equal(answer.json.error, error);
  assert.equal(answer.headers['cache-control'], 'no-store');
};

test('a refresh token buys the next pair of the same session', async (t) => {
  const { server, login } = await logged_in(t);
  const next = await refresh(server, login.refresh_token);
  assert.equal(next.status, 200, next.text);
  assert_matches(next.json, pair);
  assert.equal(next.headers['cache-control'], 'no-store');
  assert.notEqual(next.json.refresh_token, login.refresh_token);
  assert.equal(session_of(next.json.access_token), session_of(login.access_token));
  for (const { access_token } of [login, next.json]) assert.equal((await get_me(server, access_token)).status, 200);
});

test('a token two generations old ends the session and its access tokens at once', async (t) => {
  const { server, login } = await logged_in(t);
  const other = await log_in(server, 'ada@example.com');
  const second = (await refresh(server, login.refresh_token)).json;
  const third = (await refresh(server, second.refresh_token)).json;
  assert.equal((await get_me(server, third.access_token)).status, 200);
  assert_refused(await refresh(server, login.refresh_token));
  for (const { access_token } of [login, second, third]) await assert_dead(server, access_token);
  for (const { refresh_token } of [login, second, third]) assert_refused(await refresh(server, refresh_token));
  assert.equal((await get_me(server, other.access_token)).status, 200, 'the other session goes on');
  assert.match(server.output, /a spent refresh token was presented/);
});

test('the token just replaced gets the same successor within the grace, and ends the session after it', async (t) => {
  const { server, login } = await logged_in(t);
  const replaced_after = Date.now();
  const next = (await refresh(server, login.refresh_token)).json;
  await sleep(1100);
  const again = await refresh(server, login.refresh_token);
  assert.equal(again.status, 200, again.text);
  assert.equal(again.json.refresh_token, next.refresh_token);
  assert.notEqual(again.json.access_token, next.access_token);
  assert.equal((await get_me(server, again.json.access_token)).status, 200);
  await sleep(grace_seconds * 1000 + 200 - (Date.now() - replaced_after));
  assert_refused(await refresh(server, login.refresh_token));
  await assert_dead(server, again.json.access_token);
});

test('fifty parallel refreshes of one token leave one live chain, two hundred times', async (t) => {
  const { server, login } = await logged_in(t, { GATEHOUSE_THROTTLE_REFRESHES: '1000' });
  let { refresh_token } = login;
  for (let round = 0; round < 200; ++round) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(server, refresh_token)));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    const successors = new Set(answers.map(({ json }) => json.refresh_token));
    assert.equal(successors.size, 1);
    [refresh_token] = successors;
    const { access_token } = answers[round % answers.length].json;
    assert.equal((await get_me(server, access_token)).status, 200);
  }
  assert.equal((await refresh(server, refresh_token)).status, 200);
});

test('what is no refresh token is told as RFC 6749 5.2 has it', async (t) => {
  const { server, login } = await logged_in(t);
  assert_refused(await refresh(server, login.access_token));
  assert_refused(await refresh(server, `${login.refresh_token}x`));
  assert_refused(await refresh(server, 'a.b.c'));
  assert_refused(await refresh(server, ''), 'invalid_request');
  assert_refused(await refresh(server, login.refresh_token, {}), 'invalid_request');
  assert_refused(await refresh(server, login.refresh_token, { grant_type: 'password' }), 'unsupported_grant_type');
  const empty = await send(server, { method: 'POST', path: '/refresh', ...form_body({}) });
  assert_refused({ ...empty, json: JSON.parse(empty.text) }, 'invalid_request');
  assert.equal((await refresh(server, login.refresh_token)).status, 200, 'and none of it did any harm');
});
