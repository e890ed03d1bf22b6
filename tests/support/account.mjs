// SPDX-License-Identifier: Apache-2.0
// The three calls of the contract, for tests that need an account and do not test the calls themselves.
import assert from 'node:assert/strict';
import { form_body, json_body, send } from './request.mjs';

export const password = 'correct-horse';

export async function sign_up(server, email) {
  const answer = await send(server, { method: 'POST', path: '/signup', ...json_body({ email, password }) });
  assert.equal(answer.status, 200, answer.text);
  return JSON.parse(answer.text);
}

export async function log_in(server, email) {
  const answer = await send(server, { method: 'POST', path: '/login', ...form_body({ username: email, password }) });
  assert.equal(answer.status, 200, answer.text);
  return JSON.parse(answer.text);
}

export const get_me = (server, token) => send(server, { path: '/me', headers: { Authorization: `Bearer ${token}` } });
