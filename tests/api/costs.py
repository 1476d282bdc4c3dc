from django.test.utils import CaptureQueriesContext


def cost_of(asked: CaptureQueriesContext) -> int:
    """How many queries, but for the one a minute that notes a key's use."""
    noted = 'UPDATE "community_apikey"'
    return sum(not query["sql"].startswith(noted) for query in asked)
