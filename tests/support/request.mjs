// SPDX-License-Identifier: Apache-2.0
// Requests as bytes. Only Host, Content-Length for a body, and Connection: close are added.
import { exchange } from './raw.mjs';

/// Returns the bytes of a request. `headers` is an object or a list of pairs; `body` is text (UTF-8), bytes or null.
export function request_bytes({ method = 'GET', path = '/', headers = {}, body = null }, host = '127.0.0.1') {
  const pairs = Array.isArray(headers) ? headers : Object.entries(headers);
  const content = body === null ? null : Buffer.from(body);
  const length = content === null ? [] : [['Content-Length', content.length]];
  const fields = [['Host', host], ['Connection', 'close'], ...pairs, ...length];
  const head = `${method} ${path} HTTP/1.1\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return Buffer.concat([Buffer.from(head), content ?? Buffer.alloc(0)]);
}

/// Sends one request to `server` and returns its answer, see `exchange`.
export function send(server, request) {
  return exchange(server.port, request_bytes(request, `127.0.0.1:${server.port}`), { method: request.method });
}

export const json_body = (value) => ({
  headers: { 'Content-Type': 'application/json' },
  body: typeof value === 'string' || Buffer.isBuffer(value) ? value : JSON.stringify(value),
});

export const form_body = (fields) => ({
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});
