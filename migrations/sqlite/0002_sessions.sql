-- Sessions: one for each login. Their tokens are never kept, only the ids and times from which they can be signed again.
CREATE TABLE sessions (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  -- NULL once the user is deleted: of such a session only its end is still known.
  user_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  -- When the current refresh token, and with it the session, expires.
  expires_at INTEGER NOT NULL,
  -- When the last access token given out expires: until then an ended session must be known as ended.
  access_until INTEGER NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL,
  token BLOB NOT NULL CHECK (length(token) = 16),
  replaced_token BLOB CHECK (length(replaced_token) = 16),
  replaced_at INTEGER,
  ended_at INTEGER,
  end_reason TEXT,
  CHECK ((replaced_token IS NULL) = (replaced_at IS NULL)),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
  CHECK (user_id IS NOT NULL OR ended_at IS NOT NULL)
) STRICT;

CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at) WHERE ended_at IS NULL;
CREATE INDEX sessions_ended ON sessions (access_until) WHERE ended_at IS NOT NULL;
