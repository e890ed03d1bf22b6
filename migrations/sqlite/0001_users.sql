-- Users: integers inside, random UUIDs outside; times are UTC microseconds.
CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  email TEXT NOT NULL,
  -- Accounts are unique without regard to case, and this constraint is what decides it.
  email_folded TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  password_version INTEGER NOT NULL,
  disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
  is_admin INTEGER NOT NULL DEFAULT 0 CHECK (is_admin IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  last_login_at INTEGER
) STRICT;
