// SPDX-License-Identifier: Apache-2.0
// Four JWT libraries with one interface: `decode(token, key)` returns the claims or throws `Refused`; `create(subject,
// key)` returns a token.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as jose from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { has_module, peers_python } from '../support/python.mjs';

/// The library refuses the token. Any other failure is one of the test.
export class Refused extends Error {}

const access_seconds = 30 * 60;
const script = fileURLToPath(new URL('python_tokens.py', import.meta.url));

function python(library, action, given) {
  const { status, stdout, stderr, error } = spawnSync(peers_python, [script, library, action],
    { input: JSON.stringify(given), encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script} failed: ${error ?? stderr}`);
  return JSON.parse(stdout);
}

const python_library = (library) => ({
  async decode(token, key) {
    const answer = python(library, 'decode', { token, key });
    if (answer.refused) throw new Refused(answer.refused);
    return answer.claims;
  },
  create: async (subject, key) => python(library, 'create', { subject, key }).token,
});

const python_libraries = [['python-jose', 'jose'], ['PyJWT', 'jwt']];

/// Libraries that this machine lacks. Their tests are skipped by name.
export const missing = python_libraries.filter(([, module]) => !has_module(module)).map(([name]) => name);

export const libraries = {
  ...Object.fromEntries(python_libraries.map(([name, module]) => [name, python_library(module)])),
  jose: {
    async decode(token, key) {
      try {
        return (await jose.jwtVerify(token, Buffer.from(key), { algorithms: ['HS256'] })).payload;
      } catch (error) {
        throw error instanceof jose.errors.JOSEError ? new Refused(error.code) : error;
      }
    },
    create: (subject, key) => new jose.SignJWT().setProtectedHeader({ alg: 'HS256' })
      .setSubject(subject).setExpirationTime(`${access_seconds}s`).sign(Buffer.from(key)),
  },
  jsonwebtoken: {
    async decode(token, key) {
      try {
        return jsonwebtoken.verify(token, key, { algorithms: ['HS256'] });
      } catch (error) {
        throw error instanceof jsonwebtoken.JsonWebTokenError ? new Refused(error.message) : error;
      }
    },
    create: async (subject, key) => jsonwebtoken.sign({}, key, { subject, expiresIn: access_seconds }),
  },
};
