// SPDX-License-Identifier: Apache-2.0
// Logins from any address: the server believes X-Forwarded-For of 127.0.0.1.
import { form_body, json_body, send } from './request.mjs';
import { password } from './account.mjs';

export const behind_proxy = { GATEHOUSE_SERVER_TRUSTED_PROXIES: '127.0.0.1' };

/// A request from `address`, and its answer's body as JSON where it has one.
export async function send_from(server, address, { headers = {}, ...request }) {
  const answer = await send(server, { method: 'POST', ...request, headers: { ...headers, 'X-Forwarded-For': address } });
  return { ...answer, json: answer.text === '' ? undefined : JSON.parse(answer.text) };
}

/// POST /login from `address`.
export function log_in_from(server, address, username, pass = password, cookie = undefined) {
  const { headers, body } = form_body({ username, password: pass });
  return send_from(server, address, { path: '/login', body, headers: { ...headers, ...(cookie && { Cookie: cookie }) } });
}

/// POST /signup from `address`.
export const sign_up_from = (server, address, email) => send_from(server, address, { path: '/signup', ...json_body({ email, password }) });

/// The cookie that an answer sets, as a request sends it.
export const cookie_of = (answer) => answer.headers['set-cookie']?.split(';')[0];

/// How many answers have which status, and code where they have one: `{ 400: 20, '429 account_failures': 10 }`.
export function count_answers(answers) {
  const counts = {};
  for (const { status, json } of answers) {
    const name = json?.code ? `${status} ${json.code}` : String(status);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
