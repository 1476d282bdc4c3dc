"""The numbers the desk opens on: read queries, each with the rows behind it."""

from feedback.measures.co_creators import CoCreators, Confirmation, co_creators
from feedback.measures.funnel import Funnel, FunnelRow, funnel

__all__ = [
    "CoCreators",
    "Confirmation",
    "Funnel",
    "FunnelRow",
    "co_creators",
    "funnel",
]
