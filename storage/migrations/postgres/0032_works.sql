-- Made by `python -m bench schema` from the file of this name one folder up: that one is edited.

ALTER TABLE challenge_entries ADD COLUMN number BIGINT NOT NULL DEFAULT 0;
UPDATE challenge_entries SET number = ( SELECT count(*) FROM challenge_entries AS earlier WHERE earlier.challenge = challenge_entries.challenge AND earlier.id <= challenge_entries.id ) WHERE challenge IN (SELECT id FROM challenges WHERE kind = 'contest');
