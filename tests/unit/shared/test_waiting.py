"""How long records wait: as long as the oldest one, neither the age of what is done nor of a quiet log."""

from tinhso_shared.waiting import Waiting


def test_nothing_waits_where_all_is_handled() -> None:
    waiting = Waiting()
    waiting.handled(0, came_at=1)
    assert waiting.look(1000, {0: (7, 7), 1: (0, 0)}) == 0


def test_a_record_waits_since_the_log_s_end_was_first_seen_beyond_it() -> None:
    waiting = Waiting()
    assert waiting.look(100, {0: (7, 8)}) == 0
    assert waiting.look(110, {0: (7, 8)}) == 10
    assert waiting.look(120, {0: (7, 9)}) == 20


def test_a_later_record_waits_since_its_own_coming() -> None:
    waiting = Waiting()
    waiting.look(100, {0: (7, 8)})
    waiting.look(110, {0: (7, 9)})
    assert waiting.look(120, {0: (8, 9)}) == 10


def test_who_reads_an_old_log_is_as_far_behind_as_what_is_read() -> None:
    waiting = Waiting()
    waiting.handled(0, came_at=40)
    assert waiting.look(100, {0: (7, 5000)}) == 60


def test_a_record_after_a_quiet_day_is_not_a_day_behind() -> None:
    waiting = Waiting()
    waiting.handled(0, came_at=0)
    waiting.look(1, {0: (7, 7)})
    assert waiting.look(86_400, {0: (7, 8)}) == 0


def test_the_partition_that_is_furthest_behind_counts_and_one_that_went_away_does_not() -> None:
    waiting = Waiting()
    waiting.look(100, {0: (0, 1), 1: (0, 0)})
    assert waiting.look(130, {0: (0, 1), 1: (0, 1)}) == 30
    assert waiting.look(140, {1: (0, 1)}) == 10
    assert waiting.look(150, {0: (0, 1), 1: (1, 1)}) == 0
