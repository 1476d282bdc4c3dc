from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from community.actions.drafts import discard_draft
from community.requests import MemberRequest
from community.returning import refusals_in
from ideas.actions.answers import contest_answer
from ideas.actions.held import submit_idea
from ideas.actions.ideas import edit_idea, withdraw_idea
from ideas.drafts import new_post
from ideas.forms import ContestForm, EditForm, IdeaForm
from ideas.models import Answer, Held, Idea
from ideas.previews import asked
from ideas.views.waiting import waits

TYPING, BEGUN = 12, 4  # letters from which others' posts are looked for


@login_required
def idea_new(request: MemberRequest) -> HttpResponse:
    """Before a post is made, its author has met what others said already."""
    writing = new_post(request)
    wish = asked(request)
    begun = {**_begun(request), **writing.words, **wish.words}
    form = IdeaForm(wish.sent, viewer=request.user, initial=begun)
    once = form.external_id(request.user) if form.is_valid() else None
    alike = [
        each
        for each in _alike(request, str(form["title"].value() or ""), letters=BEGUN)
        if not once or each.conversation.external_id != once
    ]
    if form.is_valid() and (form.cleaned_data["met"] or not alike):
        with refusals_in(form):
            made = submit_idea(author=request.user, external_id=once, **form.said)
            discard_draft(request.user, writing.place)
            return waits(request, made) if isinstance(made, Held) else redirect(made)
    page = {"form": form, "alike": alike, "writing": writing}
    page |= {"is_second": bool(wish.sent), "preview": wish.preview}
    return render(request, "ideas/compose.html", page)


@login_required
def likes(request: MemberRequest) -> HttpResponse:
    """What others said already, while a title is being typed."""
    alike = _alike(request, request.GET.get("title", ""), letters=TYPING)
    return render(request, "ideas/_alike.html", {"alike": alike})


@login_required
def prompts(request: MemberRequest) -> HttpResponse:
    """What a board asks, once it is chosen."""
    form = IdeaForm(viewer=request.user, initial=_begun(request))
    return render(request, "ideas/_prompts.html", {"form": form})


@login_required
def idea_edit(request: MemberRequest, pk: int) -> HttpResponse:
    idea = get_object_or_404(_own(request), pk=pk)
    wish = asked(request)
    words = {"title": idea.title, "body": idea.body} | wish.words
    form = EditForm(wish.sent, initial=words)
    if form.is_valid():
        with refusals_in(form):
            return redirect(edit_idea(idea, by=request.user, **form.cleaned_data))
    page = {"form": form, "idea": idea, "preview": wish.preview}
    return render(request, "ideas/edit.html", page)


@login_required
def idea_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    if request.method == "POST":
        idea = get_object_or_404(Idea, pk=pk, author=request.user)
        withdraw_idea(idea, by=request.user)
        messages.success(request, _("“%(title)s” is taken back.") % {"title": idea})
        return redirect(reverse("ideas:idea-list"))
    idea = get_object_or_404(_own(request), pk=pk)
    return render(request, "ideas/withdraw.html", {"what": idea, "idea": idea})


@login_required
def contest(request: MemberRequest, pk: int) -> HttpResponse:
    shown = Idea.objects.visible_to(request.user)
    answer = get_object_or_404(Answer.objects.filter(idea__in=shown), pk=pk)
    form = ContestForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            contest_answer(answer, by=request.user, **form.cleaned_data)
            return redirect(answer.idea)
    return render(request, "ideas/contest.html", {"form": form, "answer": answer})


def _own(request: MemberRequest) -> Any:
    return Idea.objects.visible_to(request.user).filter(author=request.user)


def _begun(request: MemberRequest) -> dict[str, str]:
    return {k: request.GET[k] for k in ["title", "kind", "board"] if k in request.GET}


def _alike(request: MemberRequest, title: str, *, letters: int) -> list[Idea]:
    title = title.replace("\0", "").strip()
    if len(title) < letters:
        return []
    shown = Idea.objects.visible_to(request.user).listed()
    return list(shown.for_list(request.user).like(title[:160])[:3])
