// SPDX-License-Identifier: Apache-2.0
// `gatehouse serve` on a data folder that exists longer than the server, and the calls about sessions.
import { make_folder, serve as start } from '../support/gatehouse.mjs';
import { form_body, json_body, send } from '../support/request.mjs';
import { secrets } from '../support/target.mjs';

export const serve = (data, settings = {}) => start(data, [], { ...secrets, ...settings });

/// Creates a data folder for one test, which is removed afterwards.
export async function make_data(t) {
  const { data, remove } = await make_folder();
  t.after(remove);
  return data;
}

/// Serves during one test.
export async function serve_for(t, settings) {
  const server = await serve(await make_data(t), settings);
  t.after(() => server.stop());
  return server;
}

const bearer = (token) => (token === undefined ? {} : { Authorization: `Bearer ${token}` });

/// Sends a request with an access token. Returns the answer, with its body as JSON if it has one.
export async function call(server, method, at, token, body, more = {}) {
  const json = body === undefined ? { headers: {} } : json_body(body);
  const answer = await send(server, { method, path: at, ...json, headers: { ...bearer(token), ...json.headers, ...more } });
  return { ...answer, json: answer.text === '' ? undefined : JSON.parse(answer.text) };
}

export async function refresh(server, refresh_token, fields = { grant_type: 'refresh_token' }) {
  const answer = await send(server, { method: 'POST', path: '/refresh', ...form_body({ ...fields, refresh_token }) });
  return { ...answer, json: JSON.parse(answer.text) };
}

export const session_of = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url')).sid;
