from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tqdm import tqdm

from feedback.importing.folder import Folder


@contextmanager
def bar(folder: Folder, title: str) -> Iterator[Any]:
    """A progress bar in bytes, on a terminal only. Gives a function of bytes so far."""
    size = folder.size() if folder.path.is_dir() else 0
    with tqdm(total=size, desc=title, unit="B", unit_scale=True, disable=None) as shown:
        yield lambda read: shown.update(read - shown.n)
