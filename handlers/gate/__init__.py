"""Who comes in: the gate that newcomers pass, and the door that a moderator closes for a while."""
