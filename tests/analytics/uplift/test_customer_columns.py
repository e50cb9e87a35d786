"""Covariates, weights and clusters as a file gives them."""

from pathlib import Path

import numpy as np
import pytest

from analytics.uplift.reading import read_panel
from analytics.uplift.spec import InvalidInput, Spec
from tests.analytics.uplift.conftest import HEADER, WriteFile


def file_with(write: WriteFile, *values: tuple[str, str, str]) -> Path:
    """Three customers over three months; the first joins in month 3; `values` by customer and month."""
    joined = ("2020-03", "", "")
    rows = [
        f"C{customer},2020-0{month + 1},{joined[customer]},{customer + month},{value}"
        for customer, months in enumerate(values)
        for month, value in enumerate(months)
    ]
    return write(rows, header=f"{HEADER},extra")


def covariates(path: Path) -> list[list[float]]:
    panel = read_panel(path, Spec(covariates=("extra",)))
    assert panel.covariates is not None
    values: list[list[float]] = panel.covariates.tolist()
    return values


def test_a_covariate_is_one_number_per_customer(write: WriteFile) -> None:
    assert covariates(file_with(write, ("1", "1", "1"), ("2.5", "", ""), ("3", "3", "3"))) == [
        [1.0],
        [2.5],
        [3.0],
    ]


def test_a_changing_covariate_counts_as_last_seen_before_anybody_joined(write: WriteFile) -> None:
    path = file_with(write, ("1", "2", "9"), ("3", "", "9"), ("4", "5", "6"))
    assert covariates(path) == [[2.0], [3.0], [5.0]]
    panel = read_panel(path, Spec(covariates=("extra",)))
    assert panel.notes == ("extra changes over time; the last value before anybody joined is used",)


def test_words_become_indicators_without_the_first(write: WriteFile) -> None:
    path = file_with(write, ("north",) * 3, ("west",) * 3, ("east",) * 3)
    assert covariates(path) == [[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]


def test_a_word_among_numbers_is_refused(write: WriteFile) -> None:
    with pytest.raises(InvalidInput, match=r"^row 6: extra is not a finite number$"):
        covariates(file_with(write, ("1",) * 3, ("2", "two", "2"), ("3",) * 3))


def test_clusters_are_numbered_and_may_not_change(write: WriteFile) -> None:
    panel = read_panel(file_with(write, ("a",) * 3, ("b",) * 3, ("a",) * 3), Spec(cluster="extra"))
    assert panel.clusters is not None
    assert panel.clusters.tolist() == [0, 1, 0]
    with pytest.raises(InvalidInput, match=r"^row 4: extra differs from the customer's first row$"):
        read_panel(file_with(write, ("a", "a", "b"), ("b",) * 3, ("c",) * 3), Spec(cluster="extra"))


def test_weights_are_kept_and_negative_ones_refused(write: WriteFile) -> None:
    panel = read_panel(file_with(write, ("1",) * 3, ("0.5",) * 3, ("0",) * 3), Spec(weights="extra"))
    np.testing.assert_array_equal(panel.weights, [1.0, 0.5, 0.0])
    for wrong in ("-1", "", "much"):
        with pytest.raises(InvalidInput, match="extra is not a"):
            read_panel(file_with(write, ("1",) * 3, (wrong,) * 3, ("2",) * 3), Spec(weights="extra"))
