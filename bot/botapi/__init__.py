"""The Bot API's shapes and wire: calls, answers, typed updates; nothing of this bot's own features or words."""
