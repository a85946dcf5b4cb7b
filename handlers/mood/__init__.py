"""The mood check at Telegram's door: /mood, alerts and what moderators do about them."""
