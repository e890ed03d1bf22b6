// SPDX-License-Identifier: Apache-2.0
// POST /token in the real program: three grants, and how each is refused (RFC 6749).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get_me } from '../support/account.mjs';
import { gatehouse } from '../support/gatehouse.mjs';
import { form_body, json_body, send } from '../support/request.mjs';
import { add_client, assert_refused, claims_of, client_token, email, log_in, serve_for, token } from './server.mjs';

const of_password = { grant_type: 'password', username: email, password: 'correct-horse' };
const of_client = { grant_type: 'client_credentials' };
const assert_not_cached = ({ headers }) => assert.deepEqual([headers['cache-control'], headers.pragma], ['no-store', 'no-cache']);

test('a password begins a session, and a refresh token goes on with it', async (t) => {
  const server = await serve_for(t);
  const first = await token(server, of_password);
  assert.equal(first.status, 200, first.text);
  assert_not_cached(first);
  assert.deepEqual(Object.keys(first.json), ['access_token', 'token_type', 'expires_in', 'refresh_token']);
  assert.deepEqual([first.json.token_type, first.json.expires_in], ['bearer', 1800]);
  assert.equal((await get_me(server, first.json.access_token)).status, 200);

  const renewal = { grant_type: 'refresh_token', refresh_token: first.json.refresh_token };
  const next = await token(server, renewal);
  assert.equal(next.status, 200, next.text);
  assert_not_cached(next);
  assert.notEqual(next.json.refresh_token, first.json.refresh_token);
  assert.equal(claims_of(next.json.access_token).sid, claims_of(first.json.access_token).sid);
  // The same rules as for /refresh: a replay within the grace period, and the end of the session two generations later.
  assert.equal((await token(server, renewal)).json.refresh_token, next.json.refresh_token);
  const last = await token(server, { ...renewal, refresh_token: next.json.refresh_token });
  assert.equal(last.status, 200);
  assert_refused(await token(server, renewal), 400, 'invalid_grant');
  assert.equal((await get_me(server, last.json.access_token)).status, 401);
});

test('what is wrong with a user grant is told in OAuth\'s words', async (t) => {
  const server = await serve_for(t);
  const { access_token } = await log_in(server);
  const cases = [
    [{}, 'invalid_request'],
    [{ ...of_password, grant_type: '' }, 'invalid_request'],
    [{ ...of_password, grant_type: 'authorization_code' }, 'unsupported_grant_type'],
    [{ ...of_password, username: '' }, 'invalid_request'],
    [{ grant_type: 'password', username: email }, 'invalid_request'],
    [{ ...of_password, password: 'wrong-horse' }, 'invalid_grant'],
    [{ ...of_password, username: 'nobody@example.com' }, 'invalid_grant'],
    [{ ...of_password, username: 'no address' }, 'invalid_grant'],
    [{ ...of_password, scope: 'reports:read' }, 'invalid_scope'],
    [{ grant_type: 'refresh_token' }, 'invalid_request'],
    [{ grant_type: 'refresh_token', refresh_token: 'nonsense' }, 'invalid_grant'],
    [{ grant_type: 'refresh_token', refresh_token: access_token }, 'invalid_grant'],
    [{ grant_type: 'refresh_token', refresh_token: 'nonsense', scope: 'x' }, 'invalid_grant'],
  ];
  for (const [fields, error] of cases) assert_refused(await token(server, fields), 400, error);
  const json = await send(server, { method: 'POST', path: '/token', ...json_body(of_password) });
  assert_refused({ ...json, json: JSON.parse(json.text) }, 400, 'invalid_request');
  assert.equal((await token(server, { ...of_password, scope: '', nonsense: '1' })).status, 200, 'empty is absent; unknown is ignored');
});

test('a scope that is refused spends no refresh token', async (t) => {
  const server = await serve_for(t);
  const { refresh_token } = await log_in(server);
  const renewal = { grant_type: 'refresh_token', refresh_token };
  assert_refused(await token(server, { ...renewal, scope: 'x' }), 400, 'invalid_scope');
  const [one, two] = [await token(server, renewal), await token(server, renewal)];
  assert.deepEqual([one.status, two.status], [200, 200]);
});

