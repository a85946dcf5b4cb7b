-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

CREATE TABLE day_returns (
    chat_id BIGINT NOT NULL,
    day     BIGINT NOT NULL,
    after   BIGINT NOT NULL CHECK (after BETWEEN 1 AND 61),
    voices  BIGINT NOT NULL,
    PRIMARY KEY (chat_id, day, after)
);
INSERT INTO day_returns (chat_id, day, after, voices) SELECT chat_id, day, CASE WHEN day - previous < 61 THEN day - previous ELSE 61 END AS after, count(*) FROM (SELECT chat_id, day, lag(day) OVER (PARTITION BY chat_id, user_id ORDER BY day) AS previous FROM activity) AS heard GROUP BY 1, 2, 3;
DROP INDEX members_newest;
CREATE INDEX members_newest ON members (chat_id, seen_from, state);
