from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from community.actions.attachments import take_picture
from community.actions.drafts import discard_draft, keep_draft
from community.errors import BadPicture, DraftMoved
from community.requests import MemberRequest
from community.returning import is_htmx, refusals_told
from ideas.draft_forms import CommentDraftForm, DraftForm, PictureForm, PostDraftForm
from ideas.drafts import Writing, new_comment, new_post
from ideas.forms import CommentForm
from ideas.models import Comment, Idea
from ideas.reading import answered_in


@login_required
def idea_draft(request: MemberRequest) -> HttpResponse:
    """The composer asks for it while one types; without JavaScript a button does."""
    writing = new_post(request)
    page = reverse("ideas:idea-new") + writing.query
    if "discard" in request.POST:
        discard_draft(request.user, writing.place)
        return redirect(page)
    return _kept(request, writing, PostDraftForm(request.POST), page=page)


@login_required
def comment_draft(request: MemberRequest, pk: int) -> HttpResponse:
    idea = get_object_or_404(Idea.objects.visible_to(request.user), pk=pk)
    answered = answered_in(request, idea)
    writing = new_comment(request.user, idea, answered)
    page = _place_on_page(idea, answered)
    if "discard" not in request.POST:
        return _kept(request, writing, CommentDraftForm(request.POST), page=page)
    discard_draft(request.user, writing.place)
    if not is_htmx(request):
        return redirect(page)
    shown = {
        "form": CommentForm(),
        "idea": idea,
        "comment": answered,
        "is_begun": True,
        "writing": writing.with_draft(None),
    }
    return render(request, "ideas/_comment_form.html", shown)


def _kept(
    request: MemberRequest, writing: Writing, form: DraftForm, *, page: str
) -> HttpResponse:
    """To htmx the line that says so; to a button its page again, with the draft in it."""
    if request.method != "POST":
        return redirect(page)
    if is_htmx(request):
        return render(request, "ideas/_kept.html", _line(request, writing, form))
    if not form.is_valid():
        messages.error(request, _("It is too long to be kept: make it shorter first."))
        return redirect(page)
    keep_draft(request.user, writing.place, form.words)
    if "add_picture" in request.POST:
        _add_picture(request, writing, form)
    else:
        kept = _("Your draft is kept, on every device of yours.")
        messages.success(request, kept)
    return redirect(page)


def _add_picture(request: MemberRequest, writing: Writing, form: DraftForm) -> None:
    """Below what is written; what was written is kept already if it is refused."""
    sent = PictureForm(request.POST, request.FILES)
    with refusals_told(request):
        if not sent.is_valid():
            raise BadPicture(sent.refusal)
        said = sent.cleaned_data
        taken = take_picture(said["picture"], by=request.user, alt=said["alt"])
        keep_draft(request.user, writing.place, form.words_with(taken.markdown))


def _line(
    request: MemberRequest, writing: Writing, form: DraftForm
) -> dict[str, object]:
    """What the line beside the words says: they are kept, or why not."""
    if not form.is_valid():
        return {"is_too_long": True}
    after = request.POST.get("after")
    try:
        kept = keep_draft(request.user, writing.place, form.words, after=after)
    except DraftMoved:
        return {"is_moved": True}
    return {"writing": writing.with_draft(kept)}


def _place_on_page(idea: Idea, answered: Comment | None) -> str:
    if answered:
        form = reverse("ideas:comment-new", args=[idea.pk])
        return f"{form}?reply_to={answered.pk}"
    return f"{idea.get_absolute_url()}#comment"
