-- Members who bring others: a link for each, and what became of those who came by it.

CREATE TABLE invite_links (
    chat_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    link    TEXT   NOT NULL UNIQUE CHECK (link <> ''),
    at      BIGINT NOT NULL,
    PRIMARY KEY (chat_id, user_id)
) WITHOUT ROWID;

CREATE TABLE invites (              -- each newcomer counts once for each group, whatever they do afterwards
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id    BIGINT NOT NULL,
    user_id    BIGINT NOT NULL,
    inviter_id BIGINT NOT NULL CHECK (inviter_id <> user_id),
    at         BIGINT NOT NULL,
    state      TEXT   NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'paid', 'void')),
    UNIQUE (chat_id, user_id)
);
CREATE INDEX invites_of ON invites (chat_id, inviter_id, at);
