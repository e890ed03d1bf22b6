// SPDX-License-Identifier: Apache-2.0
// The management address: /healthz, /readyz, /metrics, and the command that asks it.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { get_me, log_in, sign_up } from '../support/account.mjs';
import { inRepository } from '../support/build.mjs';
import { gatehouse, make_folder, serve } from '../support/gatehouse.mjs';
import { free_port } from '../support/process.mjs';
import { form_body, send } from '../support/request.mjs';

const promtool = [inRepository('.tools', 'prometheus', 'usr', 'bin', 'promtool'), 'promtool'].find((program) => !spawnSync(program, ['--version']).error);

const email = 'ada.lovelace@example.org';

/// Starts a server with a management address. `get(path)` asks there.
async function open_managed(t, args = [], env = {}) {
  const { data, remove } = await make_folder();
  const managed = { data, port: await free_port() };
  managed.address = `127.0.0.1:${managed.port}`;
  const server = await serve(data, ['--management', managed.address, ...args], env).catch(async (error) => { await remove(); throw error; });
  t.after(() => Promise.resolve(server.is_alive() ? server.stop() : null).finally(remove));
  managed.server = server;
  managed.get = (where) => send(managed, { path: where });
  managed.health = (address = managed.address) => gatehouse(['health', '--management', address]);
  return managed;
}

/// Returns the values of all samples by the text before them, such as `name{label="value"}`.
async function read_metrics(managed) {
  const answer = await managed.get('/metrics');
  assert.equal(answer.status, 200);
  const samples = answer.text.split('\n').filter((line) => line && !line.startsWith('#'));
  return { text: answer.text, headers: answer.headers, of: (name) => Number(samples.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? 0) };
}

const try_login = (server, username, tried = 'a wrong password') => send(server, { method: 'POST', path: '/login', ...form_body({ username, password: tried }) });
const requests = (route, method, status) => `http_server_request_duration_seconds_count{route="${route}",method="${method}",status="${status}"}`;

