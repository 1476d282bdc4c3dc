from community.admin import (
    api_keys,
    boards,
    conversations,
    customers,
    deliveries,
    firm,
    members,
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
    "members",
    "sources",
    "standings",
]
