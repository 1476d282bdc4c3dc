"""What a text says, as a direction: texts that say nearly the same point nearly one way.

Pure: no rows, no network. The model comes in a wheel, and is one table of word pieces.
"""

import json
import logging
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from django.conf import settings
from django.utils.module_loading import import_string
from numpy.typing import NDArray

DIMENSIONS = 128
Rows = NDArray[np.float32]
log = logging.getLogger(__name__)


class Encoder(Protocol):
    """Gives each text a row of DIMENSIONS numbers; `name` is another for other numbers."""

    name: str

    def __call__(self, texts: Sequence[str], /) -> Any: ...


class WordPieces:
    """The mean of what its pieces say: wordllama's table, without its own machinery.

    The table stays in its file, mapped into memory: processes share its pages, and only
    those of pieces that were met are read. Of 256 numbers a piece the first 128 are used,
    as it was trained for (Matryoshka).
    """

    name = "wordllama-256-supercat:128"

    def __init__(self) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415 - it takes megabytes

        found = find_spec("wordllama")
        if found is None or found.origin is None:
            raise ImportError("wordllama is not installed")
        folder = Path(found.origin).parent
        pieces = folder / "tokenizers" / "l2_supercat_tokenizer_config.json"
        self._pieces = Tokenizer.from_file(str(pieces))
        self._table = _mapped(folder / "weights" / "l2_supercat_256.safetensors")

    def __call__(self, texts: Sequence[str], /) -> Rows:
        return np.array([self._mean(text) for text in texts], dtype=np.float32)

    def _mean(self, text: str) -> Rows:
        pieces = self._pieces.encode(text, add_special_tokens=False).ids
        if not pieces:
            return np.zeros(DIMENSIONS, dtype=np.float32)
        said = self._table[pieces, :DIMENSIONS].astype(np.float32)
        return np.asarray(said.mean(axis=0))


@cache
def encoder() -> Encoder | None:
    """The one that LIKENESS_ENCODER names, loaded when it is first needed; None, and a
    line in the log, where it cannot be."""
    try:
        made: Encoder = import_string(settings.LIKENESS_ENCODER)()
        _directions(made(["a lid"]))
    except Exception:  # whatever is wrong with a model, words still find
        log.exception("No model tells what is alike; it is told by spelling alone.")
        return None
    return made


def encoder_name() -> str:
    """Which it would be, without loading it."""
    try:
        return str(import_string(settings.LIKENESS_ENCODER).name)
    except (ImportError, AttributeError):
        return settings.LIKENESS_ENCODER


def directions_of(texts: Sequence[str]) -> list[list[float]] | None:
    """Of each text its unit vector, to six places; None where there is no model."""
    model = encoder()
    if model is None:
        return None
    if not texts:
        return []
    # Half as long as with every digit, in statements that say it twice.
    return _directions(model(texts)).astype(float).round(6).tolist()


def direction_of(text: str) -> list[float] | None:
    found = directions_of([text])
    return found[0] if found else None


def _directions(given: Any) -> Rows:
    """Of length 1 each; what says nothing points along the first axis."""
    rows = np.array(given, dtype=np.float32)
    if rows.ndim != 2 or rows.shape[1] != DIMENSIONS or not np.isfinite(rows).all():
        raise ValueError(f"An encoder gives rows of {DIMENSIONS} finite numbers.")
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows[lengths[:, 0] == 0, 0] = 1
    return np.asarray(rows / np.where(lengths > 0, lengths, 1))


def _mapped(path: Path) -> np.memmap:
    """The one table of a safetensors file: its length, a header in JSON, the numbers."""
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))["embedding.weight"]
    start = 8 + size + header["data_offsets"][0]
    shape = tuple(header["shape"])
    if header["dtype"] != "F16":
        raise ValueError(f"{path.name}: expected half precision")
    return np.memmap(path, dtype="<f2", mode="r", offset=start, shape=shape)
