"""The knowledge base in the store: what is answered, and what was asked; matching is done in memory."""
