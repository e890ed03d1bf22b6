// SPDX-License-Identifier: Apache-2.0
// The scripts that complete commands in shells: bash's and fish's complete, zsh's is asked in a terminal.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { gatehouse, make_folder } from '../support/gatehouse.mjs';

let place;
before(async () => { place = await make_folder(); });
after(() => place?.remove());

const lacks = (shell) => (spawnSync(shell, ['--version']).error ? `this machine has no ${shell}` : false);

async function script_for(shell) {
  const { code, stdout, stderr } = await gatehouse(['completion', shell]);
  assert.deepEqual([code, stderr], [0, '']);
  const file = path.join(place.folder, `completion.${shell}`);
  writeFileSync(file, stdout);
  return file;
}

test('bash', async () => {
  const file = await script_for('bash');
  const complete = (...words) => execFileSync('bash', ['-c',
    `source ${file}; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _gatehouse; echo "\${COMPREPLY[@]}"`, 'bash', 'gatehouse', ...words], { encoding: 'utf8' }).trim();
  assert.equal(complete('us'), 'user');
  assert.equal(complete('user', 'set'), 'set-password');
  assert.equal(complete('user', 'list', '--js'), '--json');
  assert.match(complete('keys', ''), /^list rotate retire\b/);
  assert.equal(complete('nothing', 'x'), '');
});

test('fish', { skip: lacks('fish') }, async () => {
  const file = await script_for('fish');
  const complete = (line) => execFileSync('fish', ['--no-config', '-c', `source ${file}; complete -C '${line}'`], { encoding: 'utf8' });
  assert.match(complete('gatehouse user l'), /^list\tList users/m);
  assert.match(complete('gatehouse user list --js'), /^--json\t/m);
});

test('zsh', { skip: lacks('zsh') }, async () => {
  const file = await script_for('zsh');
  const session = `zmodload zsh/zpty; zpty shell zsh -f -i; zpty -w shell 'PS1=""; autoload -Uz compinit; compinit -D -u; source ${file}; print re""ady'
    zpty -r -m shell line '*ready*'; zpty -w -n shell $'gatehouse user set-\\t'; zpty -r -m shell line '*password*'; print -r -- "$line"; zpty -d shell`;
  const { stdout } = spawnSync('zsh', ['-f', '-c', session], { encoding: 'utf8', timeout: 20_000 });
  assert.match(stdout, /gatehouse user set-.*password/s);
});

test('of another shell there is none', async () => {
  const { code, stdout, stderr } = await gatehouse(['completion', 'tcsh']);
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /bash.*zsh.*fish/);
});
