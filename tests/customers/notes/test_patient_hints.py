"""Words that could point at a patient are named before they are stored (D10)."""

import pytest

from customers.notes.patient_hints import hints_of_patients

POINTING = (
    "Seen on 12.03.2026 in bed four",
    "Case 4711223 again",
    "Patient Huber did well",
    "Frau K. was moved",
    "a 64-year-old with sepsis",
    "eine 71-jährige Dame",
    "Patientin geboren im März",
)
HARMLESS = (
    "Wants to talk about patients in septic shock",
    "The patient was moved early, they say; Corvexa 20 mg helped",
    "Call back on +49 30 1234567 or 0301234567",
    "Sales rose to 1,234,567 in 2025",
    "Meet on Monday at 9:30 with Frau Dr. Keller",
)


@pytest.mark.parametrize("text", POINTING)
def test_what_points_at_a_patient_is_named(text: str) -> None:
    assert len(hints_of_patients(text)) == 1


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_words_pass(text: str) -> None:
    assert hints_of_patients(text) == []
