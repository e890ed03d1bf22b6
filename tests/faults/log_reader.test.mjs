// SPDX-License-Identifier: Apache-2.0
// Standard error is a pipe whose reader stalls: the server answers and stops as usual, and counts the lines
// that it dropped.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { inBuild } from '../support/build.mjs';
import { environment, make_folder } from '../support/gatehouse.mjs';

const requests = 100_000;
const at_once = 8;  // connections
const group = 250;  // requests that one connection sends together
const answer_seconds = 60;
const stop_seconds = 15;

/// A pipe that is read only by `read()`, which returns everything read so far. Node's own pipes are sockets.
function open_pipe(folder) {
  const name = path.join(folder, 'log');
  execFileSync('mkfifo', [name]);
  const reader = fs.openSync(name, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  const writer = fs.openSync(name, fs.constants.O_WRONLY);
  const part = Buffer.alloc(1 << 16);
  let text = '';
  const read = () => {
    try {
      for (let got = 1; got > 0;) {
        got = fs.readSync(reader, part);
        text += part.toString('latin1', 0, got);
      }
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
    return text;
  };
  return { writer, read, close: () => fs.closeSync(reader) };
}

/// Starts the server with its log in a pipe, and waits until it listens.
async function start(t) {
  const { folder, data, remove } = await make_folder();
  const pipe = open_pipe(folder);
  const child = spawn(inBuild('gatehouse'), ['serve', '--listen', '127.0.0.1:0', '--data', data],
    { env: environment({ GATEHOUSE_LOG_REQUESTS: 'true', GATEHOUSE_LOG_FORMAT: 'json' }), stdio: ['ignore', 'ignore', pipe.writer] });
  fs.closeSync(pipe.writer);
  const gone = once(child, 'exit');
  t.after(async () => {
    child.kill('SIGKILL');
    await gone;
    pipe.close();
    await remove();
  });
  const port = await until(() => /http:\/\/127\.0\.0\.1:(\d+)\/docs/.exec(pipe.read())?.[1]);
  return { child, gone, pipe, port: Number(port) };
}

/// Returns the result of `look` as soon as it has one.
async function until(look) {
  for (let tries = 0; tries < answer_seconds * 20; ++tries) {
    const found = look();
    if (found) return found;
    await sleep(50);
  }
  return assert.fail(`nothing within ${answer_seconds} s`);
}

/// Sends `count` requests on one connection and waits for their answers.
async function ask(port, count) {
  const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  let answers = 0;
  let rest = '';
  let is_answered = () => {};
  socket.on('data', (chunk) => {
    const text = rest + chunk.toString('latin1');
    answers += text.split('HTTP/1.1 ').length - 1;
    rest = text.slice(-8);
    if (answers >= count) is_answered();
  });
  const all = new Promise((resolve, reject) => {
    is_answered = resolve;
    socket.setTimeout(answer_seconds * 1000, () => reject(new Error(`${answers} of ${count} answered, then nothing for ${answer_seconds} s`)));
  });
  for (let sent = 0; sent < count; sent += group) {
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(Math.min(group, count - sent)));
  }
  await all;
  socket.destroy();
}

const ask_all = (port) => Promise.all(Array.from({ length: at_once }, () => ask(port, requests / at_once)));
const lines_of = (text) => text.split('\n').slice(0, -1).map((line) => JSON.parse(line));

test('the server answers and stops though nobody reads its log', async (t) => {
  const { child, gone, pipe, port } = await start(t);
  await ask_all(port);

  child.kill('SIGTERM');
  const late = sleep(stop_seconds * 1000, ['late'], { ref: false });
  const [code] = await Promise.race([gone, late]);
  assert.equal(code, 0, `not stopped within ${stop_seconds} s of SIGTERM`);
  lines_of(pipe.read());  // all lines are complete, including the last one
});

test('the count of dropped lines is in the log once it is read again', async (t) => {
  const { pipe, port } = await start(t);
  await ask_all(port);
  const notice = await until(() => pipe.read().split('\n').find((line) => line.includes('log lines were dropped')));
  await ask(port, 1);
  await until(() => pipe.read().trimEnd().split('\n').at(-1).includes('"request"'));

  const lines = lines_of(pipe.read());
  const { dropped, msg, level } = JSON.parse(notice);
  assert.equal(level, 'warning');
  assert.match(msg, new RegExp(`^${dropped} log lines were dropped`));
  const counted = lines.filter((line) => line.dropped !== undefined).reduce((sum, line) => sum + line.dropped, 0);
  const written = lines.filter((line) => line.msg === 'request').length;
  assert.equal(written + counted, requests + 1);
  t.diagnostic(`${written} lines written, ${counted} dropped`);
});

test('a crash loses no line of an answered request', async (t) => {
  const { child, gone, pipe, port } = await start(t);
  await ask(port, 200);
  child.kill('SIGSEGV');
  const [, signal] = await gone;
  assert.equal(signal, 'SIGSEGV');
  assert.equal(lines_of(pipe.read()).filter((line) => line.msg === 'request').length, 200);
});
