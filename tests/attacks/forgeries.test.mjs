// SPDX-License-Identifier: Apache-2.0
// Forged tokens over HTTP, against servers with a secret and with each kind of key pair. Every endpoint refuses them,
// without a 5xx.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { log_in, sign_up } from '../support/account.mjs';
import { gatehouse, make_folder, serve } from '../support/gatehouse.mjs';
import { form_body, send } from '../support/request.mjs';
import { forgeries, harmless, signers } from './forgeries.mjs';

const email = 'ada@example.org';
const access_secret = 'the access secret of this test: 32 bytes and more';
const refresh_secret = 'the refresh secret of this test: 32 bytes and more';

/// Returns the private key that a server signs with. An attacker could not read it.
async function read_key(data) {
  const query = 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("SELECT hex(private_key) FROM signing_keys").fetchone()[0])';
  const { stdout } = await promisify(execFile)('python3', ['-c', query, path.join(data, 'gatehouse.db')]);
  return createPrivateKey({ key: Buffer.from(stdout.trim(), 'hex'), format: 'der', type: 'pkcs8' });
}

function token_of(text, key, other) {
  const [header, claims] = text.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url')));
  return { text, header, claims, alg: header.alg, key, signer: signers[header.alg](key), other };
}

async function open_server(t, algorithm) {
  const { data, remove } = await make_folder();
  t.after(remove);
  const env = { GATEHOUSE_TOKENS_ALGORITHM: algorithm, JWT_SECRET_KEY: access_secret, JWT_REFRESH_SECRET_KEY: refresh_secret };
  await gatehouse(['migrate', '--data', data], { env });
  const added = await gatehouse(['client', 'add', 'reader', '--id', 'reader', '--introspect', 'all', '--data', data], { env });
  const [, secret] = /client_secret: +(\S+)/.exec(added.stdout);
  await gatehouse(['keys', 'list', '--data', data], { env });
  const key = algorithm === 'HS256' ? access_secret : await read_key(data);
  const server = await serve(data, [], env);
  t.after(() => server.stop());
  return { server, key, credentials: `Basic ${Buffer.from(`reader:${secret}`).toString('base64')}` };
}

const get = (server, where, token) => send(server, { path: where, headers: { Authorization: `Bearer ${token}` } });
const post = (server, where, fields, headers = {}) => {
  const { headers: form, body } = form_body(fields);
  return send(server, { method: 'POST', path: where, headers: { ...form, ...headers }, body });
};
const refresh = (server, token) => post(server, '/refresh', { grant_type: 'refresh_token', refresh_token: token });

for (const algorithm of ['HS256', 'EdDSA', 'ES256', 'RS256']) {
  test(`forgeries for a server with ${algorithm}`, async (t) => {
    const { server, key, credentials } = await open_server(t, algorithm);
    const introspect = async (token) => {
      const answer = await post(server, '/introspect', { token }, { Authorization: credentials });
      assert.equal(answer.status, 200, answer.text);
      return answer.text;
    };
    await sign_up(server, email);
    const pair = await log_in(server, email);
    const access = token_of(pair.access_token, key, pair.refresh_token);
    const renewing = token_of(pair.refresh_token, refresh_secret, pair.access_token);
    assert.equal(access.alg, algorithm);
    assert.equal(renewing.alg, 'HS256');

    const take_good_ones = async () => {
      for (const { name, make, applies = () => true } of harmless) {
        for (const token of [access, renewing]) {
          if (applies(token)) assert.match(await introspect(make(token)), /"active":true/, name);
        }
        if (!applies(access)) continue;
        for (const where of ['/me', '/sessions']) assert.equal((await get(server, where, make(access))).status, 200, name);
      }
    };
    await take_good_ones();

    // Collects all that were accepted, so that a failure lists more than the first.
    const taken = [];
    const refuse = (what, is_refused) => { if (!is_refused) taken.push(what); };
    const refuse_as_bearer = async (what, token) => {
      for (const where of ['/me', '/sessions']) {
        const { status, headers } = await get(server, where, token);
        refuse(`${where} ${status}: ${what}`, [401, 403].includes(status) && /^Bearer/.test(headers['www-authenticate']));
      }
    };
    const refuse_to_refresh = async (what, token) => {
      const { status, text } = await refresh(server, token);
      refuse(`/refresh ${status}: ${what}`, status === 400 && JSON.parse(text).error === 'invalid_grant');
    };
    const refuse_to_know = async (what, token) => {
      if (token !== access.text && token !== renewing.text) refuse(`/introspect: ${what}`, await introspect(token) === '{"active":false}');
    };
    let count = 0;
    for (const { name, make, applies = () => true, in_form = false } of forgeries) {
      const made = [access, renewing].filter(applies).map((token) => make(token));
      count += made.length;
      for (const token of made) {
        if (!in_form && token !== access.text) await refuse_as_bearer(name, token);
        if (token !== renewing.text) await refuse_to_refresh(name, token);
        await refuse_to_know(name, token);
      }
      assert.ok(server.is_alive(), name);
    }
    t.diagnostic(`${count} forged tokens`);
    assert.deepEqual(taken, []);

    await take_good_ones();
    assert.equal((await refresh(server, harmless[1].make(renewing))).status, 200, 'no forgery has spent or ended anything');
  });
}
