from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WordRuleQuerySet(models.QuerySet["WordRule"]):
    def in_order(self) -> Self:
        """What refuses before what holds."""
        return self.order_by("-outcome", "pk")


class WordRule(models.Model):
    """Words, or where a link leads, that are looked at first or not taken at all."""

    class Kind(models.TextChoices):
        WORDS = "words", _("words")
        LINK = "link", _("a link to")

    class Outcome(models.TextChoices):
        HOLD = "hold", _("wait for a look")
        REFUSE = "refuse", _("not taken")

    kind = models.CharField(_("what"), max_length=10, choices=Kind, default=Kind.WORDS)
    pattern = models.CharField(
        _("words, or a domain"),
        max_length=100,
        help_text=_(
            "Words as they stand in a text, in any case, with or without accents; a "
            "domain counts with all that is below it."
        ),
    )
    outcome = models.CharField(
        _("what becomes of it"), max_length=10, choices=Outcome, default=Outcome.HOLD
    )
    reason = models.CharField(
        _("reason"),
        max_length=200,
        blank=True,
        help_text=_("Told to whoever wrote it, and to who looks at it."),
    )

    objects = WordRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule on words and links")
        verbose_name_plural = _("rules on words and links")
        ordering = ["kind", "pattern"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "pattern"], name="one_rule_for_the_same_words"
            ),
            models.CheckConstraint(condition=~Q(pattern=""), name="a_rule_names_words"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pattern}"
