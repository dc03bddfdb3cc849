CREATE TABLE orders (
    id            uuid PRIMARY KEY,
    user_id       text COLLATE "C" NOT NULL,
    created_at    timestamptz NOT NULL,
    units         integer NOT NULL CHECK (units > 0),
    total         numeric(12, 2) NOT NULL CHECK (total >= 0),
    delivery_slot text,
    note          text
);

-- For who looks into the database: the orders of a day, or the last ones. The service itself asks by user.
CREATE INDEX orders_by_creation ON orders (created_at);
CREATE INDEX orders_by_user ON orders (user_id, created_at, id);

-- The names and prices are those of the moment of the order.
CREATE TABLE order_items (
    order_id   uuid NOT NULL REFERENCES orders (id),
    line       integer NOT NULL,
    product_id text COLLATE "C" NOT NULL,
    name       text COLLATE "C" NOT NULL,
    unit       text NOT NULL,
    quantity   integer NOT NULL CHECK (quantity > 0),
    price      numeric(10, 2) NOT NULL CHECK (price >= 0),
    PRIMARY KEY (order_id, line)
);
