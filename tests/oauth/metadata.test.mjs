// SPDX-License-Identifier: Apache-2.0
// GET /.well-known/oauth-authorization-server (RFC 8414), and the OpenAPI document's description of clients.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send } from '../support/request.mjs';
import { serve_for } from './server.mjs';

const path = '/.well-known/oauth-authorization-server';

test('it tells where everything is, once the server knows where it is itself', async (t) => {
  const server = await serve_for(t, { issuer: true });
  const answer = await send(server, { path });
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.headers['content-type'], 'application/json');
  assert.match(answer.headers['cache-control'], /^public, max-age=\d+$/);
  const by_secret = ['client_secret_basic', 'client_secret_post'];
  assert.deepEqual(JSON.parse(answer.text), {
    issuer: server.origin,
    token_endpoint: `${server.origin}/token`,
    introspection_endpoint: `${server.origin}/introspect`,
    revocation_endpoint: `${server.origin}/revoke`,
    response_types_supported: [],
    grant_types_supported: ['password', 'refresh_token', 'client_credentials'],
    token_endpoint_auth_methods_supported: [...by_secret, 'none'],
    introspection_endpoint_auth_methods_supported: by_secret,
    revocation_endpoint_auth_methods_supported: by_secret,
  });
});

test('it is not there before, whatever the Host field says', async (t) => {
  const server = await serve_for(t);
  for (const headers of [{}, { 'X-Forwarded-Host': 'id.example.com', 'X-Forwarded-Proto': 'https' }]) {
    const answer = await send(server, { path, headers });
    assert.deepEqual([answer.status, answer.text], [404, '{"detail":"Not Found"}']);
  }
});

test('an issuer with a path has its endpoints below it', async (t) => {
  const server = await serve_for(t, { env: { GATEHOUSE_TOKENS_ISSUER: 'https://id.example.com/auth/' } });
  const metadata = JSON.parse((await send(server, { path })).text);
  assert.deepEqual([metadata.issuer, metadata.token_endpoint], ['https://id.example.com/auth/', 'https://id.example.com/auth/token']);
});

test('the document has the client\'s scheme and OAuth\'s errors', async (t) => {
  const server = await serve_for(t);
  const { paths, components } = JSON.parse((await send(server, { path: '/openapi.json' })).text);
  assert.deepEqual(components.securitySchemes.Client, { type: 'http', scheme: 'basic' });
  for (const at of ['/token', '/introspect', '/revoke']) {
    const { security, responses, requestBody } = paths[at].post;
    assert.deepEqual(security, [{ Client: [] }], at);
    for (const status of ['400', '401', '503']) {
      assert.deepEqual(responses[status].content['application/json'].schema, { $ref: '#/components/schemas/GrantError' }, `${at} ${status}`);
    }
    const form = requestBody.content['application/x-www-form-urlencoded'].schema.$ref.split('/').at(-1);
    assert.ok('client_secret' in components.schemas[form].properties);
  }
  assert.deepEqual(components.schemas.Introspection.required, ['active']);
  assert.deepEqual(components.schemas.Introspection.properties.scope, { title: 'Scope', type: 'string' });
});