test('a disabled user gets what a wrong password gets', async (t) => {
  const server = await serve_for(t);
  const wrong = await token(server, { ...of_password, password: 'wrong-horse' });
  assert.equal((await gatehouse(['user', 'disable', email, '--data', server.data])).code, 0);
  const disabled = await token(server, of_password);
  assert.deepEqual([disabled.status, disabled.text], [wrong.status, wrong.text]);
});

test('a parameter that comes twice is refused, whichever', async (t) => {
  const server = await serve_for(t);
  const all = { ...of_password, scope: 'a', client_id: 'a', client_secret: 'a', refresh_token: 'a' };
  for (const name of Object.keys(all)) {
    assert_refused(await token(server, [...Object.entries(all), [name, all[name]]]), 400, 'invalid_request');
  }
  const file = ['--b', 'Content-Disposition: form-data; name="grant_type"; filename="x"', '', 'password', '--b--', ''].join('\r\n');
  const upload = await send(server, { method: 'POST', path: '/token', headers: { 'Content-Type': 'multipart/form-data; boundary=b' }, body: file });
  assert_refused({ ...upload, json: JSON.parse(upload.text) }, 400, 'invalid_request');
  assert.equal((await token(server, [...Object.entries(of_password), ['x', '1'], ['x', '2']])).status, 200, 'an unknown one is ignored');
});

test('a client gets a token of its own, which nothing for users takes', async (t) => {
  for (const accepts of ['false', 'true']) {
    const server = await serve_for(t, { env: { GATEHOUSE_TOKENS_ACCEPT_WITHOUT_SESSION: accepts } });
    const answer = await token(server, of_client, server.client);
    assert.equal(answer.status, 200, answer.text);
    assert_not_cached(answer);
    assert.deepEqual(Object.keys(answer.json), ['access_token', 'token_type', 'expires_in', 'scope']);
    assert.equal(answer.json.scope, 'reports:read reports:write');
    const { sub, client_id, scope, sid, exp, iat, jti } = claims_of(answer.json.access_token);
    assert.deepEqual([sub, client_id, scope, sid], ['reports', 'reports', 'reports:read reports:write', undefined]);
    assert.equal(exp - iat, answer.json.expires_in);
    assert.match(jti, /^[0-9a-f-]{36}$/);
    const headers = { Authorization: `Bearer ${answer.json.access_token}` };
    for (const [method, path] of [['GET', '/me'], ['GET', '/sessions'], ['POST', '/logout'], ['POST', '/logout/all'], ['DELETE', '/me']]) {
      const { status } = await send(server, { method, path, headers, ...(path === '/me' && method === 'DELETE' ? { body: '{"password":"x"}' } : {}) });
      assert.equal(status, 403, `${method} ${path}`);
    }
    assert_refused(await token(server, { grant_type: 'refresh_token', refresh_token: answer.json.access_token }), 400, 'invalid_grant');
  }
});

test('a scope may only narrow', async (t) => {
  const server = await serve_for(t);
  const narrow = await token(server, { ...of_client, scope: 'reports:read reports:read' }, server.client);
  assert.equal(narrow.json.scope, 'reports:read');
  assert.equal(claims_of(narrow.json.access_token).scope, 'reports:read');
  for (const scope of ['admin', 'reports:read admin', 'reports', 'Reports:read', 'reports:read\treports:write', '"', 'ä']) {
    assert_refused(await token(server, { ...of_client, scope }, server.client), 400, 'invalid_scope');
  }
  const plain = await add_client(server, 'plain');
  const none = await token(server, of_client, plain);
  assert.deepEqual(Object.keys(none.json), ['access_token', 'token_type', 'expires_in']);
  assert.equal('scope' in claims_of(none.json.access_token), false);
  assert_refused(await token(server, { ...of_client, scope: 'reports:read' }, plain), 400, 'invalid_scope');
});

