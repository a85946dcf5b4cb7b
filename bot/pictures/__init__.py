"""Pictures for the chat: what they show is data (`forms`), drawing them is `draw`; nothing here knows a feature."""
