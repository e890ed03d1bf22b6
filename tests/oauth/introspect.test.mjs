// SPDX-License-Identifier: Apache-2.0
// POST /introspect (RFC 7662): what it says about a valid token, and that it says nothing about any other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatehouse } from '../support/gatehouse.mjs';
import { secrets } from '../support/target.mjs';
import { make_token } from '../support/token.mjs';
import { add_client, assert_refused, claims_of, client_command, client_token, email, introspect, log_in, post, serve_for, token } from './server.mjs';

const inactive = { active: false };
const user_command = async (server, ...args) => {
  const { code, stderr } = await gatehouse(['user', ...args, '--data', server.data]);
  assert.equal(code, 0, stderr);
};
const refresh = async (server, refresh_token) => (await token(server, { grant_type: 'refresh_token', refresh_token })).json;
/// Returns both tokens as the server sees them now.
const both = async (server, { access_token, refresh_token }) => [await introspect(server, access_token), await introspect(server, refresh_token)];

test('a user\'s access token is told of whole', async (t) => {
  const server = await serve_for(t, { issuer: true });
  const { access_token } = await log_in(server);
  const { sub, sid, jti, exp, iat, iss } = claims_of(access_token);
  assert.equal(iss, server.origin);
  const told = { active: true, username: email, token_type: 'Bearer', exp, iat, sub, iss, jti, sid };
  for (const hint of [undefined, 'access_token', 'refresh_token', 'nonsense']) {
    assert.deepEqual(await introspect(server, access_token, hint ? { token_type_hint: hint } : {}), told);
  }
});

test('without an issuer none is told', async (t) => {
  const server = await serve_for(t);
  const { access_token } = await log_in(server);
  assert.equal('iss' in await introspect(server, access_token), false);
});

test('a refresh token is told of, as one, and is not spent by that', async (t) => {
  const server = await serve_for(t);
  const { refresh_token } = await log_in(server);
  const { sub, sid, jti, exp, iat } = claims_of(refresh_token);
  const told = { active: true, username: email, token_type: 'refresh_token', exp, iat, sub, jti, sid };
  for (const hint of ['refresh_token', 'access_token']) {
    assert.deepEqual(await introspect(server, refresh_token, { token_type_hint: hint }), told);
  }
  const next = await refresh(server, refresh_token);
  assert.notEqual(next.refresh_token, refresh_token);
  assert.deepEqual(await introspect(server, refresh_token), inactive, 'spent, though the grace lasts');
  assert.equal((await introspect(server, next.refresh_token)).active, true);
  assert.equal((await introspect(server, next.access_token)).active, true, 'asking about a spent token ends nothing');
});

test('a client\'s own token is told of whole', async (t) => {
  const server = await serve_for(t);
  const text = await client_token(server, server.client, { scope: 'reports:read' });
  const { jti, exp, iat } = claims_of(text);
  assert.deepEqual(await introspect(server, text),
    { active: true, scope: 'reports:read', client_id: 'reports', token_type: 'Bearer', exp, iat, sub: 'reports', jti });
  assert.equal((await introspect(server, await client_token(server, await add_client(server, 'other')))).sub, 'other', 'it may ask about all');
});

