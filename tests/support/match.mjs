// SPDX-License-Identifier: Apache-2.0
// Compares JSON values. The expected text may contain {uuid} and {jwt}.
import assert from 'node:assert/strict';

const patterns = {
  '{uuid}': (value) => /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(value),
  '{jwt}': (value) => {
    const parts = value.split('.');
    return parts.length === 3 && parts.every((part) => /^[\w-]+$/.test(part)) && decode(parts[1]).sub !== undefined;
  },
};
const decode = (part) => JSON.parse(Buffer.from(part, 'base64url'));

/// Throws unless `actual` equals `expected` with its patterns matched.
export function assert_matches(actual, expected) {
  assert.deepEqual(actual, fill(expected, actual));
}

/// Returns `expected` with each pattern that matches replaced by the text of `actual`.
function fill(expected, actual) {
  if (typeof expected === 'string') {
    return expected in patterns && typeof actual === 'string' && patterns[expected](actual) ? actual : expected;
  }
  if (expected === null || typeof expected !== 'object') return expected;
  if (Array.isArray(expected)) return expected.map((value, index) => fill(value, actual?.[index]));
  return Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, fill(value, actual?.[key])]));
}
