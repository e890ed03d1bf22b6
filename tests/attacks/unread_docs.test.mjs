// SPDX-License-Identifier: Apache-2.0
// Clients that request the large files of the documentation uncompressed and never read them (CWE-400).
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import net from 'node:net';
import { test } from 'node:test';
import { send } from '../support/request.mjs';
import { under_attack } from './under_attack.mjs';

const attacked = under_attack();
const requests = 1000;
const most_mb = 100;  // for all of them together; a copy of the file for each would be more than 1,000

async function resident_mb() {
  const status = await readFile(`/proc/${attacked.server.pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)[1]) / 1024;
}

function ask(path) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port: attacked.server.port, host: '127.0.0.1' });
    socket.on('error', reject);
    socket.pause();
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`, () => resolve(socket));
  });
}

for (const path of ['/docs/swagger-ui-bundle.js', '/redoc/redoc.standalone.js', '/openapi.json']) {
  test(`${requests} requests for ${path} that nobody reads`, async () => {
    const before = await resident_mb();
    const sockets = [];
    for (let i = 0; i < requests; i += 50) sockets.push(...(await Promise.all(Array.from({ length: 50 }, () => ask(path)))));
    const begun = Date.now();
    assert.equal((await send(attacked.server, { path: '/me' })).status, 401);
    const waited = Date.now() - begun;
    const more = (await resident_mb()) - before;
    for (const socket of sockets) socket.destroy();
    assert.ok(more < most_mb, `${Math.round(more)} MB more`);
    assert.ok(waited < 10_000, `/me waited for ${waited} ms`);  // one copy takes milliseconds
  });
}
