"""The door for every command in bin/: any supported Python, nothing installed yet."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

    from config.house.environment import enter

    enter(sys.argv[1], sys.argv[2:])
