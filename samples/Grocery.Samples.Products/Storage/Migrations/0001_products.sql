-- Names sort by code point ("C"), in every locale and as the in-memory store sorts them.
CREATE TABLE products (
    id       text COLLATE "C" PRIMARY KEY,
    name     text COLLATE "C" NOT NULL,
    category text COLLATE "C" NOT NULL,
    unit     text NOT NULL,
    price    numeric(10, 2) NOT NULL CHECK (price > 0),
    stock    integer NOT NULL CHECK (stock >= 0),
    -- The service splits the name, so that PostgreSQL and the in-memory store find the same products.
    words    text[] NOT NULL,
    search   tsvector NOT NULL GENERATED ALWAYS AS (array_to_tsvector(words)) STORED
);

CREATE INDEX products_by_category ON products (category, name, id);
CREATE INDEX products_by_name ON products (name, id);
-- Without fastupdate: names seldom change, and a long list of pending entries makes the planner avoid the index.
CREATE INDEX products_by_search ON products USING gin (search) WITH (fastupdate = off);
