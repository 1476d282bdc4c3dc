"""The desk's own pages, beside those of Django's admin. All names are in `admin:`."""

from collections.abc import Callable

from django.http import HttpResponse

from feedback.admin import desk, letters, measures, moves, people, twins

View = Callable[..., HttpResponse]

PAGES: list[tuple[str, View, str]] = [
    ("queue/", desk.show_queue, "queue"),
    ("queue/<int:pk>/", desk.show_conversation, "conversation"),
    ("queue/<int:pk>/open/", moves.open_it, "open"),
    ("queue/<int:pk>/take/", moves.take, "take"),
    ("queue/<int:pk>/release/", moves.release, "release"),
    ("queue/<int:pk>/return/", moves.hand_on, "return"),
    ("queue/<int:pk>/note/", moves.note, "note"),
    ("queue/<int:pk>/reopen/", moves.reopen, "reopen"),
    ("queue/<int:pk>/ask/", moves.ask, "ask"),
    ("queue/<int:pk>/insight/", moves.insight, "insight"),
    ("queue/<int:pk>/decide/", moves.decide, "decide"),
    ("queue/<int:pk>/fold/", moves.fold, "fold"),
    ("queue/<int:pk>/unfold/", moves.unfold, "unfold"),
    ("said-twice/", twins.show_twins, "twins"),
    ("said-twice/<int:pk>/fold/", twins.fold_twin, "fold-twin"),
    ("said-twice/<int:pk>/apart/", twins.tell_twins_apart, "tell-twins-apart"),
    ("measures/", measures.show_measures, "measures"),
    ("half-percent/", people.show_half_percent, "half-percent"),
    ("half-percent/<int:pk>/write/", letters.letter, "letter"),
    ("customer-list/", people.load_customer_list, "customer-list"),
]
