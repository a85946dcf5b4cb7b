"""One test that walks many cases and fails once, naming each case that failed and why.

For laws that hold of every sentence or module: a parametrised test would cost more in pytest than in its own work.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Collection
from typing import Any

import pytest

Check = Callable[..., None]


def for_every(*axes: Collection[Any]) -> Callable[[Check], Check]:
    """Run the decorated check for every combination of the axes' values, given as its last arguments.

    No fixtures reach the check. An axis without values is an error: such a test could not fail.
    """

    def decorated(check: Check) -> Check:
        @functools.wraps(check)
        def test(*owner: Any) -> None:
            assert all(axes), "an axis has no values"
            failures = [f for case in itertools.product(*axes) if (f := _failure(check, owner, case))]
            if failures:
                pytest.fail(f"{len(failures)} failing:\n" + "\n".join(failures), pytrace=False)

        del test.__wrapped__  # pytest would take the check's arguments for fixtures
        return test

    return decorated


def _failure(check: Check, owner: tuple[Any, ...], case: tuple[Any, ...]) -> str:
    try:
        check(*owner, *case)
    except Exception as error:  # noqa: BLE001  (whatever breaks a case is its failure)
        return f"{', '.join(map(str, case))}: {type(error).__name__}: {error}"
    return ""
