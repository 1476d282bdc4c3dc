"""Who sees a picture: whoever sees the post or the comment that it stands in."""

from community.models import Attachment, Member
from ideas.models import Comment, Idea


def is_seen_by(viewer: Member | None, picture: Attachment) -> bool:
    """In two queries at most. While it is loose, its own member alone sees it."""
    if picture.conversation_id is None:
        return viewer is not None and picture.member_id == viewer.pk
    posts = Idea.objects.visible_to(viewer)
    comments = Comment.objects.visible_to(viewer)
    return any(
        said.filter(conversation=picture.conversation_id).exists()
        for said in (posts, comments)
    )
