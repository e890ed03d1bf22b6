// SPDX-License-Identifier: Apache-2.0
// `gatehouse serve` with registered clients, and requests as OAuth clients make them.
import assert from 'node:assert/strict';
import { sign_up } from '../support/account.mjs';
import { gatehouse, make_folder, serve } from '../support/gatehouse.mjs';
import { free_port } from '../support/process.mjs';
import { form_body, send } from '../support/request.mjs';
import { secrets } from '../support/target.mjs';

export const email = 'ada@example.com';

/// Runs `gatehouse client …` on the server's data folder. Fails unless it succeeds.
export async function client_command(server, ...args) {
  const { code, stdout, stderr } = await gatehouse(['client', ...args, '--data', server.data]);
  assert.equal(code, 0, stderr);
  return stdout;
}

/// Returns the credentials in the output of `client add` and `client rotate-secret`.
export const credentials_in = (text) => ({
  id: /^client_id: +(\S+)$/m.exec(text)[1],
  secret: /^client_secret: +(\S+)$/m.exec(text)[1],
});

export const add_client = async (server, id, ...args) =>
  credentials_in(await client_command(server, 'add', `The ${id}`, '--id', id, ...args));

/// Serves during one test, with the user Ada and one client. `issuer`: the server knows its own URL.
export async function serve_for(t, { issuer = false, env = {} } = {}) {
  const { data, remove } = await make_folder();
  t.after(remove);
  const port = issuer ? await free_port() : 0;
  const args = issuer ? ['--listen', `127.0.0.1:${port}`] : [];
  const more = issuer ? { GATEHOUSE_TOKENS_ISSUER: `http://127.0.0.1:${port}` } : {};
  const server = await serve(data, args, { ...secrets, ...more, ...env });
  t.after(() => server.stop());
  // `serve` also listens on a port chosen by the system, and prints that one first.
  if (issuer) Object.assign(server, { port, origin: `http://127.0.0.1:${port}` });
  server.data = data;
  await sign_up(server, email);
  server.client = await add_client(server, 'reports', '--scope', 'reports:read reports:write', '--introspect', 'all');
  return server;
}

const escape = (text) => new URLSearchParams([['', text]]).toString().slice(1);

/// Returns an Authorization field as RFC 6749 2.3.1 defines it.
export const basic = ({ id, secret }) =>
  ({ Authorization: `Basic ${Buffer.from(`${escape(id)}:${escape(secret)}`).toString('base64')}` });

/// Sends a form to an endpoint. `fields` is an object or a list of pairs; `client` sends an Authorization field.
export async function post(server, path, fields, client, headers = {}) {
  const form = form_body(fields);
  const more = client ? basic(client) : {};
  const answer = await send(server, { method: 'POST', path, ...form, headers: { ...form.headers, ...more, ...headers } });
  return { ...answer, json: answer.text === '' ? undefined : JSON.parse(answer.text) };
}

export const token = (server, fields, client, headers) => post(server, '/token', fields, client, headers);

/// Returns a pair of tokens by the grant password.
export async function log_in(server) {
  const answer = await token(server, { grant_type: 'password', username: email, password: 'correct-horse' });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

/// Returns a client's own access token.
export async function client_token(server, client = server.client, fields = {}) {
  const answer = await token(server, { grant_type: 'client_credentials', ...fields }, client);
  assert.equal(answer.status, 200, answer.text);
  return answer.json.access_token;
}

export async function introspect(server, text, fields = {}) {
  const answer = await post(server, '/introspect', { token: text, ...fields }, server.client);
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.headers['cache-control'], 'no-store');
  return answer.json;
}

/// Expects a refusal in the form of RFC 6749 5.2 with this `error`.
export function assert_refused(answer, status, error) {
  assert.equal(answer.status, status, answer.text);
  assert.deepEqual(Object.keys(answer.json), ['error', 'error_description'], answer.text);
  assert.equal(answer.json.error, error, answer.text);
  assert.match(answer.json.error_description, /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  assert.equal(answer.headers['content-type'], 'application/json');
  assert.equal(answer.headers['cache-control'], 'no-store');
  assert.equal(answer.headers.pragma, 'no-cache');
  if (status === 401) assert.match(answer.headers['www-authenticate'], /^Basic realm="/);
  else assert.equal(answer.headers['www-authenticate'], undefined);
}

export const claims_of = (text) => JSON.parse(Buffer.from(text.split('.')[1], 'base64url'));
