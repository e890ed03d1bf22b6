// SPDX-License-Identifier: Apache-2.0
// The pages of docs/library: the program of each prints exactly what the page shows for its commands.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { inBuild, inRepository } from '../support/build.mjs';
import { start_server } from '../support/process.mjs';
import { make_folder } from '../support/gatehouse.mjs';

const run = promisify(execFile);
const not_here = new Set(['install.md', 'README.md', 'cost.md']);
const pages = readdirSync(inRepository('docs', 'library')).filter((name) => name.endsWith('.md') && !not_here.has(name));
const text_of = (name) => readFileSync(inRepository('docs', 'library', name), 'utf8');
const blocks_of = (name, kind) => [...text_of(name).matchAll(new RegExp(`^\`\`\`${kind}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, block]) => block);
const start_of = (block) => /^cmake --build build --target ((?:learn|example)_\w+)\nbuild\/(examples\/(?:learn\/)?(\w+))(.*)\n$/.exec(block);
const packed = (text) => text.replaceAll(/\s+/g, '');

test('every page is on the list of steps, and every step is a page', () => {
  const listed = [...text_of('README.md').matchAll(/\]\(([a-z-]+\.md)\)/g)].map(([, name]) => name);
  assert.deepEqual(listed.filter((name) => !existsSync(inRepository('docs', 'library', name))), []);
  assert.deepEqual(pages.filter((name) => !listed.includes(name)), []);
});

for (const page of pages) {
  const commands = blocks_of(page, 'sh');
  const start = commands.map(start_of).find((found) => found);
  if (!start) continue;
  test(`${page} shows what its program does`, async (t) => {
    const [, target, program] = start;
    assert.ok(target.endsWith(program.split('/').at(-1)), start[0]);
    const { folder, remove } = await make_folder();
    t.after(remove);
    const server = await start_server(inBuild(...program.split('/')), target.startsWith('example_') ? ['data.db', '127.0.0.1:0'] : ['127.0.0.1:0'], {}, { cwd: folder });
    t.after(() => server.stop());
    const script = commands.filter((block) => !start_of(block)).join('\n').replaceAll('127.0.0.1:8000', `127.0.0.1:${server.port}`);
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], { cwd: folder, timeout: 30_000 })
      .catch((error) => assert.fail(`${error.message}\n${error.stdout}\n${error.stderr}`));
    const said = packed(stdout);
    for (const kind of ['json', 'text']) {
      for (const answer of blocks_of(page, kind)) assert.ok(said.includes(packed(answer)), `${page} promises\n${answer}but the program said\n${stdout}`);
    }
  });
}
