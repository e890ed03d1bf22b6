-- What a change expects, and what it leaves behind: versions, unique names, roles as rows, the audit record.

-- The table is made anew, since its constraint on email_folded moves to identifiers. is_admin becomes the role admin.
CREATE TABLE users_new (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  email TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  password_version INTEGER NOT NULL,
  disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
  -- Rises with every change but a renewed hash and a noted login.
  revision INTEGER NOT NULL DEFAULT 1,
  -- Rises when proofs of identity that were made before are void.
  credential_version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  last_login_at INTEGER
) STRICT;

INSERT INTO users_new (id, uuid, email, password_hash, password_version, disabled, created_at, updated_at, last_login_at)
  SELECT id, uuid, email, password_hash, password_version, disabled, created_at, updated_at, last_login_at FROM users
  ORDER BY id;

-- The names by which users are found, and are unique. Kind 1: the e-mail address. The row of a user is deleted with it.
CREATE TABLE identifiers (
  kind INTEGER NOT NULL,
  folded TEXT NOT NULL,
  user_id INTEGER NOT NULL,
  PRIMARY KEY (kind, folded)
) STRICT, WITHOUT ROWID;

INSERT INTO identifiers (kind, folded, user_id) SELECT 1, email_folded, id FROM users ORDER BY email_folded;

-- The roles that an operator has granted.
CREATE TABLE user_roles (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  PRIMARY KEY (user_id, role)
) STRICT, WITHOUT ROWID;

CREATE INDEX user_roles_by_role ON user_roles (role, user_id);

INSERT INTO user_roles (user_id, role) SELECT id, 'admin' FROM users WHERE is_admin;
INSERT OR IGNORE INTO user_roles (user_id, role)
  WITH RECURSIVE words (id, word, rest) AS (
    SELECT id, NULL, roles || ' ' FROM users WHERE roles <> ''
    UNION ALL
    SELECT id, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM words WHERE rest <> ''
  )
  SELECT id, word FROM words WHERE word <> '';

DROP TABLE users;
ALTER TABLE users_new RENAME TO users;

-- The audit record. Rows are added only; number has no gap.
CREATE TABLE audit (
  number INTEGER PRIMARY KEY,
  -- The id of the operation, a UUIDv7.
  call BLOB NOT NULL CHECK (length(call) = 16),
  at INTEGER NOT NULL,
  -- 0: nobody, 1: a user, 2: a client, 3: the operator, 4: the server.
  actor_kind INTEGER NOT NULL,
  actor TEXT NOT NULL,
  request_id TEXT NOT NULL,
  action TEXT NOT NULL,
  -- 0: none, 1: a user, 2: a client, 3: a key, 4: the record itself.
  subject_kind INTEGER NOT NULL,
  subject TEXT NOT NULL,
  -- Of a user: its users.id, which an index takes at a fifth of the price of its UUID. It may be given to another user
  -- after a deletion, so the subject is compared too.
  user_id INTEGER,
  outcome TEXT NOT NULL,
  details TEXT NOT NULL,
  count INTEGER NOT NULL DEFAULT 1,
  -- The personal fields. A seal covers a salted digest of them, so that they can be erased.
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL,
  -- While they are there: 16 random bytes. Once they are erased: the digest, 32 bytes.
  personal BLOB NOT NULL
) STRICT;

CREATE INDEX audit_by_user ON audit (user_id) WHERE user_id IS NOT NULL;

-- Seals: each of a batch of rows and of the seal before.
CREATE TABLE audit_seals (
  last INTEGER PRIMARY KEY,
  first INTEGER NOT NULL,
  seal BLOB NOT NULL CHECK (length(seal) = 32),
  -- 1: the rows up to here were deleted because of their age.
  cut INTEGER NOT NULL DEFAULT 0 CHECK (cut IN (0, 1))
) STRICT;
