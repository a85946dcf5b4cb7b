"""Use cases of lotteries: opening, entering, drawing, claiming, giving prices back; no words and no Telegram here."""
