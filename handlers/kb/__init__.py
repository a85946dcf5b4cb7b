"""The knowledge base: kept by moderators, looked up by anyone, and given in the group where it surely answers."""
