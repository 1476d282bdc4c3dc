from uuid import uuid4

from community.models import Member
from feedback.actions.announcements import announce, endpoints_for, listeners
from feedback.models import Endpoint, Handoff
from feedback.webhooks import about_idea
from ideas.models import Idea


def announce_vote(idea: Idea, *, member: Member, has_voted: bool) -> None:
    """Tell the endpoints that somebody voted, or took it back, without saying who."""
    event = Endpoint.Event.VOTED
    if not listeners(event).exists():
        return
    newest = Handoff.objects.filter(conversation=idea.conversation_id)
    handoff = newest.select_related("team").order_by("-pk").first()
    if to := endpoints_for(event, team=handoff.team if handoff else None):
        data = about_idea(idea) | {"has_voted": has_voted}
        announce(
            event,
            to=to,
            about=f"{idea.pk}:{member.pk}:{uuid4().hex}",
            data=data,
        )
