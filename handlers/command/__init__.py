"""How any command is read and answered: the group meant, the person meant, the confirmation; no feature's words."""
