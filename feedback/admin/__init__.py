from feedback.admin import credits, endpoints, insights, releases, rules, teams

__all__ = ["credits", "endpoints", "insights", "releases", "rules", "teams"]
