from ideas.models.answer import Answer
from ideas.models.comment import Comment, Helpful
from ideas.models.credit import Credit
from ideas.models.follow import Follow
from ideas.models.idea import Idea
from ideas.models.merge import Merge
from ideas.models.release import Release, ReleaseIdea
from ideas.models.share import Share
from ideas.models.unranked import Unranked
from ideas.models.vote import Seen, Vote
from ideas.models.word import Word

__all__ = [
    "Answer",
    "Comment",
    "Credit",
    "Follow",
    "Helpful",
    "Idea",
    "Merge",
    "Release",
    "ReleaseIdea",
    "Seen",
    "Share",
    "Unranked",
    "Vote",
    "Word",
]
