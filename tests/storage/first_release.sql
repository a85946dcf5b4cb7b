BEGIN TRANSACTION;
CREATE TABLE activity (             -- how much was said, by local day (proleptic ordinal); no text is kept
    chat_id  BIGINT NOT NULL,
    day      BIGINT NOT NULL,
    user_id  BIGINT NOT NULL,
    messages BIGINT NOT NULL CHECK (messages > 0),
    PRIMARY KEY (chat_id, day, user_id)
) WITHOUT ROWID;
INSERT INTO "activity" VALUES(-1001000000001,739998,1004,1);
CREATE TABLE administrators (       -- Telegram's own, as last told; asked anew when old
    chat_id      BIGINT NOT NULL,
    user_id      BIGINT NOT NULL,
    is_owner     BIGINT NOT NULL CHECK (is_owner IN (0, 1)),
    is_anonymous BIGINT NOT NULL DEFAULT 0 CHECK (is_anonymous IN (0, 1)),
    rights       TEXT   NOT NULL,   -- JSON list of the rights' names as the Bot API has them
    PRIMARY KEY (chat_id, user_id)
) WITHOUT ROWID;
INSERT INTO "administrators" VALUES(-1001000000001,1001,1,0,'[]');
INSERT INTO "administrators" VALUES(-1001000000001,1002,0,0,'["can_change_info", "can_delete_messages", "can_delete_stories", "can_edit_stories", "can_invite_users", "can_manage_chat", "can_manage_tags", "can_manage_topics", "can_manage_video_chats", "can_pin_messages", "can_post_stories", "can_restrict_members"]');
INSERT INTO "administrators" VALUES(-1001000000001,12345678,0,0,'["can_change_info", "can_delete_messages", "can_delete_stories", "can_edit_stories", "can_invite_users", "can_manage_chat", "can_manage_tags", "can_manage_topics", "can_manage_video_chats", "can_pin_messages", "can_post_stories", "can_promote_members", "can_restrict_members"]');
CREATE TABLE administrators_asked ( -- when a group's whole list was last asked for
    chat_id  BIGINT PRIMARY KEY,
    asked_at BIGINT NOT NULL
);
INSERT INTO "administrators_asked" VALUES(-1001000000001,1800158400);
CREATE TABLE balances (             -- the sum of an account's entries, kept by triggers in the entry's transaction
    chat_id BIGINT NOT NULL,
    account BIGINT NOT NULL,
    balance BIGINT NOT NULL,
    entry   BIGINT NOT NULL,        -- the entry that made it so: of equal balances the earlier one stands first
    PRIMARY KEY (chat_id, account),
    CHECK (account <= 0 OR balance >= 0)
) WITHOUT ROWID;
INSERT INTO "balances" VALUES(-1001000000001,0,-95,7);
INSERT INTO "balances" VALUES(-1001000000001,1003,71,5);
INSERT INTO "balances" VALUES(-1001000000001,1004,7,6);
INSERT INTO "balances" VALUES(-1001000000001,1009,17,7);
CREATE TABLE calendars (            -- what a local day went by: a zone, and minutes after midnight when the day begins
    id        INTEGER PRIMARY KEY,
    timezone  TEXT   NOT NULL,
    starts_at BIGINT NOT NULL,
    UNIQUE (timezone, starts_at)
);
INSERT INTO "calendars" VALUES(1,'Asia/Shanghai',0);
CREATE TABLE chats (                -- groups the bot is or was in, and private chats people have begun
    chat_id   BIGINT PRIMARY KEY,
    kind      TEXT   NOT NULL CHECK (kind IN ('private', 'group', 'supergroup', 'channel')),
    title     TEXT   NOT NULL DEFAULT '',
    is_forum  BIGINT NOT NULL DEFAULT 0 CHECK (is_forum IN (0, 1)),
    locale    TEXT   NOT NULL DEFAULT '',    -- chosen by the group, or by the member in private; '' is not chosen
    language  TEXT   NOT NULL DEFAULT '',    -- of a member's app, in private
    state     TEXT   NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'parked')),
    known_at  BIGINT NOT NULL
);
INSERT INTO "chats" VALUES(-1001000000001,'supergroup','围炉夜话',1,'','','active',1800072001);
INSERT INTO "chats" VALUES(1003,'private','',0,'','zh-Hans','active',1800158400);
INSERT INTO "chats" VALUES(1005,'private','',0,'','zh-Hant','active',1800158400);
CREATE TABLE checkins (
    chat_id     BIGINT NOT NULL,
    user_id     BIGINT NOT NULL,
    day         BIGINT NOT NULL,
    calendar_id BIGINT NOT NULL REFERENCES calendars (id),
    at          BIGINT NOT NULL,
    streak      BIGINT NOT NULL CHECK (streak > 0),
    lucky       BIGINT NOT NULL DEFAULT 0 CHECK (lucky >= 0),  -- points won by luck, within what was paid
    PRIMARY KEY (chat_id, user_id, day, calendar_id)
) WITHOUT ROWID;
INSERT INTO "checkins" VALUES(-1001000000001,1003,739997,1,1800072000,1,0);
INSERT INTO "checkins" VALUES(-1001000000001,1003,739998,1,1800158400,2,0);
INSERT INTO "checkins" VALUES(-1001000000001,1004,739997,1,1800072000,1,0);
INSERT INTO "checkins" VALUES(-1001000000001,1009,739997,1,1800072000,1,0);
CREATE TABLE earned (               -- what a member had of the mint in a week or month, less what was taken back
    chat_id BIGINT NOT NULL,
    board   TEXT   NOT NULL CHECK (board IN ('week', 'month')),
    since   BIGINT NOT NULL,        -- first local day of the period (proleptic ordinal)
    account BIGINT NOT NULL CHECK (account > 0),
    points  BIGINT NOT NULL,
    entry   BIGINT NOT NULL,
    PRIMARY KEY (chat_id, board, since, account)
) WITHOUT ROWID;
INSERT INTO "earned" VALUES(-1001000000001,'month',739982,1003,71,5);
INSERT INTO "earned" VALUES(-1001000000001,'month',739982,1009,17,7);
INSERT INTO "earned" VALUES(-1001000000001,'month',739982,1004,7,6);
INSERT INTO "earned" VALUES(-1001000000001,'week',739992,1003,71,5);
INSERT INTO "earned" VALUES(-1001000000001,'week',739992,1009,17,7);
INSERT INTO "earned" VALUES(-1001000000001,'week',739992,1004,7,6);
CREATE TABLE facts (                -- what holds for the whole store, by name
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
INSERT INTO "facts" VALUES('bot','12345678');
INSERT INTO "facts" VALUES('menu','2ace9c02a65a471284b935ea85257230d132d217f7070aca124fb1141fcd8e1b');
CREATE TABLE inbox (                -- updates that wait for their turn; deleted when done, kept with the error when bad
    update_id   BIGINT PRIMARY KEY,
    lane        BIGINT NOT NULL,    -- the chat (or, without one, the person): in order within, side by side across
    body        TEXT   NOT NULL,
    state       TEXT   NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'bad')),
    error       TEXT   NOT NULL DEFAULT '',
    received_at BIGINT NOT NULL
);
CREATE TABLE ledger (               -- append-only: one row moves points from one account to another, so each balances by itself
    id              INTEGER PRIMARY KEY AUTOINCREMENT,  -- the #N that people see
    chat_id         BIGINT NOT NULL,
    from_account    BIGINT NOT NULL,
    to_account      BIGINT NOT NULL,
    amount          BIGINT NOT NULL CHECK (amount > 0),
    kind            TEXT   NOT NULL CHECK (kind <> ''),  -- the domain names them
    source          BIGINT NOT NULL DEFAULT 0,           -- the number of what it came from, by kind: a check-in's streak
    reason          TEXT   NOT NULL DEFAULT '',          -- in people's own words
    actor_id        BIGINT NOT NULL,                     -- 0 is the bot itself
    actor_name      TEXT   NOT NULL DEFAULT '',
    idempotency_key TEXT   NOT NULL,
    at              BIGINT NOT NULL,
    day             BIGINT NOT NULL,                     -- local day it counts for (an undo: that of what it undoes)
    month           BIGINT NOT NULL,                     -- first day of that day's month; both proleptic ordinals
    reverses        BIGINT UNIQUE REFERENCES ledger (id),
    CHECK (from_account <> to_account),
    UNIQUE (chat_id, idempotency_key)
);
INSERT INTO "ledger" VALUES(1,-1001000000001,0,1003,10,'checkin',1,'',0,'','u:900000019',1800072000,739997,739982,NULL);
INSERT INTO "ledger" VALUES(2,-1001000000001,0,1004,10,'checkin',1,'',0,'','u:900000020',1800072000,739997,739982,NULL);
INSERT INTO "ledger" VALUES(3,-1001000000001,0,1009,10,'checkin',1,'',0,'','u:900000021',1800072000,739997,739982,NULL);
INSERT INTO "ledger" VALUES(4,-1001000000001,0,1003,11,'checkin',2,'',0,'','u:900000022',1800158400,739998,739982,NULL);
INSERT INTO "ledger" VALUES(5,-1001000000001,0,1003,50,'grant',0,'帮忙',1001,'林书瑶','u:900000024',1800158400,739998,739982,NULL);
INSERT INTO "ledger" VALUES(6,-1001000000001,1004,0,3,'deduct',0,'刷屏',1001,'林书瑶','u:900000025',1800158400,739998,739982,NULL);
INSERT INTO "ledger" VALUES(7,-1001000000001,0,1009,7,'grant',0,'误',1001,'林书瑶','u:900000026',1800158400,739998,739982,NULL);
CREATE TABLE members (              -- who speaks in which group
    chat_id   BIGINT NOT NULL,
    user_id   BIGINT NOT NULL,
    state     TEXT   NOT NULL DEFAULT 'in' CHECK (state IN ('in', 'left')),
    seen_from BIGINT NOT NULL,      -- joined, or first seen where the joining was before the bot's time
    seen_at   BIGINT NOT NULL,
    messages  BIGINT NOT NULL DEFAULT 0 CHECK (messages >= 0),
    PRIMARY KEY (chat_id, user_id)
) WITHOUT ROWID;
INSERT INTO "members" VALUES(-1001000000001,1001,'in',1800158400,1800158400,0);
INSERT INTO "members" VALUES(-1001000000001,1003,'in',1800072000,1800072000,0);
INSERT INTO "members" VALUES(-1001000000001,1004,'in',1800072000,1800158400,1);
INSERT INTO "members" VALUES(-1001000000001,1009,'in',1800072000,1800072000,0);
CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at BIGINT NOT NULL);
INSERT INTO "migrations" VALUES('0001_engine.sql',1795977677);
INSERT INTO "migrations" VALUES('0002_points.sql',1795977677);
INSERT INTO "migrations" VALUES('0003_notices.sql',1795977677);
CREATE TABLE moved (                -- a group that became a supergroup has a new id; the old one still turns up
    old_id  BIGINT PRIMARY KEY,
    chat_id BIGINT NOT NULL
);
CREATE TABLE notices (
    chat_id BIGINT NOT NULL,        -- the group it is about; 0 is the bot as a whole
    key     TEXT   NOT NULL,        -- "topic-lost:17"
    told_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, key)
);
CREATE TABLE outbox (               -- what is to be done in Telegram, at its pace
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id    BIGINT NOT NULL,
    priority   BIGINT NOT NULL,
    body       TEXT   NOT NULL,     -- a deed of bot/deeds.py
    doubt      TEXT   NOT NULL CHECK (doubt IN ('resend', 'drop')),
    state      TEXT   NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'dropped')),
    not_before BIGINT NOT NULL DEFAULT 0,
    attempts   BIGINT NOT NULL DEFAULT 0,
    error      TEXT   NOT NULL DEFAULT '',
    message_id BIGINT,
    created_at BIGINT NOT NULL,
    done_at    BIGINT
);
INSERT INTO "outbox" VALUES(1,0,4,'{"do":"commands","chat_id":0,"names":["checkin","points","ledger","top","grant","deduct","undo","start","help","about","rules","privacy","language"]}','resend','sent',0,1,'',NULL,1800072000,1800072000);
INSERT INTO "outbox" VALUES(2,0,4,'{"do":"commands","chat_id":0,"scope":"all_chat_administrators","names":["checkin","points","ledger","top","grant","deduct","undo","start","help","about","rules","privacy","language"]}','resend','sent',0,1,'',NULL,1800072000,1800072000);
INSERT INTO "outbox" VALUES(3,-1001000000001,1,'{"do":"say","chat_id":-1001000000001,"reply_to":14,"words":{"is":"lines","of":[{"is":"text","key":"checkin.won","args":{"won":10,"streak":1,"balance":10}}]}}','resend','sent',0,1,'',15,1800072001,1800072001);
INSERT INTO "outbox" VALUES(4,-1001000000001,1,'{"do":"say","chat_id":-1001000000001,"reply_to":16,"words":{"is":"lines","of":[{"is":"text","key":"checkin.won","args":{"won":10,"streak":1,"balance":10}}]}}','resend','sent',0,1,'',17,1800072001,1800072001);
INSERT INTO "outbox" VALUES(5,-1001000000001,1,'{"do":"say","chat_id":-1001000000001,"reply_to":18,"words":{"is":"lines","of":[{"is":"text","key":"checkin.won","args":{"won":10,"streak":1,"balance":10}}]}}','resend','sent',0,1,'',19,1800072001,1800072001);
INSERT INTO "outbox" VALUES(6,-1001000000001,1,'{"do":"say","chat_id":-1001000000001,"reply_to":20,"words":{"is":"lines","of":[{"is":"text","key":"checkin.won","args":{"won":11,"streak":2,"balance":21}}]}}','resend','sent',0,1,'',21,1800158400,1800158400);
INSERT INTO "outbox" VALUES(7,-1001000000001,1,'{"do":"say","chat_id":-1001000000001,"reply_to":23,"words":{"is":"lines","of":[{"is":"text","key":"points.granted","args":{"who":{"is":"who","id":1003,"name":"陈一诺"},"amount":50,"balance":71,"entry":5}},{"is":"text","key":"points.reason","args":{"reason":{"is":"raw","text":"帮忙"}}}]}}','resend','sent',0,1,'',24,1800158400,1800158400);
INSERT INTO "outbox" VALUES(8,-1001000000001,1,'{"do":"say","chat_id":-1001000000001,"reply_to":25,"words":{"is":"lines","of":[{"is":"text","key":"points.deducted","args":{"who":{"is":"who","id":1004,"name":"王子轩"},"amount":3,"balance":7,"entry":6}},{"is":"text","key":"points.reason","args":{"reason":{"is":"raw","text":"刷屏"}}}]}}','resend','sent',0,1,'',26,1800158400,1800158400);
INSERT INTO "outbox" VALUES(9,-1001000000001,1,'{"do":"say","chat_id":-1001000000001,"reply_to":27,"words":{"is":"lines","of":[{"is":"text","key":"points.granted","args":{"who":{"is":"who","id":1009,"name":"Emma Zhang"},"amount":7,"balance":17,"entry":7}},{"is":"text","key":"points.reason","args":{"reason":{"is":"raw","text":"误"}}}]}}','resend','sent',0,1,'',28,1800158400,1800158400);
INSERT INTO "outbox" VALUES(10,1003,1,'{"do":"say","chat_id":1003,"reply_to":4,"words":{"is":"text","key":"points.mine","args":{"balance":71,"name":"陈一诺","streak":2,"rank":{"is":"text","key":"points.rank","args":{"rank":1}}}}}','drop','sent',0,1,'',5,1800158400,1800158400);
INSERT INTO "outbox" VALUES(11,1005,1,'{"do":"say","chat_id":1005,"keys":[[{"label":{"is":"text","key":"general.button_add","args":{}},"url":"https://t.me/weilu_bot?startgroup=true"}]],"words":{"is":"text","key":"general.start_private","args":{"who":{"is":"who","id":1005,"name":"蔡佩珊"}}}}','drop','sent',0,1,'',7,1800158400,1800158400);
INSERT INTO "outbox" VALUES(12,-1001000000001,1,'{"do":"say","chat_id":-1001000000001,"reply_to":29,"words":{"is":"text","key":"points.mine","args":{"balance":71,"name":"陈一诺","streak":2,"rank":{"is":"text","key":"points.rank","args":{"rank":1}}}}}','drop','sent',0,1,'',30,1800158400,1800158400);
INSERT INTO "outbox" VALUES(13,-1001000000001,1,'{"do":"say","chat_id":-1001000000001,"reply_to":31,"words":{"is":"text","key":"points.mine","args":{"balance":7,"name":"王子轩","streak":1,"rank":{"is":"text","key":"points.rank","args":{"rank":3}}}}}','drop','sent',0,1,'',32,1800158400,1800158400);
INSERT INTO "outbox" VALUES(14,-1001000000001,1,'{"do":"say","chat_id":-1001000000001,"reply_to":33,"words":{"is":"text","key":"points.mine","args":{"balance":17,"name":"Emma Zhang","streak":1,"rank":{"is":"text","key":"points.rank","args":{"rank":2}}}}}','drop','sent',0,1,'',34,1800158400,1800158400);
CREATE TABLE people (               -- by their last known name
    user_id  BIGINT PRIMARY KEY,
    name     TEXT   NOT NULL,
    username TEXT   NOT NULL DEFAULT '',
    is_bot   BIGINT NOT NULL DEFAULT 0 CHECK (is_bot IN (0, 1))
);
INSERT INTO "people" VALUES(1003,'陈一诺','yinuo_chen',0);
INSERT INTO "people" VALUES(1004,'王子轩','zixuan_w',0);
INSERT INTO "people" VALUES(1009,'Emma Zhang','emma_zh',0);
INSERT INTO "people" VALUES(1001,'林书瑶','shuyao_lin',0);
CREATE TABLE posts (                -- messages kept by name ("lottery:42:card"), for later edits
    chat_id    BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    message_id BIGINT NOT NULL,
    topic      BIGINT NOT NULL DEFAULT 0,
    posted_at  BIGINT NOT NULL,
    PRIMARY KEY (chat_id, name)
);
CREATE TABLE settled (              -- spans of update ids dealt with lately: Telegram may send them again
    first BIGINT PRIMARY KEY,
    last  BIGINT NOT NULL CHECK (last >= first),
    since BIGINT NOT NULL,
    at    BIGINT NOT NULL
);
CREATE TABLE spread (
    chat_id BIGINT NOT NULL,
    board   TEXT   NOT NULL,        -- 'all' goes by balance, and its period begins at 0
    since   BIGINT NOT NULL,
    level   BIGINT NOT NULL,
    bucket  BIGINT NOT NULL,        -- points >> (8 * level)
    members BIGINT NOT NULL,
    PRIMARY KEY (chat_id, board, since, level, bucket)
) WITHOUT ROWID;
INSERT INTO "spread" VALUES(-1001000000001,'all',0,0,7,1);
INSERT INTO "spread" VALUES(-1001000000001,'all',0,0,10,0);
INSERT INTO "spread" VALUES(-1001000000001,'all',0,0,17,1);
INSERT INTO "spread" VALUES(-1001000000001,'all',0,0,21,0);
INSERT INTO "spread" VALUES(-1001000000001,'all',0,0,71,1);
INSERT INTO "spread" VALUES(-1001000000001,'all',0,1,0,3);
INSERT INTO "spread" VALUES(-1001000000001,'all',0,2,0,3);
INSERT INTO "spread" VALUES(-1001000000001,'all',0,3,0,3);
INSERT INTO "spread" VALUES(-1001000000001,'all',0,4,0,3);
INSERT INTO "spread" VALUES(-1001000000001,'month',739982,0,7,1);
INSERT INTO "spread" VALUES(-1001000000001,'month',739982,0,10,0);
INSERT INTO "spread" VALUES(-1001000000001,'month',739982,0,17,1);
INSERT INTO "spread" VALUES(-1001000000001,'month',739982,0,21,0);
INSERT INTO "spread" VALUES(-1001000000001,'month',739982,0,71,1);
INSERT INTO "spread" VALUES(-1001000000001,'month',739982,1,0,3);
INSERT INTO "spread" VALUES(-1001000000001,'month',739982,2,0,3);
INSERT INTO "spread" VALUES(-1001000000001,'month',739982,3,0,3);
INSERT INTO "spread" VALUES(-1001000000001,'month',739982,4,0,3);
INSERT INTO "spread" VALUES(-1001000000001,'week',739992,0,7,1);
INSERT INTO "spread" VALUES(-1001000000001,'week',739992,0,10,0);
INSERT INTO "spread" VALUES(-1001000000001,'week',739992,0,17,1);
INSERT INTO "spread" VALUES(-1001000000001,'week',739992,0,21,0);
INSERT INTO "spread" VALUES(-1001000000001,'week',739992,0,71,1);
INSERT INTO "spread" VALUES(-1001000000001,'week',739992,1,0,3);
INSERT INTO "spread" VALUES(-1001000000001,'week',739992,2,0,3);
INSERT INTO "spread" VALUES(-1001000000001,'week',739992,3,0,3);
INSERT INTO "spread" VALUES(-1001000000001,'week',739992,4,0,3);
CREATE TABLE timers (               -- wake me then; a (kind, key) stands once
    kind    TEXT   NOT NULL,
    key     TEXT   NOT NULL,
    chat_id BIGINT NOT NULL DEFAULT 0,
    due_at  BIGINT NOT NULL,
    body    TEXT   NOT NULL DEFAULT '{}',
    state   TEXT   NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'bad')),
    error   TEXT   NOT NULL DEFAULT '',
    PRIMARY KEY (kind, key)
);
INSERT INTO "timers" VALUES('housekeeping','',0,1800131400,'{}','waiting','');
CREATE INDEX inbox_waiting ON inbox (received_at, update_id) WHERE state = 'waiting';
CREATE INDEX timers_due ON timers (due_at) WHERE state = 'waiting';
CREATE INDEX outbox_waiting ON outbox (chat_id, priority, id) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_done ON outbox (done_at) WHERE state IN ('sent', 'dropped');
CREATE INDEX people_username ON people (lower(username)) WHERE username <> '';
CREATE INDEX members_groups ON members (user_id);
CREATE INDEX ledger_out ON ledger (chat_id, from_account, id) WHERE from_account > 0;
CREATE INDEX ledger_in ON ledger (chat_id, to_account, id) WHERE to_account > 0;
CREATE INDEX ledger_actor ON ledger (chat_id, actor_id, day) WHERE actor_id <> 0;
CREATE TRIGGER ledger_stays BEFORE UPDATE OF id, amount, kind, source, idempotency_key, at, day, month, reverses
ON ledger BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: write a reverse entry');
END;
CREATE TRIGGER ledger_names BEFORE UPDATE OF from_account, to_account, actor_id, actor_name, reason
ON ledger WHEN (NEW.from_account <> OLD.from_account AND (OLD.from_account <= 0 OR NEW.from_account > -1000000))
    OR (NEW.to_account <> OLD.to_account AND (OLD.to_account <= 0 OR NEW.to_account > -1000000))
    OR (NEW.actor_id <> OLD.actor_id AND (OLD.actor_id <= 0 OR NEW.actor_id > -1000000))
    OR NEW.actor_name NOT IN (OLD.actor_name, '') OR NEW.reason NOT IN (OLD.reason, '') BEGIN
    SELECT RAISE(ABORT, 'an entry changes hands only for a pseudonym');
