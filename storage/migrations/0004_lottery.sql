-- Lotteries: open -> frozen -> drawn -> announced -> settled, or cancelled before they are drawn. A state is never gone back.

CREATE TABLE lotteries (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,  -- the #N that people see
    chat_id         BIGINT NOT NULL,
    topic           BIGINT NOT NULL DEFAULT 0,
    state           TEXT   NOT NULL DEFAULT 'open'
        CHECK (state IN ('open', 'frozen', 'drawn', 'announced', 'settled', 'cancelled')),
    terms           TEXT   NOT NULL,                    -- JSON, as agreed at the opening
    commit_hash     TEXT   NOT NULL CHECK (length(commit_hash) = 64),
    secret          TEXT   NOT NULL CHECK (length(secret) = 64),
    salt            TEXT   NOT NULL,                    -- makes the pseudonyms; never published
    entrants        BIGINT NOT NULL DEFAULT 0 CHECK (entrants >= 0),
    tickets         BIGINT NOT NULL DEFAULT 0 CHECK (tickets >= 0),
    opened_by       BIGINT NOT NULL,                    -- 0 is the bot itself
    opened_at       BIGINT NOT NULL,
    ends_at         BIGINT NOT NULL DEFAULT 0,          -- 0: not by time
    extensions      BIGINT NOT NULL DEFAULT 0,
    entrants_hash   TEXT   NOT NULL DEFAULT '',         -- of the list as frozen and judged
    public_value    TEXT   NOT NULL DEFAULT '',
    drawn_at        BIGINT NOT NULL DEFAULT 0,
    card_at         BIGINT NOT NULL DEFAULT 0,          -- when the card is shown anew; 0: it shows what is
    idempotency_key TEXT   NOT NULL,
    UNIQUE (chat_id, idempotency_key),
    CHECK (state IN ('open', 'frozen', 'cancelled') OR (entrants_hash <> '' AND drawn_at > 0))
);
CREATE INDEX lotteries_chat ON lotteries (chat_id, id);

CREATE TRIGGER lotteries_go_forward BEFORE UPDATE OF state ON lotteries WHEN OLD.state <> NEW.state AND NOT (
    (OLD.state = 'open' AND NEW.state IN ('frozen', 'cancelled'))
    OR (OLD.state = 'frozen' AND NEW.state IN ('drawn', 'cancelled'))
    OR (OLD.state = 'drawn' AND NEW.state = 'announced')
    OR (OLD.state = 'announced' AND NEW.state = 'settled')
) BEGIN
    SELECT RAISE(ABORT, 'a lottery does not go that way');
END;
CREATE TRIGGER lotteries_keep_faith BEFORE UPDATE OF commit_hash, secret, salt, terms ON lotteries BEGIN
    SELECT RAISE(ABORT, 'what was committed to stays');
END;

CREATE TABLE lottery_entries (
    lottery_id BIGINT NOT NULL REFERENCES lotteries (id),
    user_id    BIGINT NOT NULL,
    pseudonym  TEXT   NOT NULL,
    tickets    BIGINT NOT NULL DEFAULT 1 CHECK (tickets > 0),
    paid       BIGINT NOT NULL DEFAULT 0 CHECK (paid >= 0),
    state      TEXT   NOT NULL DEFAULT 'in' CHECK (state IN ('in', 'unfit')),  -- unfit: fails a condition at the draw
    returned   BIGINT NOT NULL DEFAULT 0 CHECK (returned IN (0, 1)),
    entered_at BIGINT NOT NULL,
    PRIMARY KEY (lottery_id, user_id),
    UNIQUE (lottery_id, pseudonym)
) WITHOUT ROWID;
CREATE INDEX lottery_entries_owed ON lottery_entries (lottery_id, user_id) WHERE paid > 0 AND returned = 0;
CREATE INDEX lottery_entries_member ON lottery_entries (user_id);

-- Once frozen the list stays as it is: nobody comes or goes, and no ticket is added.
CREATE TRIGGER lottery_entries_come BEFORE INSERT ON lottery_entries
WHEN (SELECT state FROM lotteries WHERE id = NEW.lottery_id) <> 'open' BEGIN
    SELECT RAISE(ABORT, 'the list is frozen');
END;
CREATE TRIGGER lottery_entries_go BEFORE DELETE ON lottery_entries
WHEN (SELECT state FROM lotteries WHERE id = OLD.lottery_id) <> 'open' BEGIN
    SELECT RAISE(ABORT, 'the list is frozen');
