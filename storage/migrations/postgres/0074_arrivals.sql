-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

ALTER TABLE newcomers ADD COLUMN day BIGINT NOT NULL DEFAULT 0;
ALTER TABLE newcomers ADD COLUMN first_deed TEXT NOT NULL DEFAULT '';
ALTER TABLE newcomers ADD COLUMN spoke BIGINT NOT NULL DEFAULT 0 CHECK (spoke IN (0, 1));
ALTER TABLE newcomers ADD COLUMN stayed BIGINT NOT NULL DEFAULT 0 CHECK (stayed IN (0, 1));
ALTER TABLE newcomers ADD COLUMN next_day BIGINT NOT NULL DEFAULT 0 CHECK (next_day IN (0, 1));
ALTER TABLE newcomers ADD COLUMN in_week BIGINT NOT NULL DEFAULT 0 CHECK (in_week IN (0, 1));
ALTER TABLE newcomers ADD COLUMN in_month BIGINT NOT NULL DEFAULT 0 CHECK (in_month IN (0, 1));
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
);
CREATE FUNCTION arrivals_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO arrival_counts (chat_id, day, source, first_deed, came, spoke, stayed, next_day, in_week, in_month, checked_in, took_part, redeemed) VALUES (NEW.chat_id, NEW.day, NEW.source, '', 1, 0, 0, 0, 0, 0, 0, 0, 0) ON CONFLICT (chat_id, day, source, first_deed) DO UPDATE SET came = arrival_counts.came + 1;
    RETURN NEW;
END
$$;
CREATE TRIGGER arrivals_came AFTER INSERT ON newcomers FOR EACH ROW WHEN (NEW.day > 0) EXECUTE FUNCTION arrivals_came();
CREATE FUNCTION arrivals_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO arrival_counts (chat_id, day, source, first_deed, came, spoke, stayed, next_day, in_week, in_month, checked_in, took_part, redeemed) VALUES (NEW.chat_id, NEW.day, NEW.source, '', 1, 0, 0, 0, 0, 0, 0, 0, 0) ON CONFLICT (chat_id, day, source, first_deed) DO UPDATE SET came = arrival_counts.came + 1;
    RETURN NEW;
END
$$;
CREATE TRIGGER arrivals_back AFTER UPDATE OF day ON newcomers FOR EACH ROW WHEN (NEW.day <> OLD.day AND NEW.day > 0) EXECUTE FUNCTION arrivals_back();
CREATE FUNCTION arrivals_went_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE arrival_counts SET came = came - 1, spoke = spoke - OLD.spoke, stayed = stayed - OLD.stayed, next_day = next_day - OLD.next_day, in_week = in_week - OLD.in_week, in_month = in_month - OLD.in_month, checked_in = checked_in - OLD.checked_in, took_part = took_part - OLD.took_part, redeemed = redeemed - OLD.redeemed WHERE chat_id = OLD.chat_id AND day = OLD.day AND source = OLD.source AND first_deed = OLD.first_deed;
    INSERT INTO arrival_counts (chat_id, day, source, first_deed, came, spoke, stayed, next_day, in_week, in_month, checked_in, took_part, redeemed) VALUES (NEW.chat_id, NEW.day, NEW.source, NEW.first_deed, 1, NEW.spoke, NEW.stayed, NEW.next_day, NEW.in_week, NEW.in_month, NEW.checked_in, NEW.took_part, NEW.redeemed) ON CONFLICT (chat_id, day, source, first_deed) DO UPDATE SET came = arrival_counts.came + excluded.came, spoke = arrival_counts.spoke + excluded.spoke, stayed = arrival_counts.stayed + excluded.stayed, next_day = arrival_counts.next_day + excluded.next_day, in_week = arrival_counts.in_week + excluded.in_week, in_month = arrival_counts.in_month + excluded.in_month, checked_in = arrival_counts.checked_in + excluded.checked_in, took_part = arrival_counts.took_part + excluded.took_part, redeemed = arrival_counts.redeemed + excluded.redeemed;
    RETURN NEW;
END
$$;
CREATE TRIGGER arrivals_went_on AFTER UPDATE OF source, first_deed, spoke, stayed, next_day, in_week, in_month, checked_in, took_part, redeemed ON newcomers FOR EACH ROW WHEN (NEW.day = OLD.day AND NEW.day > 0) EXECUTE FUNCTION arrivals_went_on();
CREATE FUNCTION arrivals_checked_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE newcomers SET checked_in = 1, first_deed = CASE first_deed WHEN '' THEN 'checkin' ELSE first_deed END WHERE chat_id = NEW.chat_id AND user_id = NEW.user_id AND checked_in = 0 AND NEW.at BETWEEN came_at AND came_at + 2592000;
    RETURN NEW;
END
$$;
CREATE TRIGGER arrivals_checked_in AFTER INSERT ON checkins FOR EACH ROW EXECUTE FUNCTION arrivals_checked_in();
CREATE FUNCTION arrivals_redeemed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE newcomers SET redeemed = 1 WHERE chat_id = NEW.chat_id AND user_id = NEW.user_id AND redeemed = 0 AND NEW.at BETWEEN came_at AND came_at + 2592000;
    RETURN NEW;
END
$$;
CREATE TRIGGER arrivals_redeemed AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION arrivals_redeemed();
CREATE FUNCTION arrivals_entered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE newcomers SET took_part = 1, first_deed = CASE first_deed WHEN '' THEN 'part' ELSE first_deed END WHERE chat_id = (SELECT chat_id FROM lotteries WHERE id = NEW.lottery_id) AND user_id = NEW.user_id AND took_part = 0 AND NEW.entered_at BETWEEN came_at AND came_at + 2592000;
    RETURN NEW;
END
$$;
CREATE TRIGGER arrivals_entered AFTER INSERT ON lottery_entries FOR EACH ROW EXECUTE FUNCTION arrivals_entered();
CREATE FUNCTION arrivals_voted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE newcomers SET took_part = 1, first_deed = CASE first_deed WHEN '' THEN 'part' ELSE first_deed END WHERE chat_id = (SELECT chat_id FROM polls WHERE poll_id = NEW.poll_id) AND user_id = NEW.voter_id AND took_part = 0 AND NEW.cast_at BETWEEN came_at AND came_at + 2592000;
    RETURN NEW;
END
$$;
CREATE TRIGGER arrivals_voted AFTER INSERT ON ballots FOR EACH ROW EXECUTE FUNCTION arrivals_voted();
CREATE FUNCTION arrivals_handed_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE newcomers SET took_part = 1, first_deed = CASE first_deed WHEN '' THEN 'part' ELSE first_deed END WHERE chat_id = (SELECT chat_id FROM challenges WHERE id = NEW.challenge) AND user_id = NEW.user_id AND took_part = 0 AND NEW.at BETWEEN came_at AND came_at + 2592000;
    RETURN NEW;
END
$$;
CREATE TRIGGER arrivals_handed_in AFTER INSERT ON challenge_entries FOR EACH ROW EXECUTE FUNCTION arrivals_handed_in();
CREATE TABLE segment_counts (
    chat_id BIGINT NOT NULL,
    day     BIGINT NOT NULL,
    segment TEXT   NOT NULL CHECK (segment IN ('newcomer', 'active', 'core', 'quiet', 'at_risk')),
    people  BIGINT NOT NULL,
    PRIMARY KEY (chat_id, day, segment)
);