test('the paths are on the management address and not on the public one', async (t) => {
  const managed = await open_managed(t);
  assert.deepEqual([(await managed.get('/healthz')).text, (await managed.get('/readyz')).text], ['ok\n', 'ready\n']);
  const { headers } = await read_metrics(managed);
  assert.equal(headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
  for (const path of ['/healthz', '/readyz', '/metrics']) {
    assert.equal((await send(managed.server, { path })).status, 404, path);
    assert.equal((await managed.get(path)).status, 200, path);
  }
  assert.equal((await managed.get('/me')).status, 404);
});

test('without a management address there is none', async (t) => {
  const { data, remove } = await make_folder();
  const server = await serve(data);
  t.after(() => server.stop().finally(remove));
  for (const path of ['/healthz', '/readyz', '/metrics']) assert.equal((await send(server, { path })).status, 404, path);
  assert.doesNotMatch(server.output, /management/);
});

test('the numbers follow what happens', async (t) => {
  const managed = await open_managed(t, ['--threads', '2'], { GATEHOUSE_THROTTLE_ACCOUNT_FAILURES: '2' });
  const { server } = managed;
  await sign_up(server, email);
  const before = await read_metrics(managed);
  const tokens = await log_in(server, email);
  for (let i = 0; i < 5; ++i) assert.equal((await get_me(server, tokens.access_token)).status, 200);
  assert.equal((await get_me(server, 'x')).status, 403);
  const refreshed = await send(server, { method: 'POST', path: '/refresh', ...form_body({ grant_type: 'refresh_token', refresh_token: tokens.refresh_token }) });
  assert.equal(refreshed.status, 200, refreshed.text);
  const token = JSON.parse(refreshed.text).access_token;
  const ended = await send(server, { method: 'POST', path: '/logout', headers: { Authorization: `Bearer ${token}` } });
  assert.ok([200, 204].includes(ended.status), ended.text);
  assert.equal((await send(server, { path: '/secret-path-of-a-stranger' })).status, 404);
  assert.equal((await send(server, { method: 'BREW', path: '/me' })).status, 405);
  // A device with a cookie or a known address has a limit of its own, so another account is guessed at.
  for (const status of [400, 400, 429, 429]) assert.equal((await try_login(server, 'eve@example.net')).status, status);
  assert.equal((await try_login(server, email)).status, 400);

  const after = await read_metrics(managed);
  const moved = (name) => after.of(name) - before.of(name);
  assert.equal(moved('gatehouse_logins_total{result="success"}'), 1);
  assert.equal(moved('gatehouse_logins_total{result="unknown_account"}'), 2);
  assert.equal(moved('gatehouse_logins_total{result="wrong_password"}'), 1);
  assert.equal(moved('gatehouse_logins_total{result="throttled"}'), 2);
  assert.equal(moved('gatehouse_throttled_total{limit="account_failures"}'), 2);
  assert.equal(moved('gatehouse_throttled_total{limit="signups"}'), 0);
  assert.equal(moved('gatehouse_sessions_total{event="begun"}'), 1);
  assert.equal(moved('gatehouse_sessions_total{event="refreshed"}'), 1);
  assert.equal(moved('gatehouse_sessions_total{event="ended"}'), 1);
  assert.equal(moved(requests('/me', 'GET', '200')), 5);
  assert.equal(moved(requests('/me', 'GET', '403')), 1);
  assert.equal(moved(requests('/login', 'POST', '429')), 2);
  assert.equal(moved(requests('(none)', 'GET', '404')), 1);
  assert.equal(moved(requests('(none)', '_OTHER', '405')), 1);
  assert.equal(moved('gatehouse_password_wait_seconds_count'), 4);
  assert.ok(moved('gatehouse_store_commit_seconds_count') >= 3, 'login, refresh and logout are committed');
  assert.ok(moved('gatehouse_store_group_changes_sum') >= 3);
  assert.ok(after.of('http_server_request_duration_seconds_sum{route="/me",method="GET",status="200"}') > 0);
  assert.equal(after.of('gatehouse_password_queue_jobs'), 0);
  assert.equal(after.of('gatehouse_password_queue_capacity_jobs'), 256);
  assert.ok(Math.abs(after.of('process_start_time_seconds') - Date.now() / 1000) < 60);
  assert.match(after.text, /^gatehouse_build_info\{version="\d[^"]*",compiler="[^"]+"\} 1$/m);
  assert.match(after.text, /^gatehouse_log_lines_dropped_total 0$/m);
});

test('refusals by the server itself, and connections', async (t) => {
  const managed = await open_managed(t);
  const socket = net.connect(managed.server.port, '127.0.0.1');
  t.after(() => socket.destroy());
  await once(socket, 'connect');
  let open = 0;
  for (let i = 0; i < 100 && open === 0; ++i) open = (await read_metrics(managed)).of('http_server_connections');
  assert.equal(open, 1);
  socket.resume().end('nonsense\r\n\r\n');
  await once(socket, 'close');
  const metrics = await read_metrics(managed);
  assert.equal(metrics.of('http_server_refused_requests_total{status="400"}'), 1);
  assert.equal(metrics.of('http_server_connections'), 0);
});

test('no label holds what a stranger has sent', async (t) => {
  const managed = await open_managed(t);
  const { server } = managed;
  await sign_up(server, email);
  await log_in(server, email);
  await try_login(server, 'mallory@example.net');
  await send(server, { method: 'MARK', path: '/mark/in-the-path?mark=in-the-query', headers: { 'User-Agent': 'mark-agent', Host: 'mark.example' } });
  await send(server, { method: 'DELETE', path: '/sessions/mark-id' });
  const { text } = await read_metrics(managed);
  assert.match(text, /route="\/login"/);
  assert.match(text, /route="\/sessions\/\{id\}"/);
  assert.doesNotMatch(text, /ada|lovelace|mallory|example|mark|127\.0\.0\.1/i);
});

test('promtool finds no fault', { skip: !promtool && 'this machine has no promtool (scripts/setup test unpacks it)' }, async (t) => {
  const managed = await open_managed(t);
  await sign_up(managed.server, email);
  await log_in(managed.server, email);
  await send(managed.server, { path: '/nothing' });
  const { text } = await read_metrics(managed);
  assert.equal(execFileSync(promtool, ['check', 'metrics'], { input: text, encoding: 'utf8' }), '');
});

test('while it drains it is healthy and not ready', async (t) => {
  const managed = await open_managed(t, [], { GATEHOUSE_SERVER_STOP_SECONDS: '20' });
  const { server } = managed;
  assert.equal((await managed.health()).code, 0);
  // A connection with half a request keeps the server from ending at once.
  const socket = net.connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => {}).resume().write('POST /signup HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n');
  await sleep(100);
  const stopped = server.stop();
  let ready;
  for (let i = 0; i < 100; ++i) {
    ready = await managed.get('/readyz');
    if (ready.status === 503) break;
    await sleep(5);
  }
  assert.deepEqual([ready.status, ready.text], [503, 'the server stops\n']);
  assert.equal((await managed.get('/healthz')).status, 200);
  assert.equal((await managed.get('/metrics')).status, 200);
  const { code, stdout, stderr } = await managed.health();
  assert.deepEqual([code, stdout, stderr], [1, '', 'gatehouse: the server is not ready: the server stops\n']);
  socket.destroy();
  await stopped;
  await assert.rejects(managed.get('/healthz'));
});

