// SPDX-License-Identifier: Apache-2.0
// Doxygen generates the library's reference and finds no mistake in its comments. Not every name needs a comment.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { inRepository } from '../support/build.mjs';

test('Doxygen makes the reference without a warning', async (t) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gatehouse-reference-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const settings = readFileSync(inRepository('docs', 'library', 'Doxyfile'), 'utf8');
  await writeFile(path.join(folder, 'Doxyfile'), `${settings}\nOUTPUT_DIRECTORY = ${folder}\n`);
  const { stderr } = await promisify(execFile)('doxygen', [path.join(folder, 'Doxyfile')], { cwd: inRepository(), maxBuffer: 1e8 });
  assert.equal(stderr, '');
  assert.ok(existsSync(path.join(folder, 'html', 'classgatehouse_1_1web_1_1App.html')));
});
