// SPDX-License-Identifier: Apache-2.0
// Key pairs in the real program: other services verify its tokens with the published keys, by an unmodified library.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { get_me, log_in, sign_up } from '../support/account.mjs';
import { make_folder, serve } from '../support/gatehouse.mjs';
import { send } from '../support/request.mjs';

const email = 'ada@example.org';
const by = (algorithm) => ({ GATEHOUSE_TOKENS_ALGORITHM: algorithm });
const get_jwks = async (server, headers = {}) => send(server, { path: '/.well-known/jwks.json', headers });

for (const algorithm of ['EdDSA', 'ES256', 'RS256']) {
  test(`${algorithm}: jose verifies with the published keys`, async (t) => {
    const { data, remove } = await make_folder();
    t.after(remove);
    let server = await serve(data, [], by(algorithm));
    t.after(() => server.stop());
    const { id } = await sign_up(server, email);
    const { access_token, refresh_token } = await log_in(server, email);
    const { alg, kid } = decodeProtectedHeader(access_token);
    assert.equal(alg, algorithm);
    const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', server.origin));
    assert.equal((await jwtVerify(access_token, keys)).payload.sub, id);
    await assert.rejects(jwtVerify(refresh_token, keys), 'a refresh token is no access token anywhere');
    assert.equal((await get_me(server, access_token)).status, 200);

    const published = await get_jwks(server);
    assert.equal(published.status, 200);
    assert.match(published.headers['cache-control'], /max-age=300/);
    const { keys: list } = JSON.parse(published.text);
    assert.deepEqual(list.map((key) => key.kid), [kid]);
    const secret_members = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
    for (const key of list) assert.ok(!secret_members.some((name) => name in key), 'a private member is published');
    const again = await get_jwks(server, { 'If-None-Match': published.headers.etag });
    assert.deepEqual([again.status, again.text], [304, '']);

    await server.stop();
    server = await serve(data, [], by(algorithm));
    assert.equal((await get_me(server, access_token)).status, 200, 'the key is kept');
    assert.equal((await get_jwks(server)).text, published.text);
  });
}

test('who logged in before there were key pairs stays logged in', async (t) => {
  const { data, remove } = await make_folder();
  t.after(remove);
  let server = await serve(data);
  t.after(() => server.stop());
  await sign_up(server, email);
  const { access_token } = await log_in(server, email);
  assert.equal((await get_jwks(server)).text, '{"keys":[]}');
  await server.stop();
  server = await serve(data, [], by('EdDSA'));
  assert.equal((await get_me(server, access_token)).status, 200);
  assert.equal(decodeProtectedHeader((await log_in(server, email)).access_token).alg, 'EdDSA');
});
