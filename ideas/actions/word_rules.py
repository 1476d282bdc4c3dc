from typing import Any

from ideas.models import WordRule


def set_word_rule(rule: WordRule | None = None, **details: Any) -> WordRule:
    """Add a rule on words or links, or change one. It holds for what is sent from now on."""
    if rule is None:
        return WordRule.objects.create(**details)
    return WordRule.objects.update_or_create(pk=rule.pk, defaults=details)[0]


def drop_word_rule(rule: WordRule) -> None:
    """Let the words pass. What waits because of them still waits."""
    WordRule.objects.filter(pk=rule.pk).delete()
