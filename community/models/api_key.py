from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def live(self) -> Self:
        return self.filter(revoked_at=None)


class ApiKey(models.Model):
    """A key of a member, or of an integration, which cannot vote. Only its hash is kept."""

    class Scope(models.TextChoices):
        READ = "read", _("read posts, comments and insights")
        POST = "post", _("post, comment and vote as the member")
        PEOPLE = "people", _("read contributors who agreed to it")
        CONVERSATIONS = "conversations", _("read and bring in conversations")
        MEASURES = "measures", _("read the measures")

    name = models.CharField(_("name"), max_length=80)
    member = models.ForeignKey(
        "community.Member",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="api_keys",
        verbose_name=_("member"),
    )
    prefix = models.CharField(_("begins with"), max_length=12, unique=True)
    digest = models.CharField(_("hash"), max_length=64)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope), default=list)
    created_at = models.DateTimeField(_("created at"))
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