test('of everything else exactly one thing is told', async (t) => {
  const server = await serve_for(t);
  const { access_token, refresh_token } = await log_in(server);
  const claims = claims_of(access_token);
  const forged = (changes, key = secrets.JWT_SECRET_KEY, header = { alg: 'HS256', typ: 'JWT' }) =>
    make_token({ header, claims: { ...claims, ...changes }, key });
  const { sid: _sid, ...without_session } = claims;
  const nobody = '00000000-0000-4000-8000-000000000000';
  assert.equal((await introspect(server, forged({}))).active, true, 'the forger would be able to');
  const cases = ['nonsense', 'a.b.c', '..', 'x'.repeat(10_000), '\u0000', 'é', server.client.secret,
    access_token.slice(0, -1), `${access_token}x`, ` ${access_token}`,
    forged({}, 'another-key-that-is-long-enough-for-hs256'), forged({}, null, { alg: 'none' }),
    forged({ exp: claims.iat - 10 }), forged({ sub: nobody }), forged({ sub: 'reports' }), forged({ sub: 'reports', client_id: 'reports', jti: 'x' }),
    forged({ sub: 'nobody', client_id: 'nobody' }), forged({ token_use: 'refresh' }),
    make_token({ header: { alg: 'HS256', typ: 'JWT' }, claims: without_session, key: secrets.JWT_SECRET_KEY }),
    make_token({ header: { alg: 'HS256', typ: 'JWT' }, claims: { ...claims_of(refresh_token), sid: nobody }, key: secrets.JWT_REFRESH_SECRET_KEY }),
    make_token({ header: { alg: 'HS256', typ: 'JWT' }, claims: { ...claims_of(refresh_token), jti: nobody }, key: secrets.JWT_REFRESH_SECRET_KEY }),
    make_token({ header: { alg: 'HS256', typ: 'JWT' }, claims: claims_of(refresh_token), key: secrets.JWT_SECRET_KEY })];
  for (const text of cases) {
    const answer = await post(server, '/introspect', { token: text }, server.client);
    assert.deepEqual([answer.status, answer.text], [200, '{"active":false}'], text);
  }
});

test('what ends a session ends its tokens here too', async (t) => {
  const server = await serve_for(t);
  const ended = async (how) => {
    const login = await log_in(server);
    assert.deepEqual((await both(server, login)).map(({ active }) => active), [true, true]);
    await how(login);
    assert.deepEqual(await both(server, login), [inactive, inactive]);
  };
  await ended(({ access_token }) => post(server, '/logout', {}, null, { Authorization: `Bearer ${access_token}` }));
  await ended(async ({ refresh_token }) => {
    const { refresh_token: second } = await refresh(server, refresh_token);
    await refresh(server, second);
    await refresh(server, refresh_token);  // two generations old, so it counts as stolen
  });
  await ended(async () => {
    await user_command(server, 'disable', email);
    await user_command(server, 'enable', email);
  });
  await ended(() => user_command(server, 'delete', email));
});

test('what ends a client ends its own tokens', async (t) => {
  const server = await serve_for(t);
  const other = await add_client(server, 'other');
  const text = await client_token(server, other);
  await client_command(server, 'disable', 'other');
  assert.deepEqual(await introspect(server, text), inactive);
  await client_command(server, 'enable', 'other');
  assert.equal((await introspect(server, text)).active, true);
  await client_command(server, 'rotate-secret', 'other');
  assert.equal((await introspect(server, text)).active, true, 'another secret is no reason');
  await client_command(server, 'delete', 'other');
  assert.deepEqual(await introspect(server, text), inactive);
  await new Promise((resolve) => { setTimeout(resolve, 1100); });  // times in tokens are whole seconds
  const again = await add_client(server, 'other');
  assert.deepEqual(await introspect(server, text), inactive, 'the new client is another');
  assert.equal((await introspect(server, await client_token(server, again))).active, true);
});

test('only a client may ask', async (t) => {
  const server = await serve_for(t);
  const { access_token } = await log_in(server);
  assert_refused(await post(server, '/introspect', { token: access_token }), 401, 'invalid_client');
  assert_refused(await post(server, '/introspect', { token: access_token, client_id: 'reports' }), 401, 'invalid_client');
  assert_refused(await post(server, '/introspect', { token: access_token }, null, { Authorization: `Bearer ${access_token}` }), 401, 'invalid_client');
  assert_refused(await post(server, '/introspect', { token: access_token }, { id: 'reports', secret: 'nonsense' }), 401, 'invalid_client');
  const { id, secret } = server.client;
  const by_form = await post(server, '/introspect', { token: access_token, client_id: id, client_secret: secret });
  assert.equal(by_form.json.active, true);
  assert_refused(await post(server, '/introspect', {}, server.client), 400, 'invalid_request');
  assert_refused(await post(server, '/introspect', [['token', access_token], ['token', access_token]], server.client), 400, 'invalid_request');
  await client_command(server, 'disable', 'reports');
  assert_refused(await post(server, '/introspect', { token: access_token }, server.client), 401, 'invalid_client');
});
