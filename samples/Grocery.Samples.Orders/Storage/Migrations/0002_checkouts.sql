CREATE TABLE checkouts (
    order_id        uuid PRIMARY KEY,
    user_id         text COLLATE "C" NOT NULL,
    idempotency_key text COLLATE "C" NOT NULL,
    fingerprint     text NOT NULL,
    state           text NOT NULL CHECK (state IN ('Pending', 'Done', 'Releasing', 'Released')),
    items           jsonb NOT NULL,
    -- Null: nothing is left to do.
    lease_until     timestamptz,
    refused_at      timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now()
);

-- A failed attempt leaves its key to the next one.
CREATE UNIQUE INDEX checkouts_by_key ON checkouts (user_id, idempotency_key) WHERE state IN ('Pending', 'Done');
CREATE INDEX checkouts_due ON checkouts (lease_until) WHERE lease_until IS NOT NULL;
