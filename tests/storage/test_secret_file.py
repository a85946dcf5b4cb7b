"""Stories of the secret beside the store: made once, known again, and never taken for what it is not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.outbox import actions
from bot.sealing import Sealing
from bot.sealing.unsealing import seal_of
from bot.texts.text import Raw
from playground.serve import make_server, serving
from playground.world import World
from storage import secret_file
from storage.backup import backup, restore
from storage.database import open_database
from storage.schema_migrations import StoreError
from tests.cli.conftest import world
from tests.cli.program import config, forked
from tests.storage.test_sealing import first_close, first_hide
from tests.story import KITCHEN, OWNER, ZIXUAN, Story

__all__ = ["world"]
WORDS = "有人私下威胁我"


@pytest.fixture
async def sealed(story: Story) -> AsyncIterator[Story]:
    """A bot that was given anonymous feedback, and is down now."""
    await story.says(ZIXUAN, "早")
    await story.says(ZIXUAN, f"匿名反馈 {WORDS}", chat=ZIXUAN)
    await story.end()
    yield story
    if story._app is None:
        await story.begin()


def secret_of(story: Story) -> Path:
    return secret_file.beside(story.config.database)


WRONG = {
    "empty": b"",
    "cut": b"0123456789abcdef" * 3,
    "too long": b"0123456789abcdef" * 5,
    "a line too many": b"0123456789abcdef" * 4 + b"\n\n",
    "garbled": b"0123456789abcdeX" * 4,
    "not text": bytes(range(200, 232)),
}


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG.keys())
async def test_a_secret_of_other_than_32_bytes_is_refused_with_a_sentence(sealed: Story, content: bytes) -> None:
    path = secret_of(sealed)
    right = path.read_bytes()
    path.write_bytes(content)
    with pytest.raises(StoreError, match="is no secret of 32 bytes"):
        await sealed.begin()
    assert path.read_bytes() == content
    path.write_bytes(right)


async def test_a_secret_that_is_missing_beside_sealed_rows_is_not_made_anew(sealed: Story) -> None:
    path, aside = secret_of(sealed), sealed.config.folder / "aside"
    path.rename(aside)
    with pytest.raises(StoreError, match="is missing, and the store holds what only it can open"):
        await sealed.begin()
    assert not path.exists()
    aside.rename(path)


async def test_another_stores_secret_is_told_from_the_right_one(sealed: Story) -> None:
    path = secret_of(sealed)
    right = path.read_bytes()
    path.write_text(f"{bytes(32).hex()}\n")
    with pytest.raises(StoreError, match="is not the secret"):
        await sealed.begin()
    path.write_bytes(right)


@pytest.mark.parametrize("there", [None, f"{bytes(32).hex()}\n"], ids=["none", "another's"])
async def test_a_store_in_which_nothing_is_sealed_goes_on_with_whatever_secret_is_there(
    story: Story, there: str | None
) -> None:
    """As a copy of a store that was put back on another machine."""
    await story.says(ZIXUAN, "签到")
    await story.end()
    if there is None:
        secret_of(story).unlink()
    else:
        secret_of(story).write_text(there)
    await story.begin()
    await story.says(ZIXUAN, f"匿名反馈 {WORDS}", chat=ZIXUAN)
    await story.restart()
    await story.says(OWNER, "/feedback 1 answer 会改进", chat=KITCHEN)
    assert secret_file.read(secret_of(story))


async def test_a_lost_secret_is_begun_anew_when_the_operator_says_so(tmp_path: Path, sealed: Story) -> None:
    secret_of(sealed).unlink()
    async with open_database(sealed.config.store) as database:
        sealing = await seal_of(database, is_new=True)
        row = await database.reads.one("SELECT sealed FROM feedback")
        assert row is not None
        assert sealing.reveal("author", row["sealed"]) == 0
    await sealed.begin()
    before = sealed.world.sent(ZIXUAN)
    assert "已答复" in (await sealed.says(OWNER, "/feedback 1 answer 会改进", chat=KITCHEN))["text"]
    assert sealed.world.sent(ZIXUAN) == before


async def test_a_good_secret_is_not_thrown_away_by_a_word_too_many(sealed: Story) -> None:
    before = secret_of(sealed).read_bytes()
    async with open_database(sealed.config.store) as database:
        with pytest.raises(StoreError, match="is the right secret"):
            await seal_of(database, is_new=True)
    assert secret_of(sealed).read_bytes() == before


@pytest.mark.of_the_file("takes it away")
async def test_a_store_that_vanished_beside_its_secret_is_no_new_bot(sealed: Story, tmp_path: Path) -> None:
    store = sealed.config.database
    backup(store, tmp_path / "copy.db")
    store.unlink()
    for _ in range(2):
        with pytest.raises(StoreError, match="is gone, but its secret"):
            await sealed.begin()
    assert not store.exists()
    store.touch()
    with pytest.raises(StoreError, match="is gone, but its secret"):
        await sealed.begin()
    store.unlink()
    restore(tmp_path / "copy.db", store, force=False)
    await sealed.begin()
    assert WORDS in str(await sealed.rows("SELECT words FROM feedback"))


async def test_the_secret_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    """What a full disk or a power cut leaves of a draft is neither read nor in the way."""
    path = tmp_path / "weilu.db.secret"
    path.with_name(f".{path.name}.partial").write_bytes(b"0123")
    secret = secret_file.make(path)
    assert secret_file.read(path) == secret
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(each.name for each in tmp_path.iterdir()) == ["weilu.db.secret"]


async def test_every_start_finds_the_secret_it_made(tmp_path: Path) -> None:
    async with open_database(tmp_path / "weilu.db") as database:
        one, two = await seal_of(database), await seal_of(database)
        assert one.mark("voice", 1) == two.mark("voice", 1)


async def test_a_start_that_died_between_the_secret_and_its_mark_goes_on(tmp_path: Path) -> None:
    secret = secret_file.make(tmp_path / "weilu.db.secret")
    async with open_database(tmp_path / "weilu.db") as database:
        assert (await seal_of(database)).mark("voice", 1) == Sealing(secret).mark("voice", 1)


@pytest.mark.of_the_file("the first release's")
async def test_what_the_first_release_sealed_is_read_and_sealed_anew_at_the_next_start(sealed: Story) -> None:
    secret = secret_file.read(secret_of(sealed))
    async with open_database(sealed.config.store) as database, database.unit() as unit:
        await unit.run("DELETE FROM facts WHERE name = 'secret'")
        await unit.run("UPDATE feedback SET sealed = :sealed", {"sealed": first_hide(secret, "author", ZIXUAN)})
        words = first_close(secret, actions.encode(actions.Say(chat_id=ZIXUAN, words=Raw("还在路上的回信"))).decode())
        await unit.run(
            "INSERT INTO outbox (chat_id, priority, body, doubt, is_fleeting, created_at) "
            "VALUES (:chat, 1, :body, 'resend', 1, 0)",
            {"chat": ZIXUAN, "body": words},
        )
    await sealed.begin()
    assert "还在路上的回信" in str(sealed.world.sent(ZIXUAN))
    await sealed.says(OWNER, "/feedback 1 answer 会改进", chat=KITCHEN)
    assert "会改进" in str(sealed.world.sent(ZIXUAN)[-1])
    assert (await sealed.rows("SELECT sealed FROM feedback"))[0]["sealed"].startswith("v2_")


@pytest.mark.of_the_file("the first release's")
async def test_a_first_releases_store_with_another_secret_is_refused_and_left_as_it_was(sealed: Story) -> None:
    path = secret_of(sealed)
    secret = secret_file.read(path)
    hidden = first_hide(secret, "author", ZIXUAN)
    async with open_database(sealed.config.store) as database, database.unit() as unit:
        await unit.run("DELETE FROM facts WHERE name = 'secret'")
        await unit.run("UPDATE feedback SET sealed = :sealed", {"sealed": hidden})
    path.write_text(f"{bytes(32).hex()}\n")
    with pytest.raises(StoreError, match="is not the secret"):
        await sealed.begin()
    path.write_text(f"{secret.hex()}\n")
    await sealed.begin()
    assert (await sealed.rows("SELECT sealed FROM feedback"))[0]["sealed"] != hidden


async def test_nothing_said_to_the_bot_alone_stands_in_any_file_in_the_clear(story: Story) -> None:
    """The log of the store keeps what was written for a moment: the words of an author beside their id."""
    await story.says(ZIXUAN, "早")
    await story.says(ZIXUAN, f"匿名反馈 {WORDS}", chat=ZIXUAN)
    with story.unheard():
        await story.says(ZIXUAN, "这一句还没轮到", chat=ZIXUAN)
    await story.app.engine.receive(await story.fetch())
    for path in story.config.folder.iterdir():
        content = path.read_bytes()
        escaped = "这一句还没轮到".encode("unicode_escape")
        assert "这一句还没轮到".encode() not in content, path
        assert escaped not in content, path
        assert f'"id":{ZIXUAN}'.encode() not in content, path


async def test_neither_the_secret_nor_the_token_stands_in_any_other_file(story: Story) -> None:
    await story.says(ZIXUAN, "早")
    await story.says(ZIXUAN, f"匿名反馈 {WORDS}", chat=ZIXUAN)
    secret = secret_file.read(secret_of(story))
    for path in story.config.folder.iterdir():
        content = path.read_bytes()
        assert secret not in content
        assert (secret.hex().encode() in content) == (path == secret_of(story)), path
        assert (story.config.token.encode() in content) == (path.name == "config.toml"), path


async def test_a_private_word_that_waits_is_answered_after_a_restart(story: Story) -> None:
    await story.says(ZIXUAN, "早")
    with story.unheard():
        await story.says(ZIXUAN, "/feedback 重启前说的", chat=ZIXUAN)
    await story.restart()
    assert "重启前说的" in str(await story.rows("SELECT words FROM feedback"))


async def test_the_program_says_what_is_wrong_and_takes_a_new_secret(tmp_path: Path, world: World) -> None:
    path = tmp_path / "weilu.db.secret"
    async with serving(make_server(world)) as url:
        async with forked("run", "--config", config(tmp_path, url)) as bot:
            assert await bot.line() == "ready"
            assert await bot.stops() == 0
        path.write_bytes(b"")
        async with forked("run", "--config", config(tmp_path, url)) as bot:
            assert await bot.ends() == 1
            assert "weilu run --new-secret" in bot.complained
        async with forked("run", "--new-secret", "--config", config(tmp_path, url)) as bot:
            assert await bot.line() == "ready"
            assert await bot.stops() == 0
    assert secret_file.read(path)
