-- Voices of a day by how long ago they were heard before, so that the people of any span are a sum: of its days those who
-- were not heard in it before. And members by when they came, counted without reading their rows.

CREATE TABLE day_returns (
    chat_id BIGINT NOT NULL,
    day     BIGINT NOT NULL,
    after   BIGINT NOT NULL CHECK (after BETWEEN 1 AND 61),     -- days; 61 is longer ago, or never
    voices  BIGINT NOT NULL,
    PRIMARY KEY (chat_id, day, after)
) WITHOUT ROWID;
INSERT INTO day_returns (chat_id, day, after, voices)
SELECT chat_id, day, CASE WHEN day - previous < 61 THEN day - previous ELSE 61 END AS after, count(*)
FROM (SELECT chat_id, day, lag(day) OVER (PARTITION BY chat_id, user_id ORDER BY day) AS previous FROM activity) AS heard
GROUP BY 1, 2, 3;

DROP INDEX members_newest;
CREATE INDEX members_newest ON members (chat_id, seen_from, state);
