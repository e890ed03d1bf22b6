// SPDX-License-Identifier: Apache-2.0
// A table of the ways to forge tokens (RFC 8725, jwt_tool, CVEs). Each entry changes one thing about a valid token.
import { constants, createHmac, createPublicKey, generateKeyPairSync, publicEncrypt, sign } from 'node:crypto';

export const encode = (value) => Buffer.from(typeof value === 'string' || Buffer.isBuffer(value) ? value : JSON.stringify(value)).toString('base64url');

const hmac = (hash, secret) => (text) => createHmac(hash, secret).update(text).digest();
const digested = (hash, key, options = {}) => (text) => sign(hash, Buffer.from(text), { key, ...options });
const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
const raw = { dsaEncoding: 'ieee-p1363' };

/// How each algorithm signs text with a key (a secret's text, or a private KeyObject). Returns bytes.
export const signers = {
  HS256: (key) => hmac('sha256', key),
  HS384: (key) => hmac('sha384', key),
  HS512: (key) => hmac('sha512', key),
  EdDSA: (key) => (text) => sign(null, Buffer.from(text), key),
  ES256: (key) => digested('sha256', key, raw),
  RS256: (key) => digested('sha256', key),
};

/// Returns a compact JWS of two texts or objects.
export function jws(header, claims, signer) {
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${encode(signer(text))}`;
}

const key_kinds = { EdDSA: ['ed25519'], ES256: ['ec', { namedCurve: 'P-256' }], RS256: ['rsa', { modulusLength: 2048 }] };
const make_key = (algorithm) => generateKeyPairSync(...key_kinds[algorithm]).privateKey;

/// Returns a signer with a key of the same kind that is not the server's.
const strange_signer = (token) => signers[token.alg](token.alg === 'HS256' ? 'a secret that this server has never seen' : make_key(token.alg));

/// Returns the texts of a published key that may be mistaken for a secret.
function published_forms({ key }) {
  const half = createPublicKey(key);
  const pem = half.export({ type: 'spki', format: 'pem' });
  const jwk = half.export({ format: 'jwk' });
  const forms = { PEM: pem, 'PEM without its last line break': pem.trimEnd(), DER: half.export({ type: 'spki', format: 'der' }), JWK: JSON.stringify(jwk),
    JWKS: JSON.stringify({ keys: [jwk] }), 'a coordinate': Buffer.from(jwk.x ?? jwk.n, 'base64url') };
  if (jwk.kty === 'RSA') forms['PKCS#1'] = half.export({ type: 'pkcs1', format: 'pem' });
  return Object.entries(forms);
}

const of_pairs = (token) => token.alg !== 'HS256';
const of = (...algorithms) => (token) => algorithms.includes(token.alg);
const parts = (token) => token.text.split('.');
const with_header = (token, more, signer = token.signer) => jws({ ...token.header, ...more }, token.claims, signer);
const with_claims = (token, more) => jws(token.header, { ...token.claims, ...more }, token.signer);
const with_signature = (token, bytes) => [...parts(token).slice(0, 2), encode(bytes)].join('.');
const without = (object, name) => Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
/// Returns the object's text with one more member at its front or end.
const spliced = (object, member, at_front = false) => {
  const text = JSON.stringify(object);
  return at_front ? `{${member},${text.slice(1)}` : `${text.slice(0, -1)},${member}}`;
};

const spellings_of_none = ['none', 'None', 'NONE', 'nOnE', 'none ', 'none\u0000', ''];
const kids = ['../../../../../../dev/null', '/dev/null', 'file:///dev/null', '/proc/sys/kernel/randomize_va_space', "x' UNION SELECT 'AA';--", "' OR '1'='1",
  'key.crt; id', '$(id)', '%2e%2e%2f', '\u0000', 'https://attacker.example/jwks.json', '__proto__', ''];
const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');
const zeros = (size) => Buffer.alloc(size);

/// Returns the padded digest that an RSA signature encloses. With the exponent 1 it is the signature itself.
const padded_digest = (token, text) => publicEncrypt({ key: createPublicKey(token.key), padding: constants.RSA_NO_PADDING }, token.signer(text));

/// Each entry has a `name`, `make(token)`, and `applies(token)` if it needs a certain kind of key. `in_form`: it cannot
/// be sent in a header field. A token is `{ text, header, claims, alg, key, signer, other }`: `signer` has the server's
/// own key, and `other` is the other token of the pair.
export const forgeries = [
  // RFC 8725 2.1: no algorithm.
  ...spellings_of_none.flatMap((alg) => [
    { name: `alg ${JSON.stringify(alg)}, no signature`, make: (token) => with_header(token, { alg }, () => '') },
    { name: `alg ${JSON.stringify(alg)}, a good signature`, make: (token) => with_header(token, { alg }) },
    { name: `alg ${JSON.stringify(alg)}, the signature that it had`, make: (token) => [encode({ ...token.header, alg }), ...parts(token).slice(1)].join('.') },
  ]),
  { name: 'no alg', make: (token) => jws(without(token.header, 'alg'), token.claims, token.signer) },
  { name: 'alg null', make: (token) => with_header(token, { alg: null }) },
  { name: 'alg in a list', make: (token) => with_header(token, { alg: [token.alg] }) },
  { name: 'no signature', make: (token) => `${parts(token).slice(0, 2).join('.')}.` },
  { name: 'two parts', make: (token) => parts(token).slice(0, 2).join('.') },
  // RFC 8725 2.1: a public key as the secret of an HMAC.
  ...['HS256', 'HS384', 'HS512'].flatMap((alg) => ['PEM', 'PEM without its last line break', 'DER', 'JWK', 'JWKS', 'a coordinate', 'PKCS#1'].flatMap((form) => {
    const secret_of = (token) => new Map(published_forms(token)).get(form);
    const applies = (token) => of_pairs(token) && secret_of(token) !== undefined;
    return [
      { name: `${alg} with the public key as secret, ${form}`, applies, make: (token) => with_header(token, { alg }, signers[alg](secret_of(token))) },
      { name: `${alg} with the public key as secret, ${form}, no kid`, applies, make: (token) => jws({ alg, typ: 'JWT' }, token.claims, signers[alg](secret_of(token))) },
    ];
  })),
  // Other algorithms with the same key.
  { name: 'HS384 with the secret', applies: of('HS256'), make: (token) => with_header(token, { alg: 'HS384' }, signers.HS384(token.key)) },
  { name: 'HS512 with the secret', applies: of('HS256'), make: (token) => with_header(token, { alg: 'HS512' }, signers.HS512(token.key)) },
  { name: 'HS256 in name, SHA-512 in deed', applies: of('HS256'), make: (token) => with_header(token, {}, signers.HS512(token.key)) },
  ...['RS256', 'ES256', 'EdDSA'].map((alg) => ({ name: `${alg} over the secret's signature`, applies: of('HS256'), make: (token) => with_header(token, { alg }) })),
  { name: 'PS256 with the key', applies: of('RS256'), make: (token) => with_header(token, { alg: 'PS256' }, digested('sha256', token.key, pss)) },
  { name: 'RS384 with the key', applies: of('RS256'), make: (token) => with_header(token, { alg: 'RS384' }, digested('sha384', token.key)) },
  { name: 'RS512 with the key', applies: of('RS256'), make: (token) => with_header(token, { alg: 'RS512' }, digested('sha512', token.key)) },
  { name: 'RS256 in name, PSS in deed', applies: of('RS256'), make: (token) => with_header(token, {}, digested('sha256', token.key, pss)) },
  { name: 'RS256 in name, SHA-1 in deed', applies: of('RS256'), make: (token) => with_header(token, {}, digested('sha1', token.key)) },
  { name: 'RS256 in name, SHA-512 in deed', applies: of('RS256'), make: (token) => with_header(token, {}, digested('sha512', token.key)) },
  ...['EdDSA', 'ES256', 'RS256'].map((alg) => ({ name: `${alg} in name, the key's own in deed`, applies: (token) => of_pairs(token) && token.alg !== alg, make: (token) => with_header(token, { alg }) })),
  ...['ES384', 'ES512', 'ES256K', 'ESP256'].map((alg) => ({ name: `${alg} over the key's signature`, applies: of('ES256'), make: (token) => with_header(token, { alg }) })),
  ...['Ed25519', 'Ed448', 'eddsa'].map((alg) => ({ name: `${alg} over the key's signature`, applies: of('EdDSA'), make: (token) => with_header(token, { alg }) })),
  // RFC 8725 2.2: weak or empty secrets.
  ...Object.entries({ 'an empty': '', 'a NUL': '\0', 'a line break': '\n', '32 zeros': zeros(32), 'the word': 'secret' }).flatMap(([what, secret]) => [
    { name: `${what} secret`, make: (token) => with_header(token, { alg: 'HS256' }, signers.HS256(secret)) },
    { name: `${what} secret, the usual header`, make: (token) => jws({ alg: 'HS256', typ: 'JWT' }, token.claims, signers.HS256(secret)) },
  ]),
  // RFC 8725 3.10, jwt_tool: a kid that refers to a key known to the attacker.
  ...kids.flatMap((kid) => [
    { name: `kid ${JSON.stringify(kid)}, an empty secret`, make: (token) => with_header(token, { alg: 'HS256', kid }, signers.HS256('')) },
    { name: `kid ${JSON.stringify(kid)}, a secret that an injection gives`, make: (token) => with_header(token, { alg: 'HS256', kid }, signers.HS256('AA')) },
    { name: `kid ${JSON.stringify(kid)}, a good signature`, applies: of_pairs, make: (token) => with_header(token, { kid }) },
  ]),
  { name: 'no kid', applies: of_pairs, make: (token) => jws(without(token.header, 'kid'), token.claims, token.signer) },
  { name: 'kid in a list', applies: of_pairs, make: (token) => with_header(token, { kid: [token.header.kid] }) },
  // RFC 8725 3.10: a key in the token, or at a URL in the token.
  { name: 'a jwk of its own', make: (token) => {
    const key = make_key('RS256');
    const jwk = createPublicKey(key).export({ format: 'jwk' });
    return with_header(token, { alg: 'RS256', jwk }, signers.RS256(key));
  } },
  { name: 'an oct jwk of its own', make: (token) => with_header(token, { alg: 'HS256', jwk: { kty: 'oct', k: encode('mine') } }, signers.HS256('mine')) },
  ...Object.entries({ jwk: { kty: 'oct', k: 'AA' }, jku: 'https://attacker.example/jwks.json', x5u: 'https://attacker.example/key.pem', x5c: ['MIIB'] }).flatMap(([name, value]) => [
    { name: `${name}, a good signature`, make: (token) => with_header(token, { [name]: value }) },
    { name: `${name} null, a good signature`, make: (token) => with_header(token, { [name]: null }) },
    { name: `${name}, a strange key`, make: (token) => with_header(token, { [name]: value }, strange_signer(token)) },
  ]),
  { name: 'a jwk with the exponent 1', applies: of('RS256'), make: (token) => {
    const jwk = { ...createPublicKey(token.key).export({ format: 'jwk' }), e: 'AQ' };
    return with_header(token, { jwk }, (text) => padded_digest(token, text));
  } },
  { name: 'a signature for the exponent 1', applies: of('RS256'), make: (token) => with_header(token, {}, (text) => padded_digest(token, text)) },
  // RFC 7515 4.1.11, RFC 7797.
  ...[['exp'], ['b64'], [], 'exp', null].map((crit) => ({ name: `crit ${JSON.stringify(crit)}`, make: (token) => with_header(token, { crit, ...(crit?.[0] === 'b64' && { b64: false }) }) })),
  { name: 'b64 false', make: (token) => with_header(token, { b64: false }) },
  // CVE-2022-21449 and similar: signatures that match everything.
  ...[[zeros(64), 'r = s = 0'], [Buffer.concat([order, order]), 'r = s = n'], [Buffer.concat([zeros(31), Buffer.from([1]), zeros(32)]), 'r = 1, s = 0']].map(([bytes, what]) => (
    { name: what, applies: of('ES256', 'EdDSA'), make: (token) => with_signature(token, bytes) })),
  ...[32, 64, 70, 256].map((size) => ({ name: `a signature of ${size} zeros`, make: (token) => with_signature(token, zeros(size)) })),
  { name: 'ES256 in DER', applies: of('ES256'), make: (token) => with_header(token, {}, digested('sha256', token.key)) },
  { name: 'another curve, P-384', applies: of('ES256'), make: (token) => with_header(token, {}, digested('sha256', generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey, raw)) },
  { name: 'another curve, secp256k1', applies: of('ES256'), make: (token) => with_header(token, {}, digested('sha256', generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey, raw)) },
  { name: 'ES256 with the halves swapped', applies: of('ES256'), make: (token) => with_header(token, {}, (text) => {
    const good = token.signer(text);
    return Buffer.concat([good.subarray(32), good.subarray(0, 32)]);
  }) },
  { name: "another server's key", make: (token) => with_header(token, {}, strange_signer(token)) },
  // RFC 8725 3.11, 3.12: tokens of another kind.
  { name: 'the other token of the pair', make: (token) => token.other },
  { name: "the other token's use", make: (token) => with_claims(token, { token_use: token.claims.token_use === 'refresh' ? 'access' : 'refresh' }) },
  { name: 'another use', make: (token) => with_claims(token, { token_use: 'id' }) },
  { name: 'a token in a token', make: (token) => jws({ ...token.header, cty: 'JWT' }, token.text, token.signer) },
  { name: 'another type', make: (token) => with_header(token, { typ: 'refresh+jwt' }) },
  { name: 'for somebody else', make: (token) => with_claims(token, { aud: 'https://other.example' }) },
  // Duplicate members in JSON, RFC 7515 4 and RFC 7519 4.
  { name: 'alg twice', make: (token) => jws(spliced(token.header, `"alg":"${token.alg}"`), token.claims, token.signer) },
  { name: 'alg none, then the right one', make: (token) => jws(spliced(token.header, '"alg":"none"', true), token.claims, token.signer) },
  { name: 'alg once in escapes', make: (token) => jws(spliced(token.header, `"\\u0061lg":"${token.alg}"`), token.claims, token.signer) },
  { name: 'kid twice', applies: of_pairs, make: (token) => jws(spliced(token.header, `"kid":"${token.header.kid}"`), token.claims, token.signer) },
  { name: 'sub twice', make: (token) => jws(token.header, spliced(token.claims, `"sub":"${token.claims.sub}"`), token.signer) },
  { name: 'exp twice', make: (token) => jws(token.header, spliced(token.claims, '"exp":1', true), token.signer) },
  { name: 'sid in escapes once more', make: (token) => jws(token.header, spliced(token.claims, `"\\u0073id":"${token.claims.sid}"`), token.signer) },
  // Required claims, and the values that they must have.
  ...['sub', 'exp', 'sid'].map((name) => ({ name: `no ${name}`, make: (token) => jws(token.header, without(token.claims, name), token.signer),
    applies: (token) => !(name === 'sub' && token.claims.token_use === 'refresh') })),
  { name: 'exp as text', make: (token) => with_claims(token, { exp: String(token.claims.exp) }) },
  { name: 'exp beyond all years', make: (token) => with_claims(token, { exp: 1e20 }) },
  { name: 'exp in the past', make: (token) => with_claims(token, { exp: token.claims.iat - 1 }) },
  { name: 'nbf in the future', make: (token) => with_claims(token, { nbf: token.claims.exp }) },
  { name: 'iat as text', make: (token) => with_claims(token, { iat: 'now' }) },
  { name: 'claims that are a list', make: (token) => jws(token.header, [token.claims], token.signer) },
  { name: 'a header that is a list', make: (token) => jws([token.header], token.claims, token.signer) },
  // Content that differs from what was signed.
  { name: 'a longer life under the old signature', make: (token) => [parts(token)[0], encode({ ...token.claims, exp: token.claims.exp + 1 }), parts(token)[2]].join('.') },
  { name: "another token's signature", make: (token) => with_signature(token, Buffer.from(parts({ text: with_claims(token, { x: 1 }) })[2], 'base64url')) },
  { name: 'a part to spare', make: (token) => `${token.text}.${parts(token)[2]}` },
  { name: 'five parts', make: (token) => `${token.text}.AAAA.AAAA` },
  { name: 'padding', make: (token) => `${token.text}=` },
  { name: 'bits to spare in the signature', make: (token) => spoil_last(token.text) },
  { name: 'a signature one byte longer', make: (token) => with_header(token, {}, (text) => Buffer.concat([token.signer(text), zeros(1)])) },
  { name: 'a line break', in_form: true, make: (token) => `${token.text}\n` },
  { name: 'a NUL', in_form: true, make: (token) => `${token.text}\0` },
  { name: 'longer than any token', make: (token) => with_claims(token, { x: 'x'.repeat(6200) }) },
];

/// Returns another base64url text that some decoders read as the same bytes: they ignore the unused bits of
/// the last letter.
function spoil_last(text) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(text.at(-1));
  return text.slice(0, -1) + alphabet[last ^ 1];
}

/// Changes that are no forgeries: the same steps with nothing changed, or with harmless additions. Each is accepted.
export const harmless = [
  { name: 'as it was', make: (token) => token.text },
  { name: 'signed here', make: (token) => with_header(token, {}) },
  { name: 'a claim of which nobody knows', make: (token) => with_claims(token, { x: { y: [1, 2] } }) },
  { name: 'a header member of which nobody knows', make: (token) => with_header(token, { x: 'y' }) },
  { name: 'nearly too long', make: (token) => with_claims(token, { x: 'x'.repeat(5000) }) },
  { name: 'a name that a secret does not need', applies: of('HS256'), make: (token) => with_header(token, { kid: '../../dev/null' }) },
];
