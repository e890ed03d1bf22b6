// SPDX-License-Identifier: Apache-2.0
// The commands in the pages work, and the links lead to existing targets.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { inBuild, inRepository } from '../support/build.mjs';
import { environment, make_folder, serve } from '../support/gatehouse.mjs';
import { free_port } from '../support/process.mjs';
import { has_module, peers_python } from '../support/python.mjs';

const run = promisify(execFile);
const in_docs = readdirSync(inRepository('docs'), { recursive: true }).filter((name) => name.endsWith('.md')).map((name) => path.join('docs', name));
const for_builders = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];

const text_of = (page) => readFileSync(inRepository(page), 'utf8');
const commands_of = (page) => [...text_of(page).matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block);

// Other tests run these: docs/library/install.md is run by tests/install, since it builds; the other pages of the library
// are run by learn.test.mjs with their programs.
const for_programmers = in_docs.filter((name) => name.startsWith('docs/library/'));

// The pages' Python, which has PyJWT. The tests take that of scripts/python-env.
const python = '/usr/bin/python3';

for (const page of in_docs.filter((name) => commands_of(name).length > 0 && !for_programmers.includes(name))) {
  const skip = commands_of(page).join('').includes(python) && !has_module('jwt') && 'this machine has no PyJWT';
  test(`the commands of ${page}`, { skip }, async (t) => {
    const { folder, remove } = await make_folder();
    t.after(remove);
    await mkdir(path.join(folder, 'bin'));
    await mkdir(path.join(folder, 'work'));
    for (const [name, program] of [['gatehouse', inBuild('gatehouse')], ['resource_server', inBuild('examples', 'resource_server')]]) {
      await writeFile(path.join(folder, 'bin', name), `#!/bin/sh\nexec '${program}' "$@"\n`);
      await chmod(path.join(folder, 'bin', name), 0o755);
    }
    // Programs that a page leaves running are ended with the shell, by its own job numbers.
    const script = ['set -eum', "trap 'kill $(jobs -p) 2>/dev/null || :' EXIT", ...commands_of(page)].join('\n');
    const env = environment({ PATH: `${path.join(folder, 'bin')}:${process.env.PATH}` });
    const ours = script.replaceAll(python, peers_python).replaceAll('127.0.0.1:8000', `127.0.0.1:${await free_port()}`).replaceAll('127.0.0.1:8001', `127.0.0.1:${await free_port()}`);
    try {
      await run('bash', ['-c', ours], { cwd: path.join(folder, 'work'), env, timeout: 60_000 });
    } catch (error) {
      assert.fail(`${error.message}\n${error.stdout}\n${error.stderr}`);
    }
  });
}

test('README.md shows a login', async (t) => {
  const { folder, data, remove } = await make_folder();
  const port = await free_port();
  const server = await serve(data, ['--listen', `127.0.0.1:${port}`]);
  t.after(() => server.stop().finally(remove));
  const calls = commands_of('README.md').filter((block) => block.includes('curl'));
  assert.equal(calls.length, 1);
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', calls[0].replaceAll('127.0.0.1:8000', `127.0.0.1:${port}`)], { cwd: folder });
  const [, shown] = /^```json\n(.*)\n```$/m.exec(text_of('README.md'));
  const id = /[0-9a-f]{8}-[0-9a-f-]{27}/g;
  assert.equal(stdout.replaceAll(id, 'id'), shown.replaceAll(id, 'id').repeat(2), 'what sign-up and /me answer');
});

test('C++ in the pages is part of an example that is built', () => {
  // Those in tests/install are built too, by projects that use the installed library.
  const examples = ['examples', 'tests/install'].flatMap((folder) => readdirSync(inRepository(folder), { recursive: true })
    .filter((name) => name.endsWith('.cpp') || name.endsWith('.h')).map((name) => text_of(path.join(folder, name))));
  let seen = 0;
  for (const page of in_docs) {
    for (const [, block] of text_of(page).matchAll(/^```cpp\n(.*?)^```$/gms)) {
      assert.ok(examples.some((text) => text.includes(block)), `${page}:\n${block}`);
      ++seen;
    }
  }
  assert.ok(seen >= 2);
});

test('the commands for those who build', () => {
  const makefile = text_of('Makefile');
  let seen = 0;
  for (const line of for_builders.flatMap(commands_of).join('').split('\n')) {
    const [command] = line.split('#');
    for (const [, targets] of command.matchAll(/^make((?: [a-z]+)*)/gm)) {
      for (const target of targets.trim().split(' ')) {
        assert.match(makefile, new RegExp(`^${target}:`, 'm'), line);
        ++seen;
      }
    }
    for (const [script] of command.matchAll(/scripts\/[a-z]+/g)) assert.ok(existsSync(inRepository(script)), line);
  }
  assert.ok(seen >= 3, 'README.md and CONTRIBUTING.md name no target of make');
});

test('links lead to files of the repository', () => {
  for (const page of [...for_builders, ...in_docs]) {
    for (const [, target] of text_of(page).replaceAll(/^```.*?^```$/gms, '').matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)) {
      assert.ok(existsSync(path.join(path.dirname(inRepository(page)), target)), `${page} links to ${target}`);
    }
  }
});
