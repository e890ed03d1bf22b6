-- Whether a server ever signed access tokens with the secret here: at a change to key pairs the secret's tokens stay good
-- until they expire, but only where there may be some.
CREATE TABLE secret_use (
  id INTEGER PRIMARY KEY CHECK (id = 1)
) STRICT;

INSERT INTO secret_use (id) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM signing_keys)
  AND (EXISTS (SELECT 1 FROM sessions) OR EXISTS (SELECT 1 FROM clients));
