// SPDX-License-Identifier: Apache-2.0
// Compares an answer with the recorded one.
import assert from 'node:assert/strict';
import { assert_matches } from '../support/match.mjs';

const plain = (value) => value?.toLowerCase().replace(/\s*;\s*/g, '; ');
const scheme = (value) => value?.split(' ')[0];
const methods = (value) => (value === undefined ? undefined : value.split(',').map((name) => name.trim()).sort());

/// Returns the methods of an Allow field: those in `registered`, and HEAD in addition to GET.
const allowed = (registered) => [...new Set(registered.includes('GET') ? [...registered, 'HEAD'] : registered)].sort();

/// Throws unless `answer` is the recorded one. `registered(path)`: the methods that the application documents, if any.
export function assert_as_observed(answer, { request, answer: observed }, registered) {
  assert.equal(answer.status, observed.status, answer.text);
  const { 'content-type': type, 'www-authenticate': challenge, allow, location } = observed.headers;
  if (type !== undefined) assert.equal(plain(answer.headers['content-type']), type);
  assert.equal(scheme(answer.headers['www-authenticate']), scheme(challenge));
  const expected_methods = allow === undefined ? undefined : allowed(registered(request.path) ?? methods(allow));
  assert.deepEqual(methods(answer.headers.allow), expected_methods);
  assert.equal(answer.headers.location, location?.replace('{origin}', ''));
  assert_body(answer, observed, request);
}

function assert_body(answer, observed, request) {
  if (observed.body === '{a page}') return assert.match(answer.text, /<html[\s>]/i);
  if (observed.body === '{the OpenAPI document}') return assert.match(JSON.parse(answer.text).openapi, /^3\./);
  if (observed.body.includes('value_error.jsondecode')) return assert_not_json(answer, request);
  if (!observed.headers['content-type']?.startsWith('application/json') || observed.body === '') {
    return assert.equal(answer.text, observed.body);
  }
  return assert_matches(JSON.parse(answer.text), JSON.parse(observed.body));
}

/// Throws unless `answer` says that the body is not JSON, without repeating any part of it.
export function assert_not_json(answer, request) {
  assert.equal(answer.status, 422);
  const { detail, ...rest } = JSON.parse(answer.text);
  assert.deepEqual(rest, {});
  assert.equal(detail.length, 1);
  const [{ loc, type, msg }] = detail;
  assert.equal(type, 'value_error.jsondecode');
  assert.equal(loc[0], 'body');
  assert.ok(loc.length <= 2 && loc.slice(1).every(Number.isInteger), JSON.stringify(loc));
  assert.match(msg, /\S/);
  if (request.body) assert.ok(!answer.text.includes(request.body), 'the answer repeats the body');
  for (const secret of ['correct-horse', 'example.com']) assert.ok(!answer.text.includes(secret), 'the answer repeats the body');
}
