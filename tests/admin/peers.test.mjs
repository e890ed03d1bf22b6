// SPDX-License-Identifier: Apache-2.0
// Who may use the control socket: the server's own user and root, and nobody else.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { inBuild } from '../support/build.mjs';
import { environment, gatehouse, open_house } from '../support/gatehouse.mjs';
import { ask, socket_of } from './socket.mjs';

const is_root = process.getuid() === 0;
const nobody = 65534;

/// Asks for the list of users as another user of the system. Returns the status, or the error's name.
const ask_as_nobody = (house) => new Promise((resolve) => {
  const script = `import http.client, socket, sys
class Control(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(sys.argv[1])
try:
    control = Control("localhost")
    control.request("GET", "/admin/api/users")
    answer = control.getresponse()
    print(answer.status, answer.read().decode())
except OSError as error:
    print(type(error).__name__)`;
  execFile('python3', ['-c', script, socket_of(house)], { uid: nobody, gid: nobody }, (_, stdout) => resolve(stdout.trim()));
});

test('another user is kept out by the mode, and by its id if the mode was changed', { skip: is_root ? false : 'only root can act as another user' }, async () => {
  const house = await open_house(true);
  try {
    assert.equal(await ask_as_nobody(house), 'PermissionError');
    for (const folder of [house.folder, house.data]) chmodSync(folder, 0o755);
    chmodSync(socket_of(house), 0o666);
    const told = await ask_as_nobody(house);
    assert.match(told, /^403 .*"code":"not_operator"/);
    assert.equal((await ask(house, 'GET', '/users')).status, 200, 'root may');
  } finally {
    chmodSync(house.data, 0o700);
    await house.close();
  }
});

test('a command of another user says so, and changes nothing', { skip: is_root ? false : 'only root can act as another user' }, async () => {
  const house = await open_house(true);
  const program = path.join(house.folder, 'gatehouse');
  try {
    copyFileSync(inBuild('gatehouse'), program);
    chmodSync(program, 0o755);
    chmodSync(house.folder, 0o755);
    const run = (args) => new Promise((resolve) => {
      const child = execFile(program, [...args, '--data', house.data], { uid: nobody, gid: nobody, env: environment() }, (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }));
      child.stdin.on('error', () => {});  // a command that is refused at once reads nothing
      child.stdin.end('correct-horse\n');
    });
    const commands = [['user', 'list'], ['user', 'add', 'eve@example.com'], ['client', 'list'], ['keys', 'list'], ['audit', 'list'], ['backup', path.join(house.folder, 'x.db')]];
    for (const [mode, why] of [[0o700, /belongs to another user|only root and the user that the server runs as/], [0o755, /only root and the user that the server runs as may use .*control\.sock: run this command as that user/]]) {
      chmodSync(house.data, mode);
      for (const command of commands) {
        const { code, stdout, stderr } = await run(command);
        assert.ok(code > 0 && stdout === '', `${command}: ${code} ${stdout}`);
        assert.match(stderr, why, command.join(' '));
        assert.equal(stderr.trim().split('\n').length, 1, stderr);
      }
    }
    chmodSync(house.data, 0o700);
    assert.equal((await gatehouse(['user', 'list', '--data', house.data])).stdout, 'no users\n');
  } finally {
    chmodSync(house.data, 0o700);
    await house.close();
  }
});

test('commands do not use a folder that others may write to', async () => {
  const house = await open_house(true);
  try {
    chmodSync(house.data, 0o777);
    const { code, stderr } = await gatehouse(['user', 'list', '--data', house.data]);
    assert.equal(code, 1);
    assert.match(stderr, /^gatehouse: .*\n$/);
  } finally {
    chmodSync(house.data, 0o700);
    await house.close();
  }
});

test('a list works with secrets that cannot be read, without a server', async () => {
  const house = await open_house(false);
  try {
    const env = { JWT_SECRET_KEY_FILE: '/nonexistent/key' };
    const { code, stdout, stderr } = await gatehouse(['user', 'list', '--data', house.data], { env });
    assert.deepEqual([code, stdout, stderr], [0, 'no users\n', '']);
  } finally {
    await house.close();
  }
});
