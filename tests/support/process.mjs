// SPDX-License-Identifier: Apache-2.0
// Starts a server program on a port chosen by the system, watches it, and stops it by its own process id.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';

const ready_line = /http:\/\/127\.0\.0\.1:(\d+)\/docs/;
const ready_seconds = 60;
const stop_seconds = 30;
const complaint = /(ERROR: \w+Sanitizer|WARNING: ThreadSanitizer|runtime error:|terminate called|Assertion .* failed)/;

/// Starts `program` and waits for the line that names its address. `stop()` of the result must be called. It throws if
/// the program had ended before, ends with a status other than 0, or if a sanitizer wrote something. With `inherit`
/// false, `env` is the program's whole environment.
export async function start_server(program, args, env = {}, { inherit = true, cwd } = {}) {
  const child = spawn(program, args, { env: inherit ? { ...process.env, ...env } : env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const gone = once(child, 'close').catch((error) => [error]);
  const server = { pid: child.pid, output: '', is_alive: () => child.exitCode === null && child.signalCode === null };
  const collect = (chunk) => { server.output += chunk; };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);

  const port = await wait_for_port(server, child, gone);
  server.port = port;
  server.origin = `http://127.0.0.1:${port}`;
  /// Ends it as a power loss would, without any cleanup.
  server.kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  server.stop = async () => {
    const ended_early = !server.is_alive();
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), stop_seconds * 1000);
    const [code, signal] = await gone;
    clearTimeout(timer);
    const told = `\n--- output of ${program} ---\n${server.output.slice(-8000)}`;
    assert.ok(!ended_early, `the program ended during the test (code ${code}, signal ${signal})${told}`);
    assert.ok(signal !== 'SIGKILL', `the program did not stop within ${stop_seconds} s of SIGTERM${told}`);
    assert.equal(code, 0, `the program ended with code ${code}, signal ${signal}${told}`);
    assert.doesNotMatch(server.output, complaint);
  };
  return server;
}

async function wait_for_port(server, child, gone) {
  let timer;
  const found = new Promise((resolve, reject) => {
    const look = () => {
      const match = ready_line.exec(server.output);
      if (match) resolve(Number(match[1]));
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    gone.then(([code]) => reject(new Error(`the program did not start (${code}):\n${server.output}`)));
    timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`no line with an address within ${ready_seconds} s:\n${server.output}`));
    }, ready_seconds * 1000);
  });
  try {
    return await found;
  } finally {
    clearTimeout(timer);
  }
}

/// Returns a port that is free now, for a server that has to know its port before it starts.
export async function free_port() {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}
