"""The console in the browser: pages for operators and moderators, served by the bot itself; no page of a feature."""
