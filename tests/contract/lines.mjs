// SPDX-License-Identifier: Apache-2.0
// The contract's lines and the values of their placeholders (tests/data/contract/README.md).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inData } from '../support/build.mjs';
import { secrets } from '../support/target.mjs';
import { make_token } from '../support/token.mjs';

export const lines = readFileSync(inData('contract', 'contract.jsonl'), 'utf8')
  .split('\n').filter((text) => text !== '').map((text) => JSON.parse(text));

/// Returns the line's request with its placeholders filled. `logins` maps the name of a login's line to its answer.
export function make_request({ name, request, token }, logins) {
  const values = {
    '{access_token}': () => logins.get('login ok').access_token,
    '{access_token without its last character}': () => logins.get('login ok').access_token.slice(0, -1),
    '{refresh_token}': () => logins.get('login ok').refresh_token,
    '{access_token of the deleted user}': () => logins.get('login of a user to delete').access_token,
    '{token}': () => line_token(name, token),
  };
  const fill = (text) => text.replace(/\{[a-z_ ]*token[a-z ]*\}/g, (key) => (values[key] ?? assert.fail(`what is ${key}?`))());
  const headers = Object.entries(request.headers).map(([field, value]) => [field, fill(value)]);
  const body = request.body_base64 === undefined ? request.body : Buffer.from(request.body_base64, 'base64');
  return { method: request.method, path: fill(request.path), headers, body };
}

/// A line's token has times such as `now+1800`. Three tokens are described by their lines' names only.
function line_token(name, { header, claims, key }) {
  const now = Math.floor(Date.now() / 1000);
  const time = (value) => {
    const [, sign, seconds, text] = /^"?now(?:([+-])([\d.]+))?("? as a string)?$/.exec(value) ?? [];
    if (sign === undefined && value !== 'now') return value;
    const at = now + (sign === '-' ? -1 : 1) * Number(seconds ?? 0);
    return text ? String(at) : at;
  };
  const filled = Array.isArray(claims) ? claims
    : Object.fromEntries(Object.entries(claims).map(([member, value]) => [member, typeof value === 'string' ? time(value) : value]));
  const keys = { ...secrets, other: 'quite-another-secret-0123456789abcdef', none: null };
  assert.ok(key in keys, `what is the key ${key}?`);
  return make_token({
    header,
    claims: name === '/me own token, claims with spaces' ? JSON.stringify(filled, null, 1).replace(/\n/g, ' ') : filled,
    key: name === '/me alg none with signature of HS256' ? secrets.JWT_SECRET_KEY : keys[key],
  });
}
