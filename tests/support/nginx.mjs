// SPDX-License-Identifier: Apache-2.0
// nginx in front of a server under test, on a port of its own.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRepository } from './build.mjs';
import { free_port } from './process.mjs';

const program = [inRepository('.tools/nginx/usr/sbin/nginx'), '/usr/sbin/nginx'].find((file) => existsSync(file));
const ready_seconds = 10;

function is_open(port) {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1' }, () => { socket.destroy(); resolve(true); });
    socket.on('error', () => resolve(false));
  });
}

/// Starts nginx with these lines in its `server` block, in a new folder in `folder`. The result has `port` and `origin`;
/// `stop()` must be called.
export async function start_nginx(folder, locations) {
  assert.ok(program, 'nginx is not here: scripts/setup test');
  const port = await free_port();
  const prefix = path.join(folder, 'nginx');
  await mkdir(prefix);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${prefix}/${name};`).join('\n');
  await writeFile(path.join(prefix, 'nginx.conf'), `daemon off;
master_process off;
pid ${prefix}/pid;
error_log stderr;
events {}
http {
access_log off;
${temporary}
server {
listen 127.0.0.1:${port};
${locations}
}
}
`);
  const child = spawn(program, ['-p', prefix, '-e', 'stderr', '-c', path.join(prefix, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text) => { told += text; });
  const gone = once(child, 'close');
  const stop = async () => { child.kill('SIGTERM'); await gone; };
  const deadline = Date.now() + ready_seconds * 1000;
  while (!(await is_open(port))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      assert.fail(`nginx did not start:\n${told}`);
    }
    await sleep(20);
  }
  return { port, origin: `http://127.0.0.1:${port}`, stop };
}
