CREATE TABLE cart_items (
    user_id    text COLLATE "C" NOT NULL,
    product_id text COLLATE "C" NOT NULL,
    quantity   integer NOT NULL CHECK (quantity BETWEEN 1 AND 99),
    -- The order in which the user put them in.
    position   bigint GENERATED ALWAYS AS IDENTITY,
    CONSTRAINT cart_items_by_user PRIMARY KEY (user_id, product_id)
);

-- The orders that were taken out of a cart, so that none is taken out twice.
CREATE TABLE cart_orders (
    order_id   uuid PRIMARY KEY,
    user_id    text COLLATE "C" NOT NULL,
    ordered_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX cart_orders_by_time ON cart_orders (ordered_at);
