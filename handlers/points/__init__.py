"""Points at Telegram's door: balance, ledger, boards, gifts and what earns them; moderators' grants live beside."""
