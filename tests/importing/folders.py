"""Small import folders for tests."""

from pathlib import Path

MEMBERS = """id,name,email,joined_at,verified,consent,company
1,Ada,ada@example.com,2024-01-01T00:00:00+00:00,1,1,Loom
2,Ben,ben@example.com,2024-01-02T00:00:00+00:00,0,1,
3,Cleo,cleo@example.com,2024-01-03T00:00:00+02:00,1,0,
"""
IDEAS = """id,author,board,title,body,created_at,status
1,1,Looms,A quiet lid,"It wakes the house.
Every night.",2024-02-01T00:00:00+00:00,open
2,2,Looms,A longer cable,,2024-02-02T00:00:00Z,shipped
"""
VOTES = """idea,member,value,cast_at
1,1,1,2024-02-03T00:00:00+00:00
1,2,1,2024-02-03T00:00:00+00:00
1,3,1,2024-02-04T00:00:00+00:00
2,3,0,2024-02-04T00:00:00+00:00
"""
COMMENTS = """id,idea,author,body,created_at
1,1,3,The same here.,2024-02-05T00:00:00+00:00
"""


def make_folder(
    place: Path, name: str = "loomers", *, encoding: str = "utf-8", **files: str | None
) -> Path:
    """A good folder; `members=…` and so on replace a file, None leaves it out."""
    folder = place / name
    folder.mkdir(parents=True, exist_ok=True)
    texts: dict[str, str | None] = {
        "members": MEMBERS,
        "ideas": IDEAS,
        "votes": VOTES,
        "comments": COMMENTS,
    }
    for file, text in (texts | files).items():
        if text is not None:
            (folder / f"{file}.csv").write_bytes(text.encode(encoding))
    return folder
