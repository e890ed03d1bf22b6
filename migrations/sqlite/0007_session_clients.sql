-- The OAuth client that began a session, by its client_id; NULL: none did, or it began before this was recorded.
ALTER TABLE sessions ADD COLUMN client_id TEXT;

-- The sessions that end with a client.
CREATE INDEX sessions_by_client ON sessions (client_id) WHERE client_id IS NOT NULL AND ended_at IS NULL;

-- Whether a client may ask about the tokens of others too (RFC 7662).
ALTER TABLE clients ADD COLUMN introspects_all INTEGER NOT NULL DEFAULT 0 CHECK (introspects_all IN (0, 1));

-- Of a deleted user's sessions only their end is kept.
UPDATE sessions SET address = '', agent = '' WHERE user_id IS NULL;
