import numpy as np

from community.scoring import Kind
from tests.community.scoring.worlds import TODAY, score, vote, vouched


def test_people_of_one_company_are_counted_and_named() -> None:
    group = [7 if 1 <= who <= 9 else 100 + who for who in range(30)]
    result = score(vouched(group=group), *[vote(0, v) for v in range(1, 10)])
    assert list(result.less.of_member(0)) == [
        {"rule": "same_group", "given": 9.0, "counted": 3.0, "key": 7}
    ]


def test_backers_nobody_vouches_for_are_told_apart() -> None:
    result = score(vouched(), vote(0, 25), vote(0, 26), vote(0, 1))
    (line,) = result.less.of_member(0)
    assert line["rule"] == "not_vouched"
    assert line["given"] == 2
    assert 0 < line["counted"] < 0.5


def test_each_other_rule_says_its_name() -> None:
    result = score(
        vouched(),
        vote(0, 1),
        vote(0, 1),
        vote(1, 0),
        vote(2, 3, ago=200),
        (Kind.SPOKE, 4, -1, 1, 1, TODAY),
        (Kind.SPOKE, 4, -1, 2, 2, TODAY),
        (Kind.HELPED, 4, 5, 1, 1, TODAY),
        (Kind.HELPED, 4, 6, 2, 2, TODAY),
    )
    rules = {
        who: {line["rule"] for line in result.less.of_member(who)} for who in range(6)
    }
    assert rules[0] == {"same_theme", "same_voice", "reciprocal"}
    assert rules[2] == {"age"}
    assert rules[4] == {"same_day"}
    assert rules[5] == set()


def test_who_was_brought_counts_by_those_outside_the_invite_tree() -> None:
    inviter = np.full(30, -1)
    inviter[[1, 2, 3]] = [0, 1, 2]
    members = vouched(inviter=inviter)
    brought = (Kind.BROUGHT, 0, 1, -1, -1, TODAY)
    family = [brought, vote(1, 0), vote(1, 2), vote(1, 3)]
    assert score(members, *family).raw[0, 4] == 0
    assert score(members, *family, vote(1, 9)).raw[0, 4] > 0
    assert score(members, vote(1, 9)).raw[0, 4] == 0