test('gatehouse health says in its exit status what it found', async (t) => {
  const managed = await open_managed(t);
  assert.deepEqual(await managed.health(), { code: 0, stdout: '', stderr: '' });
  const by_variable = await gatehouse(['health'], { env: { GATEHOUSE_SERVER_MANAGEMENT: managed.address } });
  assert.deepEqual(by_variable, { code: 0, stdout: '', stderr: '' });
  assert.equal((await managed.health(`0.0.0.0:${managed.port}`)).code, 0, 'a wildcard is asked at loopback');
  const nothing = await gatehouse(['health']);
  assert.deepEqual([nothing.code, nothing.stdout], [2, '']);
  assert.match(nothing.stderr, /^gatehouse: there is no management address to ask: give --management HOST:PORT, or set server\.management\n$/);
  const unreachable = await managed.health(`127.0.0.1:${await free_port()}`);
  assert.deepEqual([unreachable.code, unreachable.stdout], [1, '']);
  assert.match(unreachable.stderr, /^gatehouse: no server answers at 127\.0\.0\.1:\d+: [^\n]+\n$/);
  const wrong = await managed.health(`127.0.0.1:${managed.server.port}`);
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /^gatehouse: what answers at 127\.0\.0\.1:\d+ is no management address: HTTP\/1\.1 404 [^\n]+\n$/);
});

test('gatehouse health waits a few seconds at most', async (t) => {
  const silent = net.createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  t.after(() => silent.close());
  silent.on('connection', (socket) => t.after(() => socket.destroy()));
  const begun = Date.now();
  const { code, stderr } = await gatehouse(['health', '--management', `127.0.0.1:${silent.address().port}`]);
  assert.equal(code, 1);
  assert.match(stderr, /^gatehouse: the server at 127\.0\.0\.1:\d+ gave no answer in time\n$/);
  assert.ok(Date.now() - begun < 6000);
});

test('a management address that is taken stops the start', async (t) => {
  const managed = await open_managed(t);
  const { data, remove } = await make_folder();
  t.after(remove);
  const { code, stderr } = await gatehouse(['serve', '--data', data, '--listen', '127.0.0.1:0', '--management', managed.address, '--log-format', 'text']);
  assert.equal(code, 2);
  assert.match(stderr, new RegExp(`cannot listen on ${managed.address}: already in use`));
  const port = await free_port();
  const same = await gatehouse(['serve', '--data', data, '--listen', `127.0.0.1:${port}`, '--management', `127.0.0.1:${port}`, '--log-format', 'text']);
  assert.equal(same.code, 2, 'the public address is not taken for the management address');
});

test('the alerts of docs/guides/monitor.md are valid and name metrics that exist', { skip: !promtool && 'this machine has no promtool (scripts/setup test unpacks it)' }, async (t) => {
  const page = readFileSync(inRepository('docs', 'guides', 'monitor.md'), 'utf8');
  const [config, rules] = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block]) => block);
  const { folder, remove } = await make_folder();
  t.after(remove);
  await writeFile(path.join(folder, 'config.yml'), config);
  await writeFile(path.join(folder, 'rules.yml'), rules);
  execFileSync(promtool, ['check', 'config', '--syntax-only', path.join(folder, 'config.yml')]);
  execFileSync(promtool, ['check', 'rules', path.join(folder, 'rules.yml')]);
  const managed = await open_managed(t);
  await sign_up(managed.server, email);
  const socket = net.connect(managed.server.port, '127.0.0.1').resume();
  socket.end('nonsense\r\n\r\n');
  await once(socket, 'close');
  const { text } = await read_metrics(managed);
  const existing = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name).sort();
  const documented = page.split('## Prometheus')[0].split('\n').filter((line) => line.startsWith('| `') && !line.startsWith('| `/'))
    .flatMap((line) => [...line.split('|')[1].matchAll(/`([^`]+)`/g)].map(([, name]) => name)).sort();
  assert.deepEqual(documented, existing);
  for (const [, name] of rules.matchAll(/((?:gatehouse|http)_\w+?)(?:_bucket|_count|_sum)?(?:\{|\[)/g)) assert.ok(existing.includes(name), name);
});
