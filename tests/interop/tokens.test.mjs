// SPDX-License-Identifier: Apache-2.0
// Tokens exchanged with other libraries: they accept ours, and we accept those that they make.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { get_me, log_in, sign_up } from '../support/account.mjs';
import { secrets, start_target, target } from '../support/target.mjs';
import { Refused, libraries, missing } from './libraries.mjs';

const email = 'ada@example.com';

let server;
let account;
let tokens;
before(async () => {
  server = await start_target();
  account = await sign_up(server, email);
  tokens = await log_in(server, email);
});
after(() => server?.stop());

for (const [name, { decode, create }] of Object.entries(libraries)) {
  const options = { skip: missing.includes(name) ? `this machine has no ${name}` : false };
  test(`${name} accepts our access token`, options, async () => {
    const claims = await decode(tokens.access_token, secrets.JWT_SECRET_KEY);
    // The subject is the e-mail address in the example, as in the original application, and the account's id
    // in the server.
    assert.equal(claims.sub, target === 'server' ? account.id : email);
    const left = claims.exp - Date.now() / 1000;
    assert.ok(left > 25 * 60 && left <= 30 * 60, `${left} seconds left of 30 minutes`);
  });

  test(`${name} accepts our refresh token with the refresh secret only`, options, async () => {
    assert.equal((await decode(tokens.refresh_token, secrets.JWT_REFRESH_SECRET_KEY)).sub, target === 'server' ? account.id : email);
    await assert.rejects(decode(tokens.refresh_token, secrets.JWT_SECRET_KEY), Refused);
    await assert.rejects(decode(tokens.access_token, secrets.JWT_REFRESH_SECRET_KEY), Refused);
  });

  test(`a token that ${name} makes`, options, async () => {
    const answer = await get_me(server, await create(email, secrets.JWT_SECRET_KEY));
    if (target === 'server') {  // without `sid` it could not be revoked
      assert.equal(answer.status, 403, answer.text);
    } else {
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(JSON.parse(answer.text), account);
    }
  });

  test(`a token that ${name} makes with the refresh secret is refused`, options, async () => {
    assert.equal((await get_me(server, await create(email, secrets.JWT_REFRESH_SECRET_KEY))).status, 403);
  });
}
