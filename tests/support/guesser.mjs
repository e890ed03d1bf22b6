// SPDX-License-Identifier: Apache-2.0
// Logins from any address: the server trusts X-Forwarded-For from 127.0.0.1.
import { form_body, json_body, send } from './request.mjs';
import { password } from './account.mjs';

export const behind_proxy = { GATEHOUSE_SERVER_TRUSTED_PROXIES: '127.0.0.1' };

/// Sends a request from `address`. Returns the answer, with its body as JSON if it has one.
export async function send_from(server, address, { headers = {}, ...request }) {
  const answer = await send(server, { method: 'POST', ...request, headers: { ...headers, 'X-Forwarded-For': address } });
  return { ...answer, json: answer.text === '' ? undefined : JSON.parse(answer.text) };
}

/// Sends POST /login from `address`.
export function log_in_from(server, address, username, pass = password, cookie = undefined) {
  const { headers, body } = form_body({ username, password: pass });
  return send_from(server, address, { path: '/login', body, headers: { ...headers, ...(cookie && { Cookie: cookie }) } });
}

/// Sends POST /signup from `address`.
export const sign_up_from = (server, address, email) => send_from(server, address, { path: '/signup', ...json_body({ email, password }) });

/// Returns the cookie that an answer sets, in the form in which a request sends it.
export const cookie_of = (answer) => answer.headers['set-cookie']?.split(';')[0];

/// Counts answers by status, and by code if they have one: `{ 400: 20, '429 account_failures': 10 }`.
export function count_answers(answers) {
  const counts = {};
  for (const { status, json } of answers) {
    const name = json?.code ? `${status} ${json.code}` : String(status);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
