from ideas.models.answer import Answer
from ideas.models.comment import Comment, Helpful
from ideas.models.follow import Follow
from ideas.models.idea import Idea
from ideas.models.likeness import Likeness
from ideas.models.merge import Merge
from ideas.models.twin import Twin
from ideas.models.unranked import Unranked
from ideas.models.vote import Seen, Vote
from ideas.models.word import Word

__all__ = [
    "Answer",
    "Comment",
    "Follow",
    "Helpful",
    "Idea",
    "Likeness",
    "Merge",
    "Seen",
    "Twin",
    "Unranked",
    "Vote",
    "Word",
]
