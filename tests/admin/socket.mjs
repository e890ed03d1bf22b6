// SPDX-License-Identifier: Apache-2.0
// Requests to the administration interface on the control socket of a server.
import http from 'node:http';
import path from 'node:path';

export const socket_of = ({ data }) => path.join(data, 'control.sock');

/// Sends a request to `/admin/api` + `target`. `body`: sent as JSON. Returns `status`, `headers`, `text`, and `json` if
/// the answer is JSON. Rejects if the connection ends before the answer is complete.
export function ask(house, method, target, body = undefined, headers = {}) {
  const text = body === undefined ? null : Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const type = text === null ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) };
  return new Promise((resolve, reject) => {
    const request = http.request({ socketPath: socket_of(house), method, path: `/admin/api${target}`, agent: false, headers: { ...type, ...headers } }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const told = { status: answer.statusCode, headers: answer.headers, bytes, text: bytes.toString('utf8') };
        if (answer.headers['content-type'] === 'application/json' && bytes.length > 0) told.json = JSON.parse(told.text);
        resolve(told);
      });
    });
    request.on('error', reject);
    request.end(text ?? undefined);
  });
}
