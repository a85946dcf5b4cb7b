"""The guard: plain messages that break the peace are found in the light path, and dealt with in turns of their own."""
