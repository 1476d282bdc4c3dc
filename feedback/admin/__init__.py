from feedback.admin import endpoints, insights, rules, teams

__all__ = ["endpoints", "insights", "rules", "teams"]
