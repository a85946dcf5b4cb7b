"""Rules as pure functions over plain values: the standard library only; no clock and no chance of their own."""