test('a client authenticates by one way at a time, and only rightly', async (t) => {
  const server = await serve_for(t);
  const { id, secret } = server.client;
  const other = await add_client(server, 'other');
  const in_form = (fields) => token(server, { ...of_client, ...fields });
  const by_field = (Authorization, fields = {}) => token(server, { ...of_client, ...fields }, null, { Authorization });
  const encoded = (text) => `Basic ${Buffer.from(text).toString('base64')}`;

  assert.equal((await in_form({ client_id: id, client_secret: secret })).status, 200);
  assert.equal((await by_field(encoded(`${id}:${secret}`))).status, 200);
  assert.equal((await by_field(encoded(`${id}:${secret}`).replace('Basic', 'bAsIc'))).status, 200);
  const escaped = [...secret].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('');
  assert.equal((await by_field(encoded(`%72eports:${escaped}`))).status, 200, 'form-encoded, RFC 6749 2.3.1');
  assert.equal((await by_field(encoded(`${id}:${secret}`), { client_id: id })).status, 200, 'the id alone is no second way');

  const wrong = [
    [{}, null],
    [{ client_id: id }, null],
    [{ client_id: id, client_secret: 'nonsense' }, null],
    [{ client_id: id, client_secret: other.secret }, null],
    [{ client_id: id, client_secret: `${secret}x` }, null],
    [{ client_id: 'Reports', client_secret: secret }, null],
    [{ client_id: "reports' OR 1=1 --", client_secret: secret }, null],
    [{}, encoded(`${id}:nonsense`)],
    [{}, encoded(`nobody:${secret}`)],
    [{}, encoded(`${id}:`)],
    [{}, encoded(id)],
    [{}, 'Basic'],
    [{}, 'Basic !!!'],
    [{}, `Bearer ${secret}`],
  ];
  for (const [fields, field] of wrong) {
    const answer = field === null ? await in_form(fields) : await by_field(field, fields);
    assert_refused(answer, 401, 'invalid_client');
  }
  assert_refused(await in_form({ client_secret: secret }), 400, 'invalid_request');
  assert_refused(await by_field(encoded(`${id}:${secret}`), { client_id: id, client_secret: secret }), 400, 'invalid_request');
  assert_refused(await by_field(encoded(`${id}:${secret}`), { client_id: 'other' }), 400, 'invalid_request');
  const twice = [['Authorization', encoded(`${id}:${secret}`)], ['Authorization', encoded(`${id}:${secret}`)], ['Content-Type', 'application/x-www-form-urlencoded']];
  const repeated = await send(server, { method: 'POST', path: '/token', headers: twice, body: form_body(of_client).body });
  assert_refused({ ...repeated, json: JSON.parse(repeated.text) }, 400, 'invalid_request');
});

test('wrong credentials of a client are refused where none were needed', async (t) => {
  const server = await serve_for(t);
  const { id, secret } = server.client;
  assert.equal((await token(server, of_password, server.client)).status, 200);
  assert.equal((await token(server, { ...of_password, client_id: 'some-app' })).status, 200, 'a public client may name itself');
  assert_refused(await token(server, of_password, { id, secret: 'nonsense' }), 401, 'invalid_client');
  assert_refused(await token(server, { ...of_password, client_id: id, client_secret: 'nonsense' }), 401, 'invalid_client');
  const { refresh_token } = await log_in(server);
  const renewal = { grant_type: 'refresh_token', refresh_token };
  assert_refused(await token(server, renewal, { id, secret: `${secret}x` }), 401, 'invalid_client');
  assert.equal((await token(server, renewal, server.client)).status, 200);
});

test('unknown and wrong clients are refused by the same answer', async (t) => {
  const server = await serve_for(t);
  const without_id = ({ 'x-request-id': _id, date: _date, ...headers }) => headers;
  const wrong = await token(server, of_client, { id: 'reports', secret: 'nonsense' });
  const unknown = await token(server, of_client, { id: 'nobody', secret: 'nonsense' });
  assert.deepEqual([unknown.status, unknown.text, without_id(unknown.headers)], [wrong.status, wrong.text, without_id(wrong.headers)]);
});

test('tokens of many clients at once are each its own', async (t) => {
  const server = await serve_for(t);
  const tokens = await Promise.all(Array.from({ length: 50 }, () => client_token(server)));
  assert.equal(new Set(tokens.map((text) => claims_of(text).jti)).size, 50);
});
