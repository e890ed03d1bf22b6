// SPDX-License-Identifier: Apache-2.0
// Makes tokens that may be invalid in any way.
import { createHmac } from 'node:crypto';

const hashes = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' };

const part = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/// Returns a compact JWS of `header` and `claims`; a text is used unchanged. `key` null: an empty signature. `hash` is
/// the HMAC's, if the header's `alg` does not name one.
export function make_token({ header, claims, key, hash = hashes[header.alg] ?? 'sha256' }) {
  const signed = `${part(header)}.${part(claims)}`;
  const signature = key === null ? '' : createHmac(hash, key).update(signed).digest('base64url');
  return `${signed}.${signature}`;
}
