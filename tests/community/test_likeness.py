"""A text becomes a direction by a model that is small, near and never needed."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from pytest_django import Settings

from community import likeness
from community.likeness import DIMENSIONS, direction_of, directions_of, encoder_name

TEXTS = [
    "Warn me before the bobbin is out",
    "  Two   spaces\nand a line",
    "Ünïcödé, 日本語 and 🙂",
    "a",
]


class OfAnotherSize:
    name = "another size"

    def __call__(self, texts: Sequence[str], /) -> list[list[float]]:
        return [[1.0, 0.0, 0.0] for _ in texts]


class Silent:
    name = "says nothing"

    def __call__(self, texts: Sequence[str], /) -> list[list[float]]:
        return [[0.0] * DIMENSIONS for _ in texts]


@pytest.fixture(autouse=True)
def _loaded_anew() -> Iterator[None]:
    likeness.encoder.cache_clear()
    yield
    likeness.encoder.cache_clear()


def test_it_says_what_wordllama_says() -> None:
    wordllama = pytest.importorskip("wordllama")
    folder = Path(find_spec("wordllama").origin).parent
    theirs = wordllama.WordLlama.load(
        cache_dir=folder, disable_download=True, trunc_dim=DIMENSIONS
    )

    assert np.allclose(directions_of(TEXTS), theirs.embed(TEXTS, norm=True), atol=2e-6)


def test_each_text_has_a_length_of_one_whatever_stands_beside_it() -> None:
    together = directions_of([*TEXTS, ""])

    assert np.allclose(np.linalg.norm(together, axis=1), 1)
    assert np.allclose(together, [direction_of(text) for text in [*TEXTS, ""]])
    assert directions_of([]) == []


def test_what_means_the_same_points_the_same_way() -> None:
    asked, same, other = map(
        np.array,
        directions_of(
            ["A quieter motor, please", "The engine is too loud", "Ship to Norway"]
        ),
    )

    assert asked @ same > asked @ other + 0.1


@pytest.mark.parametrize("path", ["nowhere.Encoder", f"{__name__}.OfAnotherSize"])
def test_a_model_that_is_of_no_use_is_none(
    path: str, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LIKENESS_ENCODER = path

    assert direction_of("A lid") is None
    assert direction_of("Another") is None
    assert [line.levelname for line in caplog.records] == ["ERROR"]


def test_another_encoder_is_named_in_the_settings(settings: Settings) -> None:
    settings.LIKENESS_ENCODER = f"{__name__}.Silent"

    assert encoder_name() == "says nothing"
    assert direction_of("A lid") == [1.0] + [0.0] * (DIMENSIONS - 1)
