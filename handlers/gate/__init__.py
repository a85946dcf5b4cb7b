"""Who comes in: the door of a group, closed for a while by a moderator's press."""
