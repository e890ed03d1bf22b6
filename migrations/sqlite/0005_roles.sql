-- Roles: the words (RFC 6749 3.3) that an operator has granted a user, separated by single spaces. The word admin is
-- not among them: is_admin says so.
ALTER TABLE users ADD COLUMN roles TEXT NOT NULL DEFAULT '';

-- The scope that a login asked for, beyond which no token of its session goes. NULL: all that the user has.
ALTER TABLE sessions ADD COLUMN scope TEXT;
