"""Counting what is no message, in the light path: who came and went, what came back to posts, words, commands."""
