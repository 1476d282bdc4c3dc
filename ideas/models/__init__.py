from ideas.models.answer import Answer
from ideas.models.comment import Comment, Helpful
from ideas.models.credit import Credit
from ideas.models.follow import Follow
from ideas.models.held import Held
from ideas.models.idea import Idea
from ideas.models.likeness import Likeness
from ideas.models.merge import Merge
from ideas.models.pin import Pin
from ideas.models.prompt import Prompt
from ideas.models.release import Release, ReleaseIdea
from ideas.models.share import Share
from ideas.models.twin import Twin
from ideas.models.unranked import Unranked
from ideas.models.vote import Seen, Vote
from ideas.models.word import Word
from ideas.models.word_rule import WordRule

__all__ = [
    "Answer",
    "Comment",
    "Credit",
    "Follow",
    "Held",
    "Helpful",
    "Idea",
    "Likeness",
    "Merge",
    "Pin",
    "Prompt",
    "Release",
    "ReleaseIdea",
    "Seen",
    "Share",
    "Twin",
    "Unranked",
    "Vote",
    "Word",
    "WordRule",
]
