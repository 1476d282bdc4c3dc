from typing import Any

from feedback.models import RoutingRule


def set_rule(rule: RoutingRule | None = None, **details: Any) -> RoutingRule:
    """Write a routing rule, or change one. What was routed stays where it is."""
    if rule is None or rule.pk is None:
        return RoutingRule.objects.create(**details)
    RoutingRule.objects.filter(pk=rule.pk).update(**details)
    rule.refresh_from_db()
    return rule


def drop_rule(rule: RoutingRule) -> None:
    """Forget a rule; the hand-offs that it made keep their reason."""
    RoutingRule.objects.filter(pk=rule.pk).delete()
