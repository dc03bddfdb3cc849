-- What was undone is deleted some time later.
CREATE INDEX checkouts_released ON checkouts (created_at) WHERE state = 'Released';
