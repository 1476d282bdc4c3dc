from typing import Self

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class CustomerQuerySet(models.QuerySet["Customer"]):
    def at(self, address: str) -> Self:
        """The line with this address, however it is written; by the unique index."""
        return self.alias(address=Lower("email")).filter(address=address.lower())


class Customer(models.Model):
    """One line of the firm's customer list: whoever joins with this address is confirmed."""

    email = models.EmailField(_("e-mail"))
    company = models.CharField(_("company"), max_length=120, blank=True)
    segment = models.CharField(_("segment"), max_length=60, blank=True)
    account_owner_email = models.EmailField(_("account owner"), blank=True)
    listed_at = models.DateTimeField(_("listed at"))

    objects = CustomerQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer on the list")
        verbose_name_plural = _("customer list")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_customer_per_address")
        ]

    def __str__(self) -> str:
        return self.email
