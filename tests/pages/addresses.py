"""Every address of the site, with what it needs to be drawn."""

from community.urls import urlpatterns as community_urls
from feedback.urls import urlpatterns as feedback_urls
from ideas.urls import urlpatterns as ideas_urls
from tests.pages.town import Town

PLACES = {
    "community": community_urls,
    "ideas": ideas_urls,
    "feedback": feedback_urls,
}
NAMES = [f"{app}:{each.name}" for app, urls in PLACES.items() for each in urls]


def arguments(name: str, town: Town) -> list[object]:
    """What stands in the address of the page."""
    slug = town.idea.get_absolute_url().rstrip("/").rsplit("/", 1)[-1]
    wanted: dict[str, list[object]] = {
        "community:flag": [town.idea.conversation.pk],
        "community:ruling": [
            town.ruling.get_absolute_url().rstrip("/").rsplit("/", 1)[-1]
        ],
        "community:invitation": ["no-such-token"],
        "ideas:idea": [town.idea.pk, slug],
        "ideas:member": [town.alice.slug],
        "ideas:contest": [town.answer.pk],
        "feedback:insight": [town.insight.pk],
        "feedback:evidence": [town.evidence.pk],
        "feedback:question": [town.question.pk],
    }
    for each in [
        *("idea-by-number", "idea-edit", "idea-withdraw", "vote", "follow"),
        *("comment-new", "why"),
    ]:
        wanted[f"ideas:{each}"] = [town.idea.pk]
    for each in ["comment-edit", "comment-withdraw", "helpful"]:
        wanted[f"ideas:{each}"] = [town.comment.pk]
    return wanted.get(name, [])
