"""The knowledge base: answers kept, found again, and given in the group by themselves."""
