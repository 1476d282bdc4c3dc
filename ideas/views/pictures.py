from django.contrib.auth.decorators import login_required
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, redirect

from community.actions.attachments import take_picture
from community.errors import BadPicture, DomainError, TooOften
from community.models import Attachment
from community.requests import MemberRequest, viewer_of
from ideas.draft_forms import PictureForm
from ideas.pictures import is_seen_by

# Nobody keeps it for others: what is taken off the site is nowhere else.
HEADERS = {
    "Cache-Control": "private, max-age=31536000, immutable",
    "Content-Disposition": "inline",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def picture(request: HttpRequest, name: str) -> HttpResponse:
    found = get_object_or_404(Attachment, name=name)
    if not is_seen_by(viewer_of(request), found):
        raise Http404
    try:
        with found.file.open("rb") as file:
            data = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    return HttpResponse(data, content_type="image/webp", headers=HEADERS)


@login_required
def picture_new(request: MemberRequest) -> HttpResponse:
    """The toolbar asks for it; without JavaScript the door for drafts takes pictures."""
    if request.method != "POST":
        return redirect("ideas:idea-new")
    sent = PictureForm(request.POST, request.FILES)
    try:
        if not sent.is_valid():
            raise BadPicture(sent.refusal)
        said = sent.cleaned_data
        taken = take_picture(said["picture"], by=request.user, alt=said["alt"])
    except DomainError as refusal:
        status = 429 if isinstance(refusal, TooOften) else 409
        told = {"code": refusal.code, "detail": str(refusal)}
        return JsonResponse(told, status=status)
    return JsonResponse({"markdown": taken.markdown}, status=201)
