from feedback.models.endpoint import Endpoint
from feedback.models.handoff import Handoff
from feedback.models.insight import Evidence, Insight
from feedback.models.question import Question
from feedback.models.routing_rule import RoutingRule
from feedback.models.team import Team, TeamMember

__all__ = [
    "Endpoint",
    "Evidence",
    "Handoff",
    "Insight",
    "Question",
    "RoutingRule",
    "Team",
    "TeamMember",
]
