from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class MemberQuerySet(models.QuerySet["Member"]):
    def present(self) -> Self:
        """Those who have not left and are not suspended."""
        return self.filter(left_at=None, is_active=True)

    def verified(self) -> Self:
        return self.present().exclude(verified_at=None)

    def customers(self) -> Self:
        """Neither the firm's own people nor its partners."""
        return self.present().filter(is_staff=False, is_partner=False)

    def rankable(self) -> Self:
        return self.customers().filter(consents_to_ranking=True)

    def at(self, address: str) -> Self:
        """Whoever has this address, however it is written; by the unique index."""
        return self.alias(address=Lower("email")).filter(address=address.lower())

    def visible_to(self, viewer: "Member | None") -> Self:
        return self.present()


class MemberManager(BaseUserManager["Member"]):
    def get_queryset(self) -> MemberQuerySet:
        return MemberQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, email: str | None) -> "Member":
        return self.get_queryset().at(email or "").get()


class Member(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account. One who leaves stays as a row without personal data."""

    class Verified(models.TextChoices):
        CUSTOMER_LIST = "customer_list", _("on the customer list")
        SIGN_ON = "sign_on", _("by single sign-on")
        COMPANY_DOMAIN = "company_domain", _("by a company address")
        COLLEAGUE = "colleague", _("by a colleague's word")

    class Words(models.TextChoices):
        """What one who leaves wants to become of what they said."""

        ANONYMOUS = "anonymous", _("Leave my words here, without my name")
        NAMED = "named", _("Leave my words here, under my name")
        TAKEN = "taken", _("Take my words with me")

    email = models.EmailField(_("e-mail"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    about = models.CharField(
        _("about"),
        max_length=200,
        blank=True,
        help_text=_("One line: where you are, what you use, since when."),
    )
    locale = models.CharField(_("language"), max_length=12, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    company = models.CharField(_("company"), max_length=120, blank=True)
    segment = models.CharField(_("segment"), max_length=60, blank=True)
    account_owner = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="accounts",
        verbose_name=_("account owner"),
    )
    external_id = models.CharField(
        _("outside id"), max_length=200, null=True, blank=True, unique=True
    )
    verified_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    verified_by = models.CharField(
        _("confirmed"), max_length=20, choices=Verified, blank=True
    )
    invited_by = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="brought",
        verbose_name=_("invited by"),
    )
    consents_to_ranking = models.BooleanField(_("may be counted"), default=False)
    consents_to_contact = models.BooleanField(_("may be contacted"), default=False)
    is_staff = models.BooleanField(_("works for the firm"), default=False)
    is_partner = models.BooleanField(_("partner of the firm"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = MemberManager.from_queryset(MemberQuerySet)()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_member_per_address"),
            models.CheckConstraint(
                condition=Q(verified_at__isnull=True, verified_by="")
                | Q(verified_at__isnull=False) & ~Q(verified_by=""),
                name="verified_has_a_time_and_a_source",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, email__isnull=False)
                | Q(left_at__isnull=False, email__isnull=True, is_active=False),
                name="who_left_has_no_address_and_cannot_sign_in",
            ),
            models.CheckConstraint(
                condition=Q(invited_by=None) | ~Q(invited_by=F("id")),
                name="nobody_invites_themselves",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("ideas:member", args=[self.slug])

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None

    @property
    def has_left(self) -> bool:
        return self.left_at is not None

    @property
    def has_page(self) -> bool:
        """Not of somebody who has left, nor while they are suspended."""
        return self.left_at is None and self.is_active

    @cached_property
    def unread_notice_count(self) -> int:
        """What waits for the member, a hundred at the most; asked once a request."""
        return self.notices.unread()[:100].count()
