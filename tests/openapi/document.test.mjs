// SPDX-License-Identifier: Apache-2.0
// The example's OpenAPI document equals the original application's except for what allowed.mjs lists, and three tools
// find no errors in it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { inData } from '../support/build.mjs';
import { send } from '../support/request.mjs';
import { start_target, target } from '../support/target.mjs';
import { allowed } from './allowed.mjs';
import { find_differences } from './differences.mjs';
import { lint_with_redocly, lint_with_spectral, validate_with_swagger_parser } from './tools.mjs';

let document;
before(async () => {
  const server = await start_target();
  try {
    document = JSON.parse((await send(server, { path: '/openapi.json' })).text);
  } finally {
    await server.stop();
  }
});

if (target === 'tutorial') {
  const guide = JSON.parse(readFileSync(inData('contract', 'openapi.json'), 'utf8'));
  const meets = (value, is) => (typeof is === 'function' ? is(value) : isDeepStrictEqual(value, is));

  test('nothing differs that is not listed', () => {
    const listed = new Set(allowed.map(({ at }) => at));
    assert.deepEqual(find_differences(document, guide).filter(({ at }) => !listed.has(at)), []);
  });

  for (const { at, is, why } of allowed) {
    test(`${at}: ${why}`, () => {
      const difference = find_differences(document, guide).find((found) => found.at === at);
      assert.ok(difference, 'there is no such difference');
      assert.ok(meets(difference.ours, is), JSON.stringify(difference.ours));
    });
  }
}

test('redocly, recommended rules', async () => assert.deepEqual(await lint_with_redocly(document), []));
test('spectral, spectral:oas', async () => assert.deepEqual(await lint_with_spectral(document), []));
test('swagger-parser', () => validate_with_swagger_parser(document));
