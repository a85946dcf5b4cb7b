"""Rules of lotteries: the draw and its record, terms, conditions; nothing is stored, told or drawn by chance here."""
