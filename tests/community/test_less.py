from community.models import Standing


def test_each_rule_is_explained_once() -> None:
    less = [
        {"rule": "same_group", "given": 4, "counted": 2.0},
        {"rule": "not_vouched", "given": 9, "counted": 2.0},
        {"rule": "same_group", "given": 9, "counted": 3.0},
    ]
    assert Standing(less=less).less_by_rule == [
        {"rule": "same_group", "given": 13, "counted": 5.0, "times": 2},
        {"rule": "not_vouched", "given": 9, "counted": 2.0, "times": 1},
    ]