END;
CREATE TRIGGER lottery_entries_hold BEFORE UPDATE OF lottery_id, pseudonym, tickets, paid ON lottery_entries
WHEN (SELECT state FROM lotteries WHERE id = OLD.lottery_id) <> 'open' BEGIN
    SELECT RAISE(ABORT, 'the list is frozen');
END;
CREATE TRIGGER lottery_entries_judged BEFORE UPDATE OF state ON lottery_entries
WHEN (SELECT state <> 'frozen' OR entrants_hash <> '' FROM lotteries WHERE id = OLD.lottery_id) BEGIN
    SELECT RAISE(ABORT, 'the list was published');
END;
CREATE TRIGGER lottery_entries_came AFTER INSERT ON lottery_entries BEGIN
    UPDATE lotteries SET entrants = entrants + 1, tickets = tickets + NEW.tickets WHERE id = NEW.lottery_id;
END;
CREATE TRIGGER lottery_entries_went AFTER DELETE ON lottery_entries BEGIN
    UPDATE lotteries SET entrants = entrants - 1, tickets = tickets - OLD.tickets WHERE id = OLD.lottery_id;
END;
CREATE TRIGGER lottery_entries_added AFTER UPDATE OF tickets ON lottery_entries BEGIN
    UPDATE lotteries SET tickets = tickets + NEW.tickets - OLD.tickets WHERE id = NEW.lottery_id;
END;

CREATE TABLE lottery_places (        -- the draw's outcome in the order drawn: winners first, then reserves
    lottery_id BIGINT NOT NULL REFERENCES lotteries (id),
    place      BIGINT NOT NULL CHECK (place >= 0),
    user_id    BIGINT NOT NULL,
    pseudonym  TEXT   NOT NULL,
    prize      BIGINT CHECK (prize >= 0),  -- which of the prizes; NULL while in reserve
    state      TEXT   NOT NULL CHECK (state IN ('reserve', 'won', 'claimed', 'lapsed', 'passed')),
    due_at     BIGINT NOT NULL DEFAULT 0,  -- to be claimed by
    heir       BIGINT,                     -- the place that got the prize when it lapsed or was passed over
    PRIMARY KEY (lottery_id, place),
    UNIQUE (lottery_id, user_id),
    UNIQUE (lottery_id, heir),
    CHECK ((state = 'reserve') = (prize IS NULL))
) WITHOUT ROWID;
CREATE INDEX lottery_places_member ON lottery_places (user_id);

CREATE TABLE lottery_codes (         -- each goes to one winner at most
    lottery_id BIGINT NOT NULL REFERENCES lotteries (id),
    number     BIGINT NOT NULL,
    prize      BIGINT NOT NULL CHECK (prize >= 0),
    code       TEXT   NOT NULL,
    place      BIGINT,
    given_at   BIGINT,
    PRIMARY KEY (lottery_id, number),
    UNIQUE (lottery_id, place)
) WITHOUT ROWID;
CREATE TRIGGER lottery_codes_given_once BEFORE UPDATE OF place ON lottery_codes WHEN OLD.place IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'a code is given once');
END;

CREATE TABLE lottery_history (       -- what anyone may know of a lottery's course
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    lottery_id BIGINT NOT NULL REFERENCES lotteries (id),
    at         BIGINT NOT NULL,
    what       TEXT   NOT NULL CHECK (what <> ''),
    who        TEXT   NOT NULL DEFAULT '',  -- a pseudonym
    number     BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX lottery_history_of ON lottery_history (lottery_id, id);

CREATE TABLE lottery_drafts (        -- a lottery being put together in a dialogue, one a moderator and chat
    id         INTEGER PRIMARY KEY AUTOINCREMENT,  -- buttons of an earlier dialogue are old
    chat_id    BIGINT NOT NULL,      -- where the dialogue is held
    user_id    BIGINT NOT NULL,
    for_chat   BIGINT NOT NULL,      -- where it will be opened
    topic      BIGINT NOT NULL DEFAULT 0,
    terms      TEXT   NOT NULL,
    asks       TEXT   NOT NULL DEFAULT '',  -- the field whose words are awaited
    touched_at BIGINT NOT NULL
);

CREATE TABLE spoken_words (          -- words that, as a whole message in a chat, wake a feature while they stand
    chat_id BIGINT NOT NULL,
    word    TEXT   NOT NULL,         -- folded
    feature TEXT   NOT NULL,
    key     TEXT   NOT NULL,
    PRIMARY KEY (chat_id, word)
);

CREATE TABLE awaited_answers (       -- someone was asked for words: their reply to the bot wakes a feature
    chat_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    feature TEXT   NOT NULL,
    key     TEXT   NOT NULL,
    PRIMARY KEY (chat_id, user_id)
);
