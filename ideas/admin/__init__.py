from ideas.admin import flags, pins, prompts

__all__ = ["flags", "pins", "prompts"]
