// SPDX-License-Identifier: Apache-2.0
// Access tokens of RFC 9068, verified by other libraries that expect this audience and type.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as jose from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { log_in, sign_up } from '../support/account.mjs';
import { make_folder, serve } from '../support/gatehouse.mjs';
import { has_module, peers_python } from '../support/python.mjs';
import { secrets } from '../support/target.mjs';

const email = 'ada@example.com';
const issuer = 'https://id.example.com';
const audience = 'https://api.example.com';
const key = secrets.JWT_SECRET_KEY;
const script = fileURLToPath(new URL('python_rfc9068.py', import.meta.url));

const modules = { 'python-jose': 'jose', PyJWT: 'jwt' };

/// Each returns the claims, or throws if the token is not for `audience`.
const checks = {
  jose: async (token, audience) =>
    (await jose.jwtVerify(token, Buffer.from(key), { algorithms: ['HS256'], issuer, audience, typ: 'at+jwt' })).payload,
  jsonwebtoken: async (token, audience) => {
    const { header, payload } = jsonwebtoken.verify(token, key, { algorithms: ['HS256'], issuer, audience, complete: true });
    assert.equal(header.typ, 'at+jwt');
    return payload;
  },
  ...Object.fromEntries(Object.entries(modules).map(([name, library]) => [name, async (token, audience) => {
    const { status, stdout, stderr } = spawnSync(peers_python, [script, library],
      { input: JSON.stringify({ token, key, issuer, audience }), encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    const { claims, refused } = JSON.parse(stdout);
    if (refused) throw new Error(refused);
    return claims;
  }])),
};

let house;
let server;
let token;
before(async () => {
  house = await make_folder();
  server = await serve(house.data, [], { ...secrets, GATEHOUSE_TOKENS_ISSUER: issuer, GATEHOUSE_TOKENS_AUDIENCE: audience });
  await sign_up(server, email);
  token = (await log_in(server, email)).access_token;
});
after(async () => {
  await server?.stop();
  await house?.remove();
});

for (const [name, check] of Object.entries(checks)) {
  const skip = name in modules && !has_module(modules[name]) && `this machine has no ${name}`;
  test(`${name} accepts it for its audience alone`, { skip }, async () => {
    const claims = await check(token, audience);
    assert.deepEqual([claims.iss, claims.aud, claims.client_id], [issuer, audience, 'gatehouse:login']);
    await assert.rejects(check(token, 'https://other.example.com'));
  });
}
