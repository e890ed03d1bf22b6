-- OAuth clients: programs that prove who they are with a secret of their own.
CREATE TABLE clients (
  id INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  -- SHA-256 of the secret in base64url: of 256 random bits nothing slower is needed.
  secret_hash TEXT NOT NULL,
  -- What its own access tokens may be for, separated by single spaces (RFC 6749 3.3).
  scope TEXT NOT NULL,
  disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

-- Access tokens of clients that were revoked before their time; such tokens have no session that could end.
CREATE TABLE revoked_tokens (
  token BLOB PRIMARY KEY CHECK (length(token) = 16),
  -- When the token expires, and need be known no more.
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX revoked_tokens_by_expiry ON revoked_tokens (until);
