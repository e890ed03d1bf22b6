-- Restores: each time that a backup was put in this database's place.
CREATE TABLE restores (
  id INTEGER PRIMARY KEY,
  -- Tokens issued earlier are refused: a backup can't know who has logged out since it was made.
  epoch INTEGER NOT NULL,
  -- What signing_keys said of the secret's tokens; the keys were deleted, since one that was retired would be back.
  secret_until INTEGER
) STRICT;
