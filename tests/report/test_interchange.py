"""Reports for other systems keep to their formats: SARIF by its official schema, GitLab's by its fields, JUnit read back."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from conftest import NODE_MODULES, ROOT, require_tool
from given import checked
from junitparser import JUnitXml

from perfgen.diagnostics import Diagnostic, Position, Severity, Silenced
from perfgen.report.formats import Report, TellsSilenced, writer, written

SEED = next((ROOT / "specs" / "2021").glob("*.yaml"))
SARIF_SCHEMA = NODE_MODULES / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
# Written down from GitLab's documentation of the code quality report.
GITLAB_SCHEMA: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "pattern": "^[a-z0-9-]+$"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/\\\\]"},
                    "lines": {"required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                },
            },
        },
    },
}
ODD = [
    Diagnostic("duplicate-key", "“a\u000b”写了两次 <b>&", "specs/空 格.yaml", Position(3, 5, 2), "改名", Severity.ERROR),
    Diagnostic("flat-target", "三年一样", "specs/a.yaml", None, "", Severity.INFO),
    Diagnostic("flat-target", "三年一样", "specs/a.yaml", Position(9, 1), "", Severity.INFO),
    Diagnostic("module-value", "分不成三栏", "specs/a.yaml", Position(9, 1), "", Severity.ERROR),  # of a rule that is off
]
ALLOWED = [
    Silenced(Diagnostic("target-worse", "比往年差", "specs/a.yaml", Position(line, 1)), "口径\u202e变了") for line in (7, 8)
]


@pytest.fixture(scope="module")
def found() -> list[Diagnostic]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return [*checked(SEED.relative_to(ROOT)), *ODD]


@pytest.mark.editor
def test_sarif_is_valid_by_the_official_schema(found: list[Diagnostic]) -> None:
    require_tool("npm")
    schema = json.loads(SARIF_SCHEMA.read_text("utf-8"))
    sarif = writer(Report.SARIF)
    assert isinstance(sarif, TellsSilenced)
    log = json.loads("".join([sarif.add(found), sarif.add_silenced(ALLOWED), *sarif.end()]))
    validator = jsonschema.validators.validator_for(schema)
    assert list(validator(schema).iter_errors(log)) == []
    assert list(validator(schema).iter_errors({**log, "version": "2.0.0"}))
    (run,) = log["runs"]
    assert len(run["results"]) == len(found) + len(ALLOWED) > 80
    suppressed = [(one["ruleId"], one["suppressions"]) for one in run["results"] if one["suppressions"]]
    assert suppressed == [("target-worse", [{"kind": "inSource", "justification": "口径<U+202E>变了"}])] * 2
    assert len({one["partialFingerprints"]["perfgen/v1"] for one in run["results"]}) == len(run["results"])
    assert {result["ruleId"] for result in run["results"]} == {rule["id"] for rule in run["tool"]["driver"]["rules"]}


def test_gitlab_report_has_the_documented_fields(found: list[Diagnostic]) -> None:
    report = json.loads(written(found, Report.GITLAB))
    jsonschema.validate(report, GITLAB_SCHEMA)
    assert len({one["fingerprint"] for one in report}) == len(report) == len(found)


def test_fingerprints_stay_when_lines_move(found: list[Diagnostic]) -> None:
    moved = [one._replace(position=one.position._replace(line=one.position.line + 7)) for one in found if one.position]
    still = [one for one in found if one.position]
    first, second = (
        {one["fingerprint"] for one in json.loads(written(diagnostics, Report.GITLAB))} for diagnostics in (still, moved)
    )
    assert first == second


def test_junit_is_read_back_with_a_case_for_each_rule_and_file(found: list[Diagnostic]) -> None:
    (suite,) = JUnitXml.fromstring(written(found, Report.JUNIT).encode())
    cases = {(case.classname, case.name) for case in suite}
    assert cases == {(one.file, one.name) for one in found}
    assert suite.failures == suite.tests == len(cases)


def test_reports_of_nothing_are_whole() -> None:
    assert json.loads(written([], Report.GITLAB)) == []
    assert json.loads(written([], Report.SARIF))["runs"][0]["results"] == []
    (suite,) = JUnitXml.fromstring(written([], Report.JUNIT).encode())
    assert (suite.tests, suite.failures) == (1, 0)
