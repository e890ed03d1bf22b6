// SPDX-License-Identifier: Apache-2.0
// Every place where the example's document differs from the original application's, its value, and the reason.
const refusal = (value) => typeof value?.description === 'string' && value.description !== '';

export const allowed = [
  { at: '/openapi', is: (value) => /^3\.1\.\d+$/.test(value), why: 'version 3.1, whose schemas are JSON Schema 2020-12' },
  { at: '/info/title', is: 'JWT authentication', why: "the example's own title; the guide has none, and FastAPI says FastAPI" },
  { at: '/servers', is: [{ url: '/' }], why: 'clients need not guess; relative, since the origin is never derived from Host' },
  { at: '/paths/~1signup/post/security', is: [], why: 'open on purpose, not by omission' },
  { at: '/paths/~1login/post/security', is: [], why: 'open on purpose, not by omission' },
  { at: '/paths/~1me/get/responses/401', is: refusal, why: 'guarded: no token, or one that has expired' },
  { at: '/paths/~1me/get/responses/403', is: refusal, why: 'guarded: a token that is not valid' },
  {
    at: '/components/schemas/Body_login_login_post/properties/grant_type/pattern', is: '^password$',
    why: "unanchored, as in the guide's document, it would promise to take `xpasswordx`",
  },
];
