// SPDX-License-Identifier: Apache-2.0
// The snippets of docs/guides/verify-tokens.md in languages other than the shell's: each accepts a token of the real
// server and refuses others.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { log_in, sign_up } from '../support/account.mjs';
import { inRepository } from '../support/build.mjs';
import { make_folder, serve } from '../support/gatehouse.mjs';
import { start_nginx } from '../support/nginx.mjs';
import { free_port } from '../support/process.mjs';
import { send } from '../support/request.mjs';

const run = promisify(execFile);
const page = readFileSync(inRepository('docs/guides/verify-tokens.md'), 'utf8');
const snippets = (language) => [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, block]) => block);
const only_snippet = (language) => {
  const [block, ...more] = snippets(language);
  assert.ok(block && more.length === 0, `the page has one block of ${language}`);
  return block;
};

let house, server, user, token, forged, port;
const issuer = () => `http://127.0.0.1:${port}`;
const here = (text) => text.replaceAll('http://127.0.0.1:8000', issuer());

before(async () => {
  house = await make_folder();
  port = await free_port();
  server = await serve(house.data, ['--listen', `127.0.0.1:${port}`],
    { GATEHOUSE_TOKENS_ALGORITHM: 'EdDSA', GATEHOUSE_TOKENS_ISSUER: issuer() });
  user = await sign_up(server, 'ada@example.org');
  token = (await log_in(server, 'ada@example.org')).access_token;
  const [header, claims, signature] = token.split('.');
  const others = { ...JSON.parse(Buffer.from(claims, 'base64url')), sub: 'eve' };
  forged = [header, Buffer.from(JSON.stringify(others)).toString('base64url'), signature].join('.');
  await writeFile(path.join(house.folder, 'jwks.json'), (await send(server, { path: '/.well-known/jwks.json' })).text);
});
after(() => server?.stop().finally(house.remove));

test('C++: what the page quotes is in the example', () => {
  const source = readFileSync(inRepository('examples/resource_server/main.cpp'), 'utf8');
  const blocks = snippets('cpp');
  assert.ok(blocks.length > 0);
  for (const block of blocks) assert.ok(source.includes(block), block);
});

test('Node', async () => {
  await symlink(inRepository('tests/node_modules'), path.join(house.folder, 'node_modules'));
  const file = path.join(house.folder, 'check.mjs');
  await writeFile(file, `const token = process.argv[2];\n${here(only_snippet('js'))}\nconsole.log(payload.sub);\n`);
  const { stdout } = await run(process.execPath, [file, token]);
  assert.equal(stdout.trim(), user.id);
  await assert.rejects(run(process.execPath, [file, forged]), /signature verification failed/);
});

// Debian's package is older than the version that the page names; the snippet uses only what both have.
test('Go', async () => {
  const folder = path.join(house.folder, 'go');
  await mkdir(folder);
  await writeFile(path.join(folder, 'main.go'), here(only_snippet('go')).replace('golang-jwt/jwt/v5', 'golang-jwt/jwt'));
  const env = { ...process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOFLAGS: '', CGO_ENABLED: '0' };
  await run('go', ['build', '-o', 'check', 'main.go'], { cwd: folder, env });
  const check = (text) => run(path.join(folder, 'check'), [text], { cwd: house.folder });
  assert.equal((await check(token)).stdout.trim(), user.id);
  await assert.rejects(check(forged), /signature|verification error/);
});

// From scripts/setup: only the program, because Debian's package would serve port 80 as soon as it is installed.
test('nginx', async (t) => {
  let served = 0;
  const service = http.createServer((request, answer) => { ++served; answer.end('tea'); }).listen(0, '127.0.0.1');
  await once(service, 'listening');
  t.after(() => { service.closeAllConnections(); service.close(); });
  const locations = here(only_snippet('nginx')).replaceAll('127.0.0.1:9000', `127.0.0.1:${service.address().port}`);
  const front = await start_nginx(house.folder, locations);
  t.after(front.stop);
  const orders = async (authorization, method = 'GET') => {
    const headers = authorization ? { authorization } : {};
    const answer = await fetch(`${front.origin}/orders`, { method, headers, body: method === 'POST' ? 'x=y' : undefined });
    return [answer.status, answer.headers.get('www-authenticate'), answer.status === 200 ? await answer.text() : ''];
  };
  assert.deepEqual(await orders(`Bearer ${token}`), [200, null, 'tea']);
  assert.deepEqual(await orders(`Bearer ${token}`, 'POST'), [200, null, 'tea']);
  assert.equal(served, 2);
  assert.deepEqual(await orders(), [401, 'Bearer', '']);
  assert.equal((await orders(`Bearer ${forged}`))[0], 403);
  const { status } = await send(server, { method: 'POST', path: '/logout', headers: { Authorization: `Bearer ${token}` } });
  assert.equal(status, 204);
  assert.equal((await orders(`Bearer ${token}`))[0], 401, 'a logout counts at once');
  assert.equal(served, 2, 'the service was asked for nobody else');
});
