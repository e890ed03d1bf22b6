// SPDX-License-Identifier: Apache-2.0
// Two client libraries from npm, unmodified, against the running server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { get_me } from '../support/account.mjs';
import { email, serve_for } from './server.mjs';

const insecure = { [oauth.allowInsecureRequests]: true };
const login = { username: email, password: 'correct-horse' };

async function discover(server) {
  const issuer = new URL(server.origin);
  const response = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure });
  return oauth.processDiscoveryResponse(issuer, response);
}

for (const [name, authenticate] of [['Basic', oauth.ClientSecretBasic], ['the form', oauth.ClientSecretPost]]) {
  test(`oauth4webapi, authenticated by ${name}`, async (t) => {
    const server = await serve_for(t, { issuer: true });
    const as = await discover(server);
    const client = { client_id: server.client.id };
    const auth = authenticate(server.client.secret);

    const by_password = await oauth.genericTokenEndpointRequest(as, client, auth, 'password', login, insecure);
    const first = await oauth.processGenericTokenEndpointResponse(as, client, by_password);
    assert.deepEqual([first.token_type, first.expires_in], ['bearer', 1800]);
    assert.equal((await get_me(server, first.access_token)).status, 200);

    const by_refresh = await oauth.refreshTokenGrantRequest(as, client, auth, first.refresh_token, insecure);
    const second = await oauth.processRefreshTokenResponse(as, client, by_refresh);
    assert.notEqual(second.refresh_token, first.refresh_token);

    const by_client = await oauth.clientCredentialsGrantRequest(as, client, auth, { scope: 'reports:read' }, insecure);
    const own = await oauth.processClientCredentialsResponse(as, client, by_client);
    assert.equal(own.scope, 'reports:read');

    const ask = async (token) =>
      oauth.processIntrospectionResponse(as, client, await oauth.introspectionRequest(as, client, auth, token, insecure));
    const told = await ask(second.access_token);
    assert.deepEqual([told.active, told.username, told.iss], [true, email, server.origin]);
    assert.deepEqual([(await ask(own.access_token)).active, (await ask(second.refresh_token)).active], [true, true]);

    const revoked = await oauth.revocationRequest(as, client, auth, second.refresh_token, insecure);
    assert.equal(await oauth.processRevocationResponse(revoked), undefined);
    assert.deepEqual(await ask(second.access_token), { active: false });
    assert.equal((await get_me(server, second.access_token)).status, 401);
  });
}

test('oauth4webapi understands how it is refused', async (t) => {
  const server = await serve_for(t, { issuer: true });
  const as = await discover(server);
  const client = { client_id: server.client.id };
  const refused = await oauth.genericTokenEndpointRequest(as, client, oauth.None(), 'password', { ...login, password: 'wrong-horse' }, insecure);
  await assert.rejects(oauth.processGenericTokenEndpointResponse(as, client, refused),
    (error) => error instanceof oauth.ResponseBodyError && error.status === 400 && error.error === 'invalid_grant');
  const stranger = await oauth.clientCredentialsGrantRequest(as, client, oauth.ClientSecretBasic('nonsense'), {}, insecure);
  await assert.rejects(oauth.processClientCredentialsResponse(as, client, stranger), (error) =>
    error instanceof oauth.WWWAuthenticateChallengeError && error.status === 401 && error.cause[0].scheme === 'basic');
});

for (const [name, authenticate] of [['Basic', openid.ClientSecretBasic], ['the form', openid.ClientSecretPost]]) {
  test(`openid-client, authenticated by ${name}`, async (t) => {
    const server = await serve_for(t, { issuer: true });
    const { id, secret } = server.client;
    const config = await openid.discovery(new URL(server.origin), id, secret, authenticate(secret),
      { algorithm: 'oauth2', execute: [openid.allowInsecureRequests] });
    assert.equal(config.serverMetadata().issuer, server.origin);

    const first = await openid.genericGrantRequest(config, 'password', login);
    assert.equal((await get_me(server, first.access_token)).status, 200);
    assert.ok(first.expiresIn() > 1700, 'it counts down');
    const second = await openid.refreshTokenGrant(config, first.refresh_token);
    const own = await openid.clientCredentialsGrant(config, { scope: 'reports:write' });
    assert.equal(own.scope, 'reports:write');

    const told = await openid.tokenIntrospection(config, second.access_token);
    assert.deepEqual([told.active, told.username], [true, email]);
    await openid.tokenRevocation(config, second.access_token);
    assert.deepEqual(await openid.tokenIntrospection(config, second.refresh_token), { active: false });
    await openid.tokenRevocation(config, own.access_token);
    assert.deepEqual(await openid.tokenIntrospection(config, own.access_token), { active: false });
  });
}

test('openid-client without a secret, for users alone', async (t) => {
  const server = await serve_for(t, { issuer: true });
  const config = await openid.discovery(new URL(server.origin), 'some-app', undefined, openid.None(),
    { algorithm: 'oauth2', execute: [openid.allowInsecureRequests] });
  const first = await openid.genericGrantRequest(config, 'password', login);
  const second = await openid.refreshTokenGrant(config, first.refresh_token);
  assert.equal((await get_me(server, second.access_token)).status, 200);
  await assert.rejects(openid.tokenIntrospection(config, second.access_token));
});
