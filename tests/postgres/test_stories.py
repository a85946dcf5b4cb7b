"""Stories told elsewhere on a file, told again on PostgreSQL: one or two of each kind of thing that a store is for."""

from tests.engine.test_races import (
    test_a_days_allowance_is_never_exceeded_by_two_grants,
    test_the_last_code_goes_out_once,
    test_the_last_seat_is_taken_once,
    test_who_leaves_while_it_is_drawn_is_out_or_in_with_their_price,
)
from tests.engine.test_receiver import (
    test_a_bug_is_taken_back_kept_told_once_and_the_lane_goes_on,
    test_a_refused_turn_leaves_nothing_behind_but_the_refusal,
    test_help_is_answered_where_it_was_asked,
)
from tests.engine.test_timers import test_a_timer_set_anew_by_the_store_itself_rings_on
from tests.handlers.points.test_points import TestTheLedgerStaysAsItWas, TestUndoing
from tests.handlers.shop.test_shop import TestTheLastPiece
from tests.storage.test_storage import (
    test_a_limit_below_zero_is_none_and_an_offset_nothing,
    test_a_name_that_changed_hands_is_its_last_holders,
    test_a_statement_that_breaks_a_rule_leaves_the_writer_free,
    test_a_task_cancelled_at_any_moment_leaves_the_writer_free,
    test_a_unit_begins_at_its_first_statement_and_not_before,
    test_a_unit_whose_row_is_taken_already_writes_nothing,
    test_after_a_commit_the_told_are_told_and_after_a_rollback_never,
    test_an_error_rolls_back_and_the_next_unit_writes,
    test_what_is_not_committed_is_seen_by_its_writer_alone,
    test_writers_wait_for_one_another,
)

__all__ = [
    "TestTheLastPiece",
    "TestTheLedgerStaysAsItWas",
    "TestUndoing",
    "test_a_bug_is_taken_back_kept_told_once_and_the_lane_goes_on",
    "test_a_days_allowance_is_never_exceeded_by_two_grants",
    "test_a_limit_below_zero_is_none_and_an_offset_nothing",
    "test_a_name_that_changed_hands_is_its_last_holders",
    "test_a_refused_turn_leaves_nothing_behind_but_the_refusal",
    "test_a_statement_that_breaks_a_rule_leaves_the_writer_free",
    "test_a_task_cancelled_at_any_moment_leaves_the_writer_free",
    "test_a_timer_set_anew_by_the_store_itself_rings_on",
    "test_a_unit_begins_at_its_first_statement_and_not_before",
    "test_a_unit_whose_row_is_taken_already_writes_nothing",
    "test_after_a_commit_the_told_are_told_and_after_a_rollback_never",
    "test_an_error_rolls_back_and_the_next_unit_writes",
    "test_help_is_answered_where_it_was_asked",
    "test_the_last_code_goes_out_once",
    "test_the_last_seat_is_taken_once",
    "test_what_is_not_committed_is_seen_by_its_writer_alone",
    "test_who_leaves_while_it_is_drawn_is_out_or_in_with_their_price",
    "test_writers_wait_for_one_another",
]
