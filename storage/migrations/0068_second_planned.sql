-- How an announcement is to go out later, where it waits for another moderator's word; empty for one of the moment.

ALTER TABLE announcements ADD COLUMN plan TEXT NOT NULL DEFAULT '';
