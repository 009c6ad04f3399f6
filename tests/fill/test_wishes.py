"""What is no wish is none: nothing of what anybody may send reaches the code behind."""

from __future__ import annotations

from typing import Any

import pytest

from perfgen.fill.rows import MOST_ADDED
from perfgen.fill.wishes import KINDS, MOST_CELLS, MOST_CHARACTERS, Wish, text_of, wish

CELL = {"at": "/department", "text": "甲"}


@pytest.mark.parametrize(
    "sent",
    [None, [], "type", 1, {}, {"kind": "type"}, {"kind": "type", "cells": []}, {"kind": "type", "cells": {}}]
    + [{"kind": "type", "cells": [one]} for one in ({}, [], "x", {"at": "/x"}, {**CELL, "text": None}, {**CELL, "text": 1})]
    + [{"kind": "type", "cells": [one]} for one in ({**CELL, "at": "x"}, {**CELL, "at": 1}, {**CELL, "more": 1})]
    + [{"kind": "type", "cells": [CELL], "item": "/a/0"}, {"kind": "type", "cells": [{"at": f"/{'x' * 2000}", "text": ""}]}]
    + [{"kind": "type", "cells": [{**CELL, "text": "x" * (MOST_CHARACTERS + 1)}]}, {"kind": "type", "cells": [CELL] * (MOST_CELLS + 1)}]
    + [{"kind": "add", "item": "/a/0", "count": count} for count in (0, -1, 1.5, "1", True, None, MOST_ADDED + 1, 10**30)]
    + [{"kind": "add", "item": item, "count": 1} for item in ("", "/a", "/a/x", "a/0", "/a/0/", "../../a/0", "/a/0\n", 0, None)]
    + [{"kind": kind, "item": "/a"} for kind in ("duplicate", "delete", "up", "down")]
    + [{"kind": "move", "item": "/a/0"}, {"kind": "move", "item": "/a/0", "target": "x"}, {"kind": "add-to", "target": 1}]
    + [{"kind": "delete", "item": "/a/0", "extra": 1}, {"kind": "__init__", "item": "/a/0"}, {"kind": ["delete"], "item": "/a/0"}],
)
def test_nothing_else_is_a_wish(sent: Any) -> None:
    assert wish(sent) is None


def test_each_kind_is_one() -> None:
    found = [
        wish({"kind": "type", "cells": [CELL, {"at": "/a~1b/0", "text": ""}]}),
        wish({"kind": "add", "item": "/a/0", "count": 3}),
        wish({"kind": "add-to", "target": "/a/b"}),
        wish({"kind": "move", "item": "/a/0", "target": "/b"}),
        *[wish({"kind": kind, "item": "/a/12"}) for kind in ("duplicate", "delete", "up", "down")],
    ]
    assert {one.kind for one in found if one} == set(KINDS)
    assert found[0] == Wish("type", (("/department", "甲"), ("/a~1b/0", "")))
    assert found[1] == Wish("add", item="/a/0", rows=3)


def test_what_is_no_text_is_none() -> None:
    assert [text_of({"a": value}, "a") for value in ("x", "", 1, None, [], {"b": 1})] == ["x", "", "", "", "", ""]
    assert text_of({}, "a") == ""
