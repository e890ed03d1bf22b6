-- Key pairs that sign access tokens. Which of them does follows from the clock: the last whose time has come.
CREATE TABLE signing_keys (
  id INTEGER PRIMARY KEY,
  -- What tokens call it: the thumbprint of its public half (RFC 7638).
  kid TEXT NOT NULL UNIQUE,
  algorithm TEXT NOT NULL,
  -- PKCS#8. Whoever can read this file can also read the secrets beside it.
  private_key BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  -- From when on it signs. Earlier it is published, so that nobody meets a key that is not known yet.
  active_at INTEGER NOT NULL UNIQUE,
  -- Until when tokens signed with the secret, before there were key pairs, may expire: handed on from key to key.
  secret_until INTEGER NOT NULL
) STRICT;
