from django.contrib import admin

from community.admin.base import DeskAdmin, Segment
from community.models import Customer


@admin.register(Customer)
class CustomerAdmin(DeskAdmin[Customer]):
    """The list as it was loaded; the page `admin:customer-list` loads another."""

    list_display = ["email", "company", "segment", "account_owner_email", "listed_at"]
    list_filter = [("segment", Segment)]
    search_fields = ["email", "company"]
    ordering = ["email"]
