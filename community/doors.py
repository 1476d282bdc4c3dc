"""How often somebody may come to a door. Told in docs/operators/settings.md."""

from datetime import timedelta

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

# door: (how many, in which time, for one who is confirmed)
DOORS: dict[str, tuple[int, timedelta, int]] = {
    "post": (5, HOUR, 20),
    "comment": (30, HOUR, 60),
    "vote": (300, HOUR, 600),
    "helpful": (300, HOUR, 600),
    "follow": (300, HOUR, 600),
    "flag": (20, DAY, 40),
    "appeal": (5, HOUR, 5),  # by ruling: who appeals may be unable to sign in
    "mail-off": (60, HOUR, 60),  # by member, or of a wrong link by address
    "share": (60, HOUR, 120),
    "shared": (60, HOUR, 60),  # following such a link, by address
    "link-card": (300, HOUR, 300),  # drawing one anew, by address
    "edit": (60, HOUR, 120),
    "draft": (1500, HOUR, 1500),
    "picture": (30, HOUR, 120),
    "preview": (600, HOUR, 600),
    "mention": (50, HOUR, 200),
    "find-people": (1200, HOUR, 1200),
    "profile": (30, HOUR, 30),
    "devices": (30, HOUR, 30),
    "question": (60, HOUR, 60),
    "letter": (50, DAY, 50),  # by colleague
    "search": (600, HOUR, 1200),
    "upload": (30, HOUR, 30),
    "everything": (5, DAY, 5),
    "sign-on": (1000, HOUR, 1000),  # by address: an office has one
    "api": (6000, HOUR, 6000),
    "api-anonymous": (120, HOUR, 120),  # without a key, or with a wrong one, by address
}

# Who nobody vouches for and who said less than three things yet (community/trust.py).
NEWCOMERS: dict[str, int] = {"post": 3, "comment": 15, "flag": 10}
