// SPDX-License-Identifier: Apache-2.0
// The example of several files: four tools check its document, a typed client is generated from it, and its
// rules are tested.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import openapiTS, { astToString } from 'openapi-typescript';
import { inBuild, inRepository } from '../support/build.mjs';
import { start_server } from '../support/process.mjs';
import { send } from '../support/request.mjs';
import { lint_with_redocly, lint_with_spectral, validate_with_swagger_parser } from '../openapi/tools.mjs';

const run = promisify(execFile);
const program = inBuild('examples', 'bookshelf');
const tsc = inRepository('tests', 'node_modules', 'typescript', 'bin', 'tsc');
const strict = ['--strict', '--target', 'es2022', '--module', 'nodenext', '--skipLibCheck'];

let folder, server, document;
const open = async (name) => start_server(program, [path.join(folder, name), '127.0.0.1:0']);
before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'gatehouse-bookshelf-'));
  server = await open('shelf.db');
  document = JSON.parse((await send(server, { path: '/openapi.json' })).text);
});
after(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('redocly finds no fault in the document', async () => assert.deepEqual(await lint_with_redocly(document), []));
test('spectral finds no fault in the document', async () => assert.deepEqual(await lint_with_spectral(document), []));
test('swagger-parser takes the document', async () => validate_with_swagger_parser(document));

test('a typed client', async (t) => {
  const client = path.join(folder, 'client');
  await run('mkdir', [client]);
  await writeFile(path.join(client, 'schema.ts'), astToString(await openapiTS(structuredClone(document))));
  await writeFile(path.join(client, 'package.json'), '{"type":"module"}');
  await symlink(inRepository('tests', 'node_modules'), path.join(client, 'node_modules'));
  for (const file of ['client.ts', 'wrong.ts']) await copyFile(inRepository('tests', 'bookshelf', file), path.join(client, file));

  await t.test('does what it says', async () => {
    await run(process.execPath, [tsc, ...strict, 'client.ts'], { cwd: client }).catch((error) => assert.fail(error.stdout));
    const { visit } = await import(pathToFileURL(path.join(client, 'client.js')));
    const seen = await visit(server.origin);
    assert.deepEqual(seen, {
      role: 'librarian',
      added: { isbn: '978-0262510875', title: 'Structure and Interpretation', author: 'Abelson and Sussman', year: 1985, id: 1, is_lent: false },
      found: ['Structure and Interpretation'],
      total: 1,
      lent: true,
      again: { status: 409, detail: 'Somebody reads this book' },
      refused: [{ loc: ['body', 'title'], msg: 'ensure this value has at least 1 characters', type: 'value_error.any_str.min_length', ctx: { limit_value: 1 } }],
      missing: 404,
    });
  });

  await t.test('refuses what the document does not allow', async () => {
    const said = await run(process.execPath, [tsc, ...strict, '--noEmit', 'wrong.ts'], { cwd: client }).then(() => '', (error) => error.stdout);
    const lines = (await readFile(path.join(client, 'wrong.ts'), 'utf8')).split('\n');
    const wrong = lines.flatMap((line, i) => (line.includes('// wrong') ? [i + 1] : []));
    const found = new Set([...said.matchAll(/^wrong\.ts\((\d+),/gm)].map(([, line]) => Number(line)));
    assert.deepEqual([...found].sort((a, b) => a - b), wrong, said);
  });
});

test('its rules', async (t) => {
  const shelf = await open('rules.db');
  t.after(() => shelf.stop());
  const call = async (method, where, { token, json, form } = {}) => {
    const headers = { ...(token && { Authorization: `Bearer ${token}` }), ...(json && { 'Content-Type': 'application/json' }), ...(form && { 'Content-Type': 'application/x-www-form-urlencoded' }) };
    const answer = await send(shelf, { method, path: where, headers, body: json ? JSON.stringify(json) : form });
    return { ...answer, json: answer.text ? JSON.parse(answer.text) : undefined };
  };
  const member = async (email) => {
    const password = 'a long enough one';
    assert.equal((await call('POST', '/signup', { json: { email, password } })).status, 201);
    return (await call('POST', '/login', { form: new URLSearchParams({ username: email, password }).toString() })).json.access_token;
  };
  const librarian = await member('first@example.com');
  const reader = await member('second@example.com');
  const book = (n) => ({ isbn: `000000000${n}`, title: `Book ${n}`, author: n % 2 ? 'Odd' : 'Even', year: 2000 - n });

  await t.test('readers read, librarians keep', async () => {
    assert.equal((await call('POST', '/books', { json: book(0) })).status, 401);
    const refused = await call('POST', '/books', { token: reader, json: book(0) });
    assert.equal(refused.status, 403);
    assert.match(refused.headers['www-authenticate'], /insufficient_scope.*write/);
    assert.equal((await call('GET', '/members', { token: reader })).status, 403);
    assert.deepEqual((await call('GET', '/members', { token: librarian })).json.map(({ role }) => role), ['librarian', 'reader']);
    for (let n = 0; n < 5; ++n) {
      const added = await call('POST', '/books', { token: librarian, json: book(n) });
      assert.equal(added.status, 201);
      assert.equal(added.headers.location, `/books/${added.json.id}`);
    }
    assert.equal((await call('POST', '/books', { token: librarian, json: book(0) })).status, 409);
  });

  await t.test('pages and search', async () => {
    const titles = async (query) => (await call('GET', `/books?${query}`)).json.items.map(({ title }) => title);
    assert.deepEqual(await titles('size=2'), ['Book 0', 'Book 1']);
    assert.deepEqual(await titles('size=2&page=3'), ['Book 4']);
    assert.deepEqual(await titles('size=2&page=9'), []);
    assert.deepEqual(await titles('search=odd&order=year'), ['Book 3', 'Book 1']);
    assert.deepEqual(await titles("search=%27%20OR%201=1--"), []);
    const page = (await call('GET', '/books?size=2&page=2')).json;
    assert.deepEqual([page.total, page.page, page.pages], [5, 2, 3]);
    for (const query of ['size=0', 'size=101', 'page=0', 'page=x', 'order=isbn']) assert.equal((await call('GET', `/books?${query}`)).status, 422, query);
  });

  await t.test('one book, one reader', async () => {
    assert.equal((await call('POST', '/books/1/loan', { token: reader })).json.is_lent, true);
    assert.equal((await call('POST', '/books/1/loan', { token: librarian })).status, 409);
    assert.equal((await call('DELETE', '/books/1/loan', { token: librarian })).status, 409);
    assert.equal((await call('DELETE', '/books/1/loan', { token: reader })).json.is_lent, false);
    assert.equal((await call('POST', '/books/99/loan', { token: reader })).status, 404);
  });

  await t.test('covers', async () => {
    const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(2_000_000, 7)]);
    const put = async (where, bytes, token) => {
      const form = new FormData();
      form.set('picture', new Blob([bytes]), '../../picture.png');
      const answer = await fetch(`${shelf.origin}${where}`, { method: 'PUT', body: form, headers: token ? { Authorization: `Bearer ${token}` } : {} });
      await answer.arrayBuffer();
      return answer.status;
    };
    assert.equal(await put('/books/3/cover', png), 401);
    assert.equal(await put('/books/3/cover', png, reader), 403);
    assert.equal(await put('/books/99/cover', png, librarian), 404);
    assert.equal(await put('/books/3/cover', Buffer.from('GIF89a'), librarian), 415);
    assert.equal((await call('GET', '/books/3/cover')).status, 404);
    assert.equal(await put('/books/3/cover', png, librarian), 204);
    const shown = await fetch(`${shelf.origin}/books/3/cover`);
    assert.equal(shown.headers.get('content-type'), 'image/png');
    assert.ok(Buffer.from(await shown.arrayBuffer()).equals(png));
    assert.equal((await fetch(`${shelf.origin}/books/3/cover`, { headers: { 'If-None-Match': shown.headers.get('etag') } })).status, 304);
  });

  await t.test('changes and removals', async () => {
    assert.equal((await call('PATCH', '/books/2', { token: librarian, json: { author: 'Both' } })).json.author, 'Both');
    assert.equal((await call('DELETE', '/books/2', { token: librarian })).status, 204);
    assert.equal((await call('DELETE', '/books/2', { token: librarian })).status, 404);
    assert.equal((await call('GET', '/books/2')).status, 404);
  });
});
