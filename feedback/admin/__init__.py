from feedback.admin import endpoints, insights, releases, rules, teams

__all__ = ["endpoints", "insights", "releases", "rules", "teams"]
