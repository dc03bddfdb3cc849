CREATE TABLE reservations (
    id              uuid PRIMARY KEY,
    product_id      text COLLATE "C" NOT NULL REFERENCES products (id),
    quantity        integer NOT NULL CHECK (quantity > 0),
    remaining       integer NOT NULL CHECK (remaining >= 0),
    idempotency_key text COLLATE "C",
    created_at      timestamptz NOT NULL DEFAULT now(),
    released_at     timestamptz
);

CREATE INDEX reservations_by_product ON reservations (product_id);
CREATE UNIQUE INDEX reservations_by_idempotency_key ON reservations (idempotency_key);
