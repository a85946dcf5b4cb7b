-- A member may take back an option they added: places move, Telegram's own ids of the options do not.

ALTER TABLE ballots ADD COLUMN ids TEXT NOT NULL DEFAULT '[]';      -- JSON list, of the options chosen
ALTER TABLE tallies ADD COLUMN ids TEXT NOT NULL DEFAULT '[]';      -- JSON list, of all options in their order
