"""The ledger and what is reckoned from it: `ledger` writes and reads entries, `boards` ranks, `audit` adds up anew."""
