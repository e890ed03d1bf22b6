// SPDX-License-Identifier: Apache-2.0
// The example service of docs/guides/roles.md with tokens of the server.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { log_in, sign_up } from '../support/account.mjs';
import { inBuild } from '../support/build.mjs';
import { gatehouse, make_folder, serve } from '../support/gatehouse.mjs';
import { start_server } from '../support/process.mjs';
import { send } from '../support/request.mjs';
import { lint_with_redocly, lint_with_spectral, validate_with_swagger_parser } from '../openapi/tools.mjs';

const email = 'ada@example.com';
const issuer = 'https://id.example.com';

test('a role opens what it is for', async (t) => {
  const { folder, data, remove } = await make_folder();
  t.after(remove);
  const server = await serve(data, [], { GATEHOUSE_TOKENS_ALGORITHM: 'EdDSA', GATEHOUSE_TOKENS_ISSUER: issuer });
  t.after(() => server.stop());
  const keys = path.join(folder, 'jwks.json');
  await writeFile(keys, (await send(server, { path: '/.well-known/jwks.json' })).text);
  const service = await start_server(inBuild('examples', 'roles'), [keys, issuer, '127.0.0.1:0']);
  t.after(() => service.stop());

  const grant = async (...roles) => assert.equal((await gatehouse(['user', 'grant', email, ...roles, '--data', data])).code, 0);
  const ask = (method, token) => send(service, { method, path: '/report', headers: token ? { Authorization: `Bearer ${token}` } : {} });
  const assert_insufficient = (answer, scope) => {
    assert.equal(answer.status, 403, answer.text);
    assert.equal(answer.headers['www-authenticate'], `Bearer error="insufficient_scope", scope="${scope}"`);
  };
  const account = await sign_up(server, email);
  const token = async () => (await log_in(server, email)).access_token;

  assert_insufficient(await ask('GET', await token()), 'reports:read');
  await grant('reports:readonly', 'admin');
  assert_insufficient(await ask('GET', await token()), 'reports:read');
  await grant('reports:read');
  const reading = await token();
  const report = await ask('GET', reading);
  assert.deepEqual([report.status, JSON.parse(report.text).reader], [200, account.id]);
  assert_insufficient(await ask('DELETE', reading), 'reports:read reports:write');
  await grant('reports:write');
  assert.equal((await ask('DELETE', await token())).status, 204);
  assert.equal((await ask('DELETE', reading)).status, 403, 'it was not given the role');
  assert.deepEqual([(await ask('GET')).status, (await ask('GET', `${reading}x`)).status], [401, 401]);

  const document = JSON.parse((await send(service, { path: '/openapi.json' })).text);
  assert.deepEqual(document.paths['/report'].delete.security, [{ token: ['reports:read', 'reports:write'] }]);
  assert.deepEqual(await lint_with_redocly(document), []);
  assert.deepEqual(await lint_with_spectral(document), []);
  await validate_with_swagger_parser(document);
});
