from ideas.admin import flags, held, pins, prompts, word_rules

__all__ = ["flags", "held", "pins", "prompts", "word_rules"]
