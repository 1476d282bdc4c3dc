from community.admin import (
    api_keys,
    boards,
    conversations,
    customers,
    deliveries,
    firm,
    legal,
    members,
    rulings,
    sources,
    standings,
)

__all__ = [
    "api_keys",
    "boards",
    "conversations",
    "customers",
    "deliveries",
    "firm",
    "legal",
    "members",
    "rulings",
    "sources",
    "standings",
]
