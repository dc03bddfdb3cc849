CREATE TABLE users (
    id            uuid PRIMARY KEY,
    name          text NOT NULL,
    -- The name as the service compares it, so that PostgreSQL and the in-memory store agree on which names are one.
    name_key      text COLLATE "C" NOT NULL UNIQUE,
    password_hash text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now()
);
