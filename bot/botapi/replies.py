"""What a message replies to: Telegram shows a reply, too, where whoever wrote it gave none."""

from __future__ import annotations

import telegram


def answered(message: telegram.Message | None) -> telegram.Message | None:
    """The message replied to on purpose, as far as can be told.

    In a topic every message without a reply shows the topic's root, and under the post of a linked channel the post
    that was forwarded into the group.
    """
    shown = message.reply_to_message if message is not None else None
    if message is None or not isinstance(shown, telegram.Message) or shown.forum_topic_created is not None:
        return None
    is_comment = shown.is_automatic_forward and shown.message_id == message.message_thread_id
    return None if is_comment else shown
