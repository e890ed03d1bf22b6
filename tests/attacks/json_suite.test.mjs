// SPDX-License-Identifier: Apache-2.0
// Every file of JSONTestSuite as the body of a sign-up. Invalid JSON is reported as such, and valid JSON is not.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { inData } from '../support/build.mjs';
import { json_body } from '../support/request.mjs';
import { target } from '../support/target.mjs';
import { problems, under_attack } from './under_attack.mjs';

const attacked = under_attack();
const folder = inData('jsontestsuite', 'test_parsing');
const most = target === 'server' ? 16 * 1024 : 1024 * 1024;  // the longest accepted body in bytes
const files = readdirSync(folder);
const small = files.filter((file) => statSync(`${folder}/${file}`).size <= most);

const otherwise = {
  'n_structure_no_data.json': { why: 'no body at all: that one is required', type: 'value_error.missing' },
  'y_object_duplicated_key.json': { why: 'ambiguous input is refused', type: 'value_error.jsondecode' },
  'y_object_duplicated_key_and_value.json': { why: 'ambiguous input is refused', type: 'value_error.jsondecode' },
};

async function problem_types(file) {
  const answer = await attacked.send({ method: 'POST', path: '/signup', ...json_body(readFileSync(`${folder}/${file}`)) });
  return problems(answer, file).map(({ type }) => type);
}

test('all files are there', () => assert.equal(files.length, 318));

test('what is JSON is taken for JSON', async () => {
  for (const file of small.filter((name) => name.startsWith('y_') && !(name in otherwise))) {
    assert.ok(!(await problem_types(file)).includes('value_error.jsondecode'), file);
  }
});

test('what is not JSON is refused as such', async () => {
  for (const file of small.filter((name) => name.startsWith('n_') && !(name in otherwise))) {
    assert.deepEqual(await problem_types(file), ['value_error.jsondecode'], file);
  }
});

test('what may be either is answered', async () => {
  for (const file of small.filter((name) => name.startsWith('i_'))) await problem_types(file);
});

for (const [file, { why, type }] of Object.entries(otherwise)) {
  test(`${file}: ${why}`, async () => assert.deepEqual(await problem_types(file), [type]));
}