END;
CREATE TRIGGER ledger_keeps BEFORE DELETE ON ledger BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: write a reverse entry');
END;
CREATE INDEX balances_order ON balances (chat_id, balance DESC, entry) WHERE account > 0;
CREATE INDEX earned_order ON earned (chat_id, board, since, points DESC, entry);
CREATE VIEW steps AS SELECT 0 AS chat_id, '' AS board, 0 AS since, 0 AS was, 0 AS becomes WHERE 0 = 1;
CREATE TRIGGER steps_taken INSTEAD OF INSERT ON steps WHEN NEW.was <> NEW.becomes BEGIN
    INSERT INTO spread (chat_id, board, since, level, bucket, members)
    SELECT NEW.chat_id, NEW.board, NEW.since, column1, NEW.was >> (8 * column1), -1
    FROM (VALUES (0), (1), (2), (3), (4))
    WHERE NEW.was > 0 AND (NEW.becomes <= 0 OR NEW.was >> (8 * column1) <> NEW.becomes >> (8 * column1))
    ON CONFLICT (chat_id, board, since, level, bucket) DO UPDATE SET members = members - 1;
    INSERT INTO spread (chat_id, board, since, level, bucket, members)
    SELECT NEW.chat_id, NEW.board, NEW.since, column1, NEW.becomes >> (8 * column1), 1
    FROM (VALUES (0), (1), (2), (3), (4))
    WHERE NEW.becomes > 0 AND (NEW.was <= 0 OR NEW.was >> (8 * column1) <> NEW.becomes >> (8 * column1))
    ON CONFLICT (chat_id, board, since, level, bucket) DO UPDATE SET members = members + 1;
