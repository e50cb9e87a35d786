from tests.config.budgets import findings_in


def test_a_function_of_41_lines_is_over_budget() -> None:
    source = "def long() -> None:\n" + "    pass\n" * 40
    assert list(findings_in(source, where="a.py")) == ["a.py:1: long has 41 lines, at most 40"]


def test_a_function_of_40_lines_is_within_budget() -> None:
    source = "def fitting() -> None:\n" + "    pass\n" * 39
    assert list(findings_in(source, where="a.py")) == []


def test_a_file_of_301_lines_is_over_budget() -> None:
    assert list(findings_in("x = 1\n" * 301, where="a.py")) == ["a.py: 301 lines, a file has at most 300"]


def test_a_module_named_utils_is_refused() -> None:
    assert list(findings_in("", where="tenancy/utils.py")) == [
        "tenancy/utils.py: 'utils' says nothing about what is in it"
    ]
