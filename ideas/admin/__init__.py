from ideas.admin import flags

__all__ = ["flags"]