END;
CREATE TRIGGER balances_opened AFTER INSERT ON balances WHEN NEW.account > 0 BEGIN
    INSERT INTO steps VALUES (NEW.chat_id, 'all', 0, 0, NEW.balance);
END;
CREATE TRIGGER balances_moved AFTER UPDATE OF balance ON balances WHEN NEW.account > 0 BEGIN
    INSERT INTO steps VALUES (NEW.chat_id, 'all', 0, OLD.balance, NEW.balance);
END;
CREATE TRIGGER balances_closed AFTER DELETE ON balances WHEN OLD.account > 0 BEGIN
    INSERT INTO steps VALUES (OLD.chat_id, 'all', 0, OLD.balance, 0);
END;
CREATE TRIGGER earned_opened AFTER INSERT ON earned BEGIN
    INSERT INTO steps VALUES (NEW.chat_id, NEW.board, NEW.since, 0, NEW.points);
END;
CREATE TRIGGER earned_moved AFTER UPDATE OF points ON earned BEGIN
    INSERT INTO steps VALUES (NEW.chat_id, NEW.board, NEW.since, OLD.points, NEW.points);
END;
CREATE TRIGGER earned_closed AFTER DELETE ON earned BEGIN
    INSERT INTO steps VALUES (OLD.chat_id, OLD.board, OLD.since, OLD.points, 0);
