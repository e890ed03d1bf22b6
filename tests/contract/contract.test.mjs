// SPDX-License-Identifier: Apache-2.0
// Every line of the contract, in order, against the example or (TARGET=server) the server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gatehouse } from '../support/gatehouse.mjs';
import { send } from '../support/request.mjs';
import { start_target, target } from '../support/target.mjs';
import { assert_as_observed } from './expect.mjs';
import { by_both, by_server } from './instead.mjs';
import { lines, make_request } from './lines.mjs';

const removed_before = '/me deleted user';

let server;
let document;
const all_logins = [];
before(async () => {
  server = await start_target({ removal: true });
  document = JSON.parse((await send(server, { path: '/openapi.json' })).text);
});
after(() => server?.stop());

/// Returns the methods that the server documents for a path; it has more than the original application. The
/// example does not.
function registered(path) {
  if (target !== 'server') return undefined;
  const item = document.paths[path];
  return item && ['get', 'put', 'post', 'delete', 'patch'].filter((name) => name in item).map((name) => name.toUpperCase());
}

/// Returns the expectation for our applications if it differs from the recorded answer.
function find_instead({ name, instead }) {
  if (instead === undefined || (instead.by === 'server' && target !== 'server')) return undefined;
  // "Once the server has this endpoint; until then as observed."
  if (name === 'DELETE /me' && !document.paths['/me'].delete) return undefined;
  // The 204 of this line is for a request with the password. This request has none, and later lines need the account.
  if (name === 'DELETE /me') return { status: 422, assert_answer: by_server[name] };
  return { status: instead.status, assert_answer: (instead.by === 'both' ? by_both : by_server)[name] };
}

test(`the contract, ${target}`, async (t) => {
  const logins = new Map();
  for (const line of lines) {
    await t.test(line.name, async () => {
      if (line.name === removed_before) await server.remove_account('gone@example.com');
      const request = make_request(line, logins);
      const answer = await send(server, request);
      if (request.path.startsWith('/login') && answer.status === 200) {
        logins.set(line.name, JSON.parse(answer.text));
        all_logins.push(logins.get(line.name));
      }
      const instead = find_instead(line);
      if (instead === undefined) return assert_as_observed(answer, line, registered);
      assert.equal(answer.status, instead.status, answer.text);
      return instead.assert_answer(answer, request);
    });
  }
});

test('no secret of all these requests is in the audit record', { skip: target !== 'server' && 'the tutorial keeps none' }, async () => {
  const { code, stdout, stderr } = await gatehouse(['audit', 'export', '--data', server.data]);
  assert.equal(code, 0, stderr);
  const text = lines.map(({ request }) => JSON.stringify(request)).join('\n');
  const secrets = new Set([...text.matchAll(/password[\\"=: ]+([^\\"&]{8,})/g)].map(([, word]) => word).filter((word) => !/^[a-z_]+$/.test(word)));
  for (const { access_token, refresh_token } of all_logins) secrets.add(access_token).add(refresh_token);
  assert.ok(secrets.size > 5, `hardly any secrets were found: ${[...secrets]}`);
  assert.ok(stdout.split('\n').length > 20, 'hardly anything was recorded');
  for (const secret of secrets) assert.ok(!stdout.includes(secret), `the record has ${secret}`);
  assert.doesNotMatch(stdout, /\$2b\$|eyJ/, 'the record has a hash or a token');
});

test('every line is there, and every one that differs says how', () => {
  assert.equal(lines.length, 169);
  assert.equal(new Set(lines.map(({ name }) => name)).size, 169);
  const named = (by) => lines.filter(({ instead }) => instead?.by === by).map(({ name }) => name).sort();
  assert.deepEqual(Object.keys(by_both).sort(), named('both'));
  assert.deepEqual(Object.keys(by_server).sort(), named('server'));
});
