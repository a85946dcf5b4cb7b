"""Warnings, mutes and bans, what a member may ask about them, and appeals."""
