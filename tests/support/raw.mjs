// SPDX-License-Identifier: Apache-2.0
// A client that sends exactly the bytes that it is given, on a connection of its own, and reads until the server closes.
import assert from 'node:assert/strict';
import net from 'node:net';

/// Sends `bytes` and returns the one answer: `status`, `headers` (lower-case names), `body` (bytes), `text`. The request
/// must ask for `Connection: close`, or be one after which the server closes. `method` HEAD: no body may come.
export async function exchange(port, bytes, { method = 'GET' } = {}) {
  return parse_answer(await transfer(port, bytes), method);
}

/// Sends `bytes` and returns everything received until the server closed. `half_close`: closes the sending
/// side after them.
export function transfer(port, bytes, { half_close = false, seconds = 20 } = {}) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true }, () => write_slices(socket, Buffer.from(bytes), half_close));
    socket.setTimeout(seconds * 1000, () => socket.destroy(new Error(`no end of the answer in ${seconds} s: ${Buffer.concat(chunks)}`)));
    socket.on('data', (chunk) => chunks.push(chunk));
    // A server that refuses a request early may close while we still write. What it sent before counts.
    socket.on('error', (error) => (chunks.length > 0 && error.syscall ? undefined : reject(error)));
    socket.on('close', () => resolve(Buffer.concat(chunks)));
  });
}

// Reading has its turn after each slice. A socket of Node is destroyed, and what it received is lost, when the server
// refuses a long body and closes before the first turn in which it would be read.
const slice_size = 128 * 1024;
function write_slices(socket, bytes, half_close) {
  const rest = bytes.subarray(slice_size);
  if (rest.length === 0) return half_close ? socket.end(bytes) : socket.write(bytes);
  socket.write(bytes.subarray(0, slice_size), (error) => { if (!error) setImmediate(write_slices, socket, rest, half_close); });
}

/// Parses one HTTP/1.1 answer strictly.
export function parse_answer(bytes, method = 'GET') {
  const end = bytes.indexOf('\r\n\r\n');
  assert.ok(end > 0, `not an HTTP answer: ${JSON.stringify(bytes.toString('latin1').slice(0, 400))}`);
  const [first, ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(first);
  assert.ok(status, `not a status line: ${first}`);
  const headers = {};
  for (const line of lines) {
    const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? assert.fail(`not a field: ${line}`);
    const key = name.toLowerCase();
    headers[key] = key in headers ? `${headers[key]}, ${value}` : value;
  }
  const answer = { status: Number(status[1]), headers, body: bytes.subarray(end + 4) };
  if (method === 'HEAD' || answer.status === 204 || answer.status === 304) {
    assert.equal(answer.body.length, 0, `a body after ${answer.status} to ${method}`);
  } else if (headers['content-length'] !== undefined) {
    assert.equal(answer.body.length, Number(headers['content-length']), 'body and Content-Length differ');
  }
  answer.text = answer.body.toString('utf8');
  return answer;
}
