"""The door for every command in bin/: any supported Python, nothing installed yet."""

import sys
import types
from pathlib import Path

if __name__ == "__main__":
    # Name the package without running config/__init__.py, which wants Celery.
    config = types.ModuleType("config")
    config.__path__ = [str(Path(__file__).resolve().parent.parent)]
    sys.modules["config"] = config

    from config.house.environment import enter

    enter(sys.argv[1], sys.argv[2:])
