from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.actions.flags import raise_flag
from community.forms import FlagForm
from community.models import Conversation
from community.requests import MemberRequest
from community.returning import next_of, refusals_in


@login_required
def flag(request: MemberRequest, pk: int) -> HttpResponse:
    shown = Conversation.objects.visible_to(request.user).select_related("member")
    conversation = get_object_or_404(shown, pk=pk)
    form = FlagForm(request.POST or None)
    place = next_of(request, "/")
    if form.is_valid():
        with refusals_in(form):
            raise_flag(conversation, by=request.user, **form.cleaned_data)
            messages.success(request, _("Thank you. A person will look at it."))
            return redirect(place)
    page = {"form": form, "conversation": conversation, "next": place}
    return render(request, "community/account/flag.html", page)
