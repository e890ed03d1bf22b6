// SPDX-License-Identifier: Apache-2.0
// Tokens made by hand, so that they may be wrong in any way.
import { createHmac } from 'node:crypto';

const hashes = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' };

const part = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/// A compact JWS over `header` and `claims`; text stands for itself. `key` null: an empty signature. `hash`: of the HMAC, if the header's
/// `alg` does not name it.
export function make_token({ header, claims, key, hash = hashes[header.alg] ?? 'sha256' }) {
  const signed = `${part(header)}.${part(claims)}`;
  const signature = key === null ? '' : createHmac(hash, key).update(signed).digest('base64url');
  return `${signed}.${signature}`;
}
