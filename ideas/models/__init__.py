from ideas.models.answer import Answer
from ideas.models.comment import Comment, Helpful
from ideas.models.follow import Follow
from ideas.models.held import Held
from ideas.models.idea import Idea
from ideas.models.merge import Merge
from ideas.models.pin import Pin
from ideas.models.prompt import Prompt
from ideas.models.vote import Seen, Vote
from ideas.models.word import Word
from ideas.models.word_rule import WordRule

__all__ = [
    "Answer",
    "Comment",
    "Follow",
    "Held",
    "Helpful",
    "Idea",
    "Merge",
    "Pin",
    "Prompt",
    "Seen",
    "Vote",
    "Word",
    "WordRule",
]
