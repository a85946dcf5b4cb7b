-- How far those who came get: kept with the newcomer, and summed by the day they came, the way and what they did first.

ALTER TABLE newcomers ADD COLUMN day BIGINT NOT NULL DEFAULT 0;            -- the local day of the last coming; 0: not counted
ALTER TABLE newcomers ADD COLUMN first_deed TEXT NOT NULL DEFAULT '';      -- 'spoke', 'checkin' or 'part'
ALTER TABLE newcomers ADD COLUMN spoke BIGINT NOT NULL DEFAULT 0 CHECK (spoke IN (0, 1));
ALTER TABLE newcomers ADD COLUMN stayed BIGINT NOT NULL DEFAULT 0 CHECK (stayed IN (0, 1));      -- heard on any later day
ALTER TABLE newcomers ADD COLUMN next_day BIGINT NOT NULL DEFAULT 0 CHECK (next_day IN (0, 1));  -- heard on the day after
ALTER TABLE newcomers ADD COLUMN in_week BIGINT NOT NULL DEFAULT 0 CHECK (in_week IN (0, 1));    -- on the 2nd to 7th
ALTER TABLE newcomers ADD COLUMN in_month BIGINT NOT NULL DEFAULT 0 CHECK (in_month IN (0, 1));  -- on the 8th to 30th
ALTER TABLE newcomers ADD COLUMN checked_in BIGINT NOT NULL DEFAULT 0 CHECK (checked_in IN (0, 1));
ALTER TABLE newcomers ADD COLUMN took_part BIGINT NOT NULL DEFAULT 0 CHECK (took_part IN (0, 1));
ALTER TABLE newcomers ADD COLUMN redeemed BIGINT NOT NULL DEFAULT 0 CHECK (redeemed IN (0, 1));

CREATE TABLE arrival_counts (
    chat_id    BIGINT NOT NULL,
    day        BIGINT NOT NULL,
    source     TEXT   NOT NULL,
    first_deed TEXT   NOT NULL,
    came       BIGINT NOT NULL,
    spoke      BIGINT NOT NULL,
    stayed     BIGINT NOT NULL,
    next_day   BIGINT NOT NULL,
    in_week    BIGINT NOT NULL,
    in_month   BIGINT NOT NULL,
    checked_in BIGINT NOT NULL,
    took_part  BIGINT NOT NULL,
    redeemed   BIGINT NOT NULL,
    PRIMARY KEY (chat_id, day, source, first_deed)
) WITHOUT ROWID;

CREATE TRIGGER arrivals_came AFTER INSERT ON newcomers WHEN NEW.day > 0 BEGIN
    INSERT INTO arrival_counts (chat_id, day, source, first_deed, came, spoke, stayed, next_day, in_week, in_month,
        checked_in, took_part, redeemed)
    VALUES (NEW.chat_id, NEW.day, NEW.source, '', 1, 0, 0, 0, 0, 0, 0, 0, 0)
    ON CONFLICT (chat_id, day, source, first_deed) DO UPDATE SET came = came + 1;
END;
CREATE TRIGGER arrivals_back AFTER UPDATE OF day ON newcomers WHEN NEW.day <> OLD.day AND NEW.day > 0 BEGIN
    INSERT INTO arrival_counts (chat_id, day, source, first_deed, came, spoke, stayed, next_day, in_week, in_month,
        checked_in, took_part, redeemed)
    VALUES (NEW.chat_id, NEW.day, NEW.source, '', 1, 0, 0, 0, 0, 0, 0, 0, 0)
    ON CONFLICT (chat_id, day, source, first_deed) DO UPDATE SET came = came + 1;
