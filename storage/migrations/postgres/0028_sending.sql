-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

ALTER TABLE orders ADD COLUMN sending BIGINT NOT NULL DEFAULT 0 CHECK (sending IN (0, 1));
