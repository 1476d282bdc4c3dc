from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.actions.drafts import discard_draft
from community.requests import MemberRequest
from community.returning import back, is_htmx, refusals_in, refusals_told
from ideas.actions.comments import (
    edit_comment,
    mark_helpful,
    unmark_helpful,
    withdraw_comment,
)
from ideas.actions.held import submit_comment
from ideas.drafts import new_comment
from ideas.forms import CommentForm
from ideas.models import Comment, Held, Idea
from ideas.previews import asked
from ideas.reading import answered_in
from ideas.views.waiting import waits


@login_required
def comment_new(request: MemberRequest, pk: int) -> HttpResponse:
    idea = get_object_or_404(Idea.objects.visible_to(request.user), pk=pk)
    answered = answered_in(request, idea)
    writing = new_comment(request.user, idea, answered)
    wish = asked(request)
    meant = {**writing.words, **wish.words, "reply_to": answered}
    form = CommentForm(wish.sent, idea=idea, initial=meant)
    if form.is_valid():
        with refusals_in(form):
            once = form.external_id(request.user)
            made = submit_comment(
                idea, author=request.user, external_id=once, **form.said
            )
            discard_draft(request.user, writing.place)
            return _answer_to(request, made)
    page = {"form": form, "idea": idea, "writing": writing, "preview": wish.preview}
    if not is_htmx(request):
        page |= {"answered": answered}
        return render(request, "ideas/comment.html", page)
    if "reply_to" in form.errors:  # what was to be answered is gone: a page says so
        return HttpResponse(status=409)
    page |= {"comment": answered, "is_begun": True}
    status = 422 if form.is_bound else 200
    return render(request, "ideas/_comment_form.html", page, status=status)


@login_required
def comment_edit(request: MemberRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(_own(request), pk=pk)
    wish = asked(request)
    form = CommentForm(wish.sent, initial={"text": comment.body} | wish.words)
    if form.is_valid():
        with refusals_in(form):
            text = form.cleaned_data["text"]
            return redirect(edit_comment(comment, by=request.user, text=text))
    page = {"form": form, "idea": comment.idea, "comment": comment}
    page |= {"preview": wish.preview}
    return render(request, "ideas/comment.html", page)


@login_required
def comment_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    if request.method == "POST":
        comment = get_object_or_404(Comment, pk=pk, author=request.user)
        withdraw_comment(comment, by=request.user)
        messages.success(request, _("Your comment is taken back."))
        return redirect(comment.idea)
    comment = get_object_or_404(_own(request), pk=pk)
    page = {"what": comment, "idea": comment.idea}
    return render(request, "ideas/withdraw.html", page)


@login_required
def helpful(request: MemberRequest, pk: int) -> HttpResponse:
    """The form says the wished state, so that sending it twice changes nothing."""
    comment = get_object_or_404(Comment.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        act = unmark_helpful if request.POST.get("helpful") == "off" else mark_helpful
        with refusals_told(request):
            act(comment, by=request.user)
            if is_htmx(request):
                now = Comment.objects.for_thread(request.user).get(pk=pk)
                return render(request, "ideas/_helpful.html", {"comment": now})
    return back(request, comment.get_absolute_url())


def _answer_to(request: MemberRequest, made: Comment | Held) -> HttpResponse:
    if isinstance(made, Held):
        return waits(request, made)
    return _joined(request, made) if is_htmx(request) else redirect(made)


def _joined(request: MemberRequest, comment: Comment) -> HttpResponse:
    """An empty form again, and beside it the comment for the end of its thread."""
    now = Comment.objects.for_thread(request.user).select_related("parent", "idea")
    said = now.get(pk=comment.pk)
    answered = answered_in(request, said.idea)
    page = {
        "idea": said.idea,
        "said": said,
        "comment": answered,
        "form": CommentForm(),
        "writing": new_comment(request.user, said.idea, answered),
    }
    response = render(request, "ideas/_joined.html", page)
    response["HX-Trigger"] = "posted"
    return response


def _own(request: MemberRequest) -> Any:
    return Comment.objects.visible_to(request.user).filter(author=request.user)
