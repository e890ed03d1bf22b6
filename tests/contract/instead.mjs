// SPDX-License-Identifier: Apache-2.0
// Where our applications answer differently on purpose: the expectation for each such line, as its `why` says.
import assert from 'node:assert/strict';
import { assert_matches } from '../support/match.mjs';
import { target } from '../support/target.mjs';
import { assert_not_json } from './expect.mjs';

const json = (expected) => (answer) => {
  assert.match(answer.headers['content-type'], /^application\/json/);
  assert_matches(JSON.parse(answer.text), expected);
};
const detail = (text) => json({ detail: text });
const problems = (...expected) => json({ detail: expected });
const account = (email) => json({ id: '{uuid}', email });

const missing = (field) => ({ loc: ['body', field], msg: 'field required', type: 'value_error.missing' });
const not_text = (field) => ({ loc: ['body', field], msg: 'str type expected', type: 'type_error.str' });
const not_object = { loc: ['body'], msg: 'value is not a valid dict', type: 'type_error.dict' };
const not_address = { loc: ['body', 'email'], msg: 'value is not a valid email address', type: 'value_error.email' };
const too_short = {
  loc: ['body', 'password'], msg: 'ensure this value has at least 8 characters',
  type: 'value_error.any_str.min_length', ctx: { limit_value: 8 },
};

/// Expects one problem with `field` (or the whole body) whose message matches `pattern`. Nothing that was
/// sent is repeated.
const one_problem = (field, pattern, secret) => (answer) => {
  const { detail: [problem, ...others] } = JSON.parse(answer.text);
  assert.deepEqual(others, []);
  assert.deepEqual(problem.loc.slice(0, field ? 2 : 1), field ? ['body', field] : ['body']);
  assert.match(problem.msg, pattern);
  assert.ok(!answer.text.includes(secret), 'the answer repeats what was sent');
};

const challenged = (text) => (answer) => {
  detail(text)(answer);
  assert.match(answer.headers['www-authenticate'], /^Bearer\b/);
};
const refused = challenged('Could not validate credentials');
const wrong_login = detail('Incorrect email or password');

const tokens = (answer) => {
  json({ access_token: '{jwt}', refresh_token: '{jwt}', token_type: 'bearer', expires_in: 1800 })(answer);
  assert.equal(answer.headers['cache-control'], 'no-store');
};

export const by_both = {
  'root HEAD': (answer) => assert.equal(answer.headers.location, '/docs'),
  'signup password of 24 characters, 96 bytes': one_problem('password', /72 bytes/, '😀'),
  // It has 7 characters. The server requires 8 and may report that first.
  'signup password with NUL': one_problem('password', target === 'server' ? /NUL|U\+0000|at least 8 characters/ : /NUL|U\+0000/, 'abc'),
  'signup wrong types: numbers': problems(not_text('email'), not_text('password')),
  'signup wrong types: floats': problems(not_text('email'), not_text('password')),
  'signup wrong types: huge and exponent numbers': problems(not_text('email'), not_text('password')),
  'signup wrong types: booleans': problems(not_text('email'), not_text('password')),
  'signup short number password': problems(not_text('password')),
  'signup duplicate keys in JSON': one_problem(null, /\S/, 'first@example.com'),
  'signup JSON with NaN': assert_not_json,
  'signup JSON not UTF-8': assert_not_json,
  'signup JSON with BOM': assert_not_json,
  'signup JSON in UTF-16': assert_not_json,
  'signup lone surrogate escape in email': one_problem(null, /\S/, 'example.com'),
  'signup JSON array': problems(not_object),
  'signup JSON array of pairs': problems(not_object),
  'login semicolon separators': problems(missing('password')),
  'login password of 5000': wrong_login,
  'login password with NUL': wrong_login,
  'login password of 96 bytes, exact': wrong_login,
  'login password of 96 bytes, first 72 bytes only': wrong_login,
  '/me signature with padding': refused,
  '/me header with unknown crit': refused,
  '/me expired': challenged('Token expired'),
  '/me no exp': refused,
  '/me exp null': refused,
  '/me exp as string number': refused,
  '/me exp huge': refused,
  '/me no sub': refused,
  '/me two spaces after Bearer': account('ada@example.com'),
  'HEAD /me': (answer) => assert.match(answer.headers['content-type'], /^application\/json/),
};

export const by_server = {
  'signup email differs in case only': detail('User with this email already exist'),
  'signup short password (4)': problems(too_short),
  'signup password of 5': problems(too_short),
  'signup long password (25)': account('s25@example.com'),
  'signup duplicate with short password': problems(too_short),
  'signup empty password': problems(too_short),
  'signup password of 4 characters, 16 bytes': problems(too_short),
  'signup missing email and short password': problems(missing('email'), too_short),
  'signup email is not an address': problems(not_address),
  'signup empty email': problems(not_address),
  'signup email with non-ASCII and escapes': problems(not_address),
  'login ok': tokens,
  'login multipart/form-data': tokens,
  'login grant_type=password': tokens,
  'login grant_type empty': tokens,
  'login all OAuth2 fields': tokens,
  'login extra fields': tokens,
  'login repeated username, good one last': tokens,
  'login content type with charset': tokens,
  'login email in other case': tokens,
  'login of a user to delete': tokens,
  '/me own token, minimal claims': refused,
  '/me own token, header without typ': refused,
  '/me own token, claims with spaces': refused,
  '/me exp as float': refused,
  '/me sub empty': refused,
  '/me iat in the future': refused,
  '/me with iss': refused,
  'DELETE /me': problems({ loc: ['body'], msg: 'field required', type: 'value_error.missing' }),
};
