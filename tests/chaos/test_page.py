"""The reference page of rules."""

from __future__ import annotations

import json
import re
from pathlib import Path

from fakeesx.chaos import Rule
from fakeesx.chaos.page import page

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "chaos-rules.md"


def test_page_is_made_from_the_keys() -> None:
    """It lies otherwise: python -m fakeesx.chaos.page > docs/reference/chaos-rules.md."""
    assert PAGE.read_text() == page()


def test_examples_are_rules() -> None:
    """Its JSON is."""
    for block in re.findall(r"```json\n(.*?)```", page(), re.DOTALL):
        assert Rule.from_json(json.loads(block)).id == "no-room"
