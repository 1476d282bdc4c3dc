from community.house_pictures import Drawn
from community.models import Picture


def keep_picture(drawn: Drawn) -> Picture:
    """Keep a picture; the same one twice is the same row."""
    details = {
        "kind": drawn.kind,
        "width": drawn.width,
        "height": drawn.height,
        "content": drawn.content,
    }
    return Picture.objects.get_or_create(digest=drawn.digest, defaults=details)[0]


def forget_unused_pictures() -> int:
    """Delete those that the house no longer shows. Returns how many."""
    return Picture.objects.unused().delete()[0]