END;
CREATE TRIGGER arrivals_went_on AFTER UPDATE OF source, first_deed, spoke, stayed, next_day, in_week, in_month, checked_in,
took_part, redeemed ON newcomers WHEN NEW.day = OLD.day AND NEW.day > 0 BEGIN
    UPDATE arrival_counts SET came = came - 1, spoke = spoke - OLD.spoke, stayed = stayed - OLD.stayed, next_day = next_day - OLD.next_day,
        in_week = in_week - OLD.in_week, in_month = in_month - OLD.in_month, checked_in = checked_in - OLD.checked_in,
        took_part = took_part - OLD.took_part, redeemed = redeemed - OLD.redeemed
    WHERE chat_id = OLD.chat_id AND day = OLD.day AND source = OLD.source AND first_deed = OLD.first_deed;
    INSERT INTO arrival_counts (chat_id, day, source, first_deed, came, spoke, stayed, next_day, in_week, in_month,
        checked_in, took_part, redeemed)
    VALUES (NEW.chat_id, NEW.day, NEW.source, NEW.first_deed, 1, NEW.spoke, NEW.stayed, NEW.next_day, NEW.in_week,
        NEW.in_month, NEW.checked_in, NEW.took_part, NEW.redeemed)
    ON CONFLICT (chat_id, day, source, first_deed) DO UPDATE SET came = came + excluded.came,
        spoke = spoke + excluded.spoke, stayed = stayed + excluded.stayed, next_day = next_day + excluded.next_day, in_week = in_week + excluded.in_week,
        in_month = in_month + excluded.in_month, checked_in = checked_in + excluded.checked_in,
        took_part = took_part + excluded.took_part, redeemed = redeemed + excluded.redeemed;
END;

-- What counts is done within thirty days of coming.
CREATE TRIGGER arrivals_checked_in AFTER INSERT ON checkins BEGIN
    UPDATE newcomers SET checked_in = 1, first_deed = CASE first_deed WHEN '' THEN 'checkin' ELSE first_deed END
    WHERE chat_id = NEW.chat_id AND user_id = NEW.user_id AND checked_in = 0 AND NEW.at BETWEEN came_at AND came_at + 2592000;
END;
CREATE TRIGGER arrivals_redeemed AFTER INSERT ON orders BEGIN
    UPDATE newcomers SET redeemed = 1
    WHERE chat_id = NEW.chat_id AND user_id = NEW.user_id AND redeemed = 0 AND NEW.at BETWEEN came_at AND came_at + 2592000;
END;
CREATE TRIGGER arrivals_entered AFTER INSERT ON lottery_entries BEGIN
    UPDATE newcomers SET took_part = 1, first_deed = CASE first_deed WHEN '' THEN 'part' ELSE first_deed END
    WHERE chat_id = (SELECT chat_id FROM lotteries WHERE id = NEW.lottery_id) AND user_id = NEW.user_id AND took_part = 0
        AND NEW.entered_at BETWEEN came_at AND came_at + 2592000;
END;
CREATE TRIGGER arrivals_voted AFTER INSERT ON ballots BEGIN
    UPDATE newcomers SET took_part = 1, first_deed = CASE first_deed WHEN '' THEN 'part' ELSE first_deed END
    WHERE chat_id = (SELECT chat_id FROM polls WHERE poll_id = NEW.poll_id) AND user_id = NEW.voter_id AND took_part = 0
        AND NEW.cast_at BETWEEN came_at AND came_at + 2592000;
END;
CREATE TRIGGER arrivals_handed_in AFTER INSERT ON challenge_entries BEGIN
    UPDATE newcomers SET took_part = 1, first_deed = CASE first_deed WHEN '' THEN 'part' ELSE first_deed END
    WHERE chat_id = (SELECT chat_id FROM challenges WHERE id = NEW.challenge) AND user_id = NEW.user_id AND took_part = 0
        AND NEW.at BETWEEN came_at AND came_at + 2592000;
END;

CREATE TABLE segment_counts (           -- members by how they take part, as counted at night
    chat_id BIGINT NOT NULL,
    day     BIGINT NOT NULL,
    segment TEXT   NOT NULL CHECK (segment IN ('newcomer', 'active', 'core', 'quiet', 'at_risk')),
    people  BIGINT NOT NULL,
    PRIMARY KEY (chat_id, day, segment)
) WITHOUT ROWID;
