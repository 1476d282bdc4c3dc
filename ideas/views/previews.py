from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from community.requests import MemberRequest
from ideas.previews import words_to_show


@login_required
def preview(request: MemberRequest) -> HttpResponse:
    """The composer's tab asks for it; without JavaScript each form shows its own."""
    if request.method != "POST":
        return redirect("ideas:idea-new")
    page = {"preview": words_to_show(request)}
    return render(request, "ideas/_preview.html", page)
