"""What mails say besides their words, and which of them upper apps let people stop."""

from django.utils.translation import gettext_lazy as _

# A page of what became of all that one said.
IMPACT_PAGE = "feedback:impact"

# Mails of upper apps that a link turns off: scope → its words, and the action that does.
MAIL_SCOPES = {
    "teams": (
        _("The morning mail of your teams"),
        "feedback.actions.teams.stop_digests",
    ),
}
