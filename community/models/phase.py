from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    """Where in a customer's life with the product a conversation stands."""

    DISCOVER = "discover", _("discover")
    EXPLORE = "explore", _("explore")
    BUY = "buy", _("buy")
    USE = "use", _("use")
    ASK = "ask", _("ask")
    ENGAGE = "engage", _("engage")
