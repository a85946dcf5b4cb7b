-- An order whose code is on its way to the member: it is delivered once Telegram took it, or waits again where it did not.

ALTER TABLE orders ADD COLUMN sending BIGINT NOT NULL DEFAULT 0 CHECK (sending IN (0, 1));