END;
CREATE TRIGGER ledger_posted AFTER INSERT ON ledger BEGIN
    -- Opened at 0 first: a check on the inserted row comes before its conflict, and would refuse the negative amount.
    INSERT INTO balances (chat_id, account, balance, entry) VALUES (NEW.chat_id, NEW.from_account, 0, NEW.id)
    ON CONFLICT (chat_id, account) DO NOTHING;
    UPDATE balances SET balance = balance - NEW.amount, entry = NEW.id
    WHERE chat_id = NEW.chat_id AND account = NEW.from_account;
    INSERT INTO balances (chat_id, account, balance, entry) VALUES (NEW.chat_id, NEW.to_account, NEW.amount, NEW.id)
    ON CONFLICT (chat_id, account) DO UPDATE SET balance = balance + excluded.balance, entry = excluded.entry;
END;
CREATE TRIGGER ledger_earned AFTER INSERT ON ledger
WHEN (NEW.from_account = 0 AND NEW.to_account > 0) OR (NEW.to_account = 0 AND NEW.from_account > 0) BEGIN
    INSERT INTO earned (chat_id, board, since, account, points, entry)
    SELECT NEW.chat_id, column1, column2, NEW.from_account + NEW.to_account,
        CASE NEW.from_account WHEN 0 THEN NEW.amount ELSE -NEW.amount END, NEW.id
    -- Ordinal 1 is a Monday.
    FROM (VALUES ('week', NEW.day - (NEW.day - 1) % 7), ('month', NEW.month))
    WHERE true
    ON CONFLICT (chat_id, board, since, account) DO UPDATE SET points = points + excluded.points, entry = excluded.entry;
END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',14);
INSERT INTO "sqlite_sequence" VALUES('ledger',7);
COMMIT;
