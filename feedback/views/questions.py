from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.requests import MemberRequest
from community.returning import refusals_in
from feedback.actions.questions import answer_question
from feedback.forms import AnswerForm
from feedback.models import Question


@login_required
def question(request: MemberRequest, pk: int) -> HttpResponse:
    """A question is for its author alone, and the colleague who asked."""
    ours = Q(conversation__member=request.user) | Q(by=request.user)
    rows = Question.objects.filter(ours).select_related("by", "conversation__member")
    found = get_object_or_404(rows, pk=pk)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            answer_question(found, by=request.user, text=form.cleaned_data["answer"])
            messages.success(request, _("Sent to %(name)s.") % {"name": found.by.name})
            return redirect("community:notices")
    return render(request, "feedback/question.html", {"question": found, "form": form})
