from community.lanes import LONGEST_PAUSE, SPARED, Lanes


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_lane_is_closed_while_somebody_is_in_it() -> None:
    lanes = Lanes()
    lanes.enter("webhook:1")
    lanes.enter("webhook:1")
    lanes.leave("webhook:1")
    assert lanes.closed() == ["webhook:1"]
    lanes.leave("webhook:1")
    assert lanes.closed() == []


def test_failures_in_a_row_pause_a_lane_longer_each_time() -> None:
    clock = Clock()
    lanes = Lanes(clock)
    pauses = []
    for _ in range(SPARED + 9):
        lanes.note("mail", is_success=False)
        began = clock.now
        while lanes.is_paused("mail"):
            clock.now += 0.5
        pauses.append(clock.now - began)
    assert pauses[: SPARED + 3] == [0, 0, 1, 2, 4, 8]
    assert pauses[-1] == LONGEST_PAUSE
    assert lanes.doubtful() == ["mail"]


def test_one_success_forgives() -> None:
    lanes = Lanes()
    for _ in range(10):
        lanes.note("mail", is_success=False)
    assert lanes.closed() == ["mail"]
    lanes.note("mail", is_success=True)
    assert lanes.closed() == lanes.doubtful() == []
