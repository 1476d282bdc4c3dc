from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.actions.contributions import credit, revoke, revoke_all
from community.models import Contribution
from tests.makers import make_idea, make_member


@given(steps=st.lists(st.tuples(st.booleans(), st.sampled_from("abc")), max_size=20))
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_ledger_holds_what_was_said_last(steps: list[tuple[bool, str]]) -> None:
    """Crediting and revoking in any order, any number of times, leaves the last word."""
    member, giver = make_member(), make_member()
    expected: dict[str, bool] = {}
    for is_credit, source in steps:
        if is_credit:
            credit(member.pk, "endorsed", source=source, given_by=giver)
        else:
            revoke("endorsed", source=source)
        if is_credit or source in expected:
            expected[source] = is_credit
    lines = Contribution.objects.filter(member=member)
    assert {line.source: line.revoked_at is None for line in lines} == expected


def test_what_was_found_unfair_earns_nothing() -> None:
    idea = make_idea()
    assert revoke_all(idea.subject) == 1
    assert not Contribution.objects.live().exists()
