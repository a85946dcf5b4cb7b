"""The shop: what members redeem, and what moderators put up and deliver."""
