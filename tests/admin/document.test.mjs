// SPDX-License-Identifier: Apache-2.0
// The document of the administration interface: its operations, three tools, and types made of it.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { lint_with_redocly, lint_with_spectral, validate_with_swagger_parser } from '../openapi/tools.mjs';
import { open_house } from '../support/gatehouse.mjs';
import { send } from '../support/request.mjs';
import { ask } from './socket.mjs';

/// Every operation, and the status of a request by the operator without a body. An operation that is not here fails the
/// test: who may use it has to be decided first.
const operations = {
  'GET /users': 200, 'POST /users': 422, 'POST /users/import': 422, 'GET /users/export': 200,
  'GET /users/{id}': 404, 'PATCH /users/{id}': 422, 'DELETE /users/{id}': 428, 'POST /users/{id}/password': 422,
  'GET /users/{id}/sessions': 404, 'DELETE /users/{id}/sessions': 404, 'DELETE /users/{id}/sessions/{session_id}': 404,
  'GET /clients': 200, 'POST /clients': 422, 'GET /clients/{id}': 404, 'PATCH /clients/{id}': 422, 'DELETE /clients/{id}': 404, 'POST /clients/{id}/secret': 404,
  'GET /keys': 200, 'POST /keys': 422, 'DELETE /keys/{id}': 409, 'POST /tokens/inspect': 422,
  'GET /audit': 200, 'GET /audit/export': 200, 'GET /audit/head': [200, 404], 'POST /audit/verify': 422,
  'POST /backups': 200,
};
const id = '00000000-0000-4000-8000-000000000000';
const target_of = (route) => route.replaceAll(/\{\w+\}/g, id);

let house;
let document;
before(async () => {
  house = await open_house(true);
  document = (await ask(house, 'GET', '/openapi.json')).json;
});
after(() => house?.close());

const listed = () => Object.entries(document.paths).flatMap(([route, item]) =>
  Object.keys(item).filter((name) => name !== 'parameters').map((method) => `${method.toUpperCase()} ${route.replace(/^\/admin\/api/, '')}`));

test('each operation is known here, and has an id, a summary and refusals with codes', () => {
  assert.deepEqual(listed().sort(), Object.keys(operations).sort());
  const ids = new Set();
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item)) {
      assert.match(operation.operationId, /^[a-z]+(_[a-z]+)+$/);
      ids.add(operation.operationId);
      assert.ok(operation.summary && operation.tags.length === 1);
      for (const status of ['401', '403', '503']) {
        assert.equal(operation.responses[status].content['application/json'].schema.$ref, '#/components/schemas/CodedError', operation.operationId);
      }
    }
  }
  assert.equal(ids.size, Object.keys(operations).length);
});

test('the operator may use each of them', async () => {
  for (const [operation, expected] of Object.entries(operations)) {
    const [method, route] = operation.split(' ');
    const answer = await ask(house, method, target_of(route));
    assert.ok([expected].flat().includes(answer.status), `${operation}: ${answer.status} ${answer.text.slice(0, 200)}`);
  }
});

test('none of them is on the public address', async () => {
  for (const operation of [...Object.keys(operations), 'GET /openapi.json']) {
    const [method, route] = operation.split(' ');
    const answer = await send(house.server, { method, path: `/admin/api${target_of(route)}` });
    assert.equal(answer.status, 404, operation);
  }
  assert.equal((await ask(house, 'GET', '/../../me')).status, 404);
});

test('redocly, recommended rules', async () => assert.deepEqual(await lint_with_redocly(document), []));
test('spectral, spectral:oas', async () => assert.deepEqual(await lint_with_spectral(document), []));
test('swagger-parser', () => validate_with_swagger_parser(document));

test('openapi-typescript makes types of it that compile', async () => {
  const { default: openapi_types, astToString } = await import('openapi-typescript');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'admin-types-'));
  try {
    await writeFile(path.join(folder, 'admin.d.ts'), astToString(await openapi_types(document)));
    await writeFile(path.join(folder, 'use.ts'), `import type { components, paths } from './admin';
      type User = components['schemas']['UserOut'];
      export const page: paths['/admin/api/users']['get']['responses'][200]['content']['application/json'] = {
        items: [{ id: '${id}', email: 'a@b.example', disabled: false, roles: [], created_at: '', updated_at: '', last_login_at: null, revision: 1 } satisfies User],
        next: null, count: { value: 1, is_exact: true } };`);
    const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
    await promisify(execFile)(process.execPath, [compiler, '--noEmit', '--strict', '--target', 'es2022', '--moduleResolution', 'bundler', '--module', 'esnext', path.join(folder, 'use.ts')])
      .catch((error) => assert.fail(error.stdout));
  } finally {
    await rm(folder, { recursive: true });
  }
});
