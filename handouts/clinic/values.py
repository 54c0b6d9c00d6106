"""What a clinic may write for a fact of each kind, and how it prints: a text, a person, a web
address, a phone number, a temperature.

Patterns are texts, which ``re`` compiles where they are first used: 2 ms that a build with its
cache has no use for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from ..content.facts import Value
from ..content.locale import Locale
from ..meaning.spans import shown
from ..source.problems import Refused
from ..source.reader import web_address

# A number as people write it. Where one of the North American plan ends is known, and where an
# emergency number ends, so that "8 am" may follow it; what belongs to any other number stands after
# a comma. Then an extension. What looks like hours ("24/7"), a date, a decimal, a house number or a
# temperature is none.
PHONE = r"""(?x)(?:(?P<plan>(?:\+?1G?)?\(?\d{3}\)?G?\d{3}G?\d{4}(?!\d)
                  |\d{3}[.\u2010-\u2013-]\d{4}(?!\d)
                  |(?:[2-9]11|11\d|988|999|000)(?![\d\s()./\u2010-\u2015-]*\d)
                  |\d{3}(?=\s*(?:$|[,;(])))
          |(?!\d{1,2}\s?[/\u2010-\u2013-]\s?\d{1,2}(?:\s|$)|(?:19|20)\d\d-\d\d-\d\d|\d+\.\d+(?:\s|$))
           \+?[\d(](?:G|[\d()/])*\d)
        (?:\s*,?\s*(?:ext|x)\.?\s*(?P<ext>\d{1,8}))?""".replace("G", r"[\s.\u2010-\u2013-]")
# a zero that is dialed at home alone, as in "+44 (0)20 ...": a link leads there from anywhere
TRUNK = r"^((?:\+|00)[\d\s.\u2010-\u2013-]+)\(0\)"
AFTER_PLAN, AFTER_OTHER = r"$|[\s,;:(]", r"$|\s*[,;:(]|\s+[\u2013-]\s"
# as in 1-800-FLOWERS and 1-800-My-Taxi
LETTERS = r"\d[\s.\u2010-\u2013-]?(?:[A-Z]{2,}|[A-Z][a-z]*[.\u2010-\u2013-][A-Za-z])"
NUMBERED = 'begin with the number; what belongs to it follows: "(555) 010-0100, press 2"'
LETTERED = "write it in digits, as it is dialed; its letters may follow in parentheses"
DIGITS = range(3, 16)  # as ITU-T E.164 counts them
DEGREES = r"(\d{{2,3}}(?:[.,]\d)?)\s*[\u00b0\u00ba]?\s*([{units}])\b"
DEGREE = DEGREES.format(units="FC")
FEVER = rf"{DEGREE}(?:\s*[(/]\s*{DEGREE}\s*\)?)?"
# what a living body can have
BODY = {"F": (Decimal(95), Decimal(109)), "C": (Decimal(35), Decimal(43))}


def _text(text: str, note: str, locale: Locale) -> Value:
    return Value(text)


def _person(text: str, note: str, locale: Locale) -> Value:
    return Value(text, note)


def _web(text: str, note: str, locale: Locale) -> Value:
    return Value(shown(web_address(text)), "", text)


def _phone(text: str, note: str, locale: Locale) -> Value:
    match = re.match(PHONE, text)
    called = re.sub(TRUNK, r"\1", match[0].partition("x")[0]) if match else ""
    digits = re.sub(r"\D", "", called)
    after = AFTER_PLAN if match and match["plan"] else AFTER_OTHER
    if not match or len(digits) not in DIGITS or not re.match(after, text[match.end() :]):
        hint = LETTERED if re.search(LETTERS, text) else NUMBERED
        raise Refused(f"'{text}' is no phone number", hint)
    rest = _rest(text[match.end() :])
    digits = _dialed(digits)
    extension = f";ext={_dialed(match['ext'])}" if match["ext"] else ""
    plus = "+" if text.startswith("+") else ""
    return Value(match[0], ", ".join(filter(None, (rest, note))), f"tel:{plus}{digits}{extension}")


def _dialed(digits: str) -> str:
    """Digits of any script as those that a phone dials."""
    return "".join(str(int(one)) for one in digits)


def _temperature(text: str, note: str, locale: Locale) -> Value:
    match = re.match(FEVER, text)
    if not match:
        raise Refused(f"'{text}' is no temperature", 'write a number with F or C, such as "101 F"')
    given = {
        unit: _decimal(number) for number, unit in (match.group(1, 2), match.group(3, 4)) if unit
    }
    rest = " ".join(filter(None, (_rest(text[match.end() :]), note)))
    if match[2] == match[4] or re.search(DEGREE, rest):
        raise Refused(f"'{text}' is more than one temperature", "write one of them, with F or C")
    for unit, degrees in given.items():
        if not BODY[unit][0] <= degrees <= BODY[unit][1]:
            raise Refused(
                f"{degrees} {unit} is no temperature of a body",
                "check the number and its F or C",
            )
    first = match[2]
    other = "C" if first == "F" else "F"
    derived = _converted(given[first], first)
    if other in given and abs(given[other] - derived) > Decimal("0.1"):
        raise Refused(
            f"{match[1]} {first} is {derived} {other}, not {given[other]}",
            "write the right one of the two",
        )
    given.setdefault(other, derived)
    fahrenheit, celsius = (locale.number(given[unit]) for unit in ("F", "C"))
    both = locale.temperature.format(fahrenheit=fahrenheit, celsius=celsius)
    return Value(both, rest)


def _rest(text: str) -> str:
    """What follows a number, without the signs that part it from the number."""
    text = text.strip(" ,;:/|\u2013-")
    inner = text[1:-1]
    return inner if text[:1] == "(" and text[-1:] == ")" and not set("()") & set(inner) else text


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", "."))


def _converted(degrees: Decimal, unit: str) -> Decimal:
    """The same temperature in the other unit, to a tenth of a degree."""
    other = (degrees - 32) * 5 / 9 if unit == "F" else degrees * 9 / 5 + 32
    return other.quantize(Decimal("0.1"), ROUND_HALF_UP)


# text, what was noted apart from it, and the language it is printed in -> the value; each raises
# ``Refused``
KINDS: Mapping[str, Callable[[str, str, Locale], Value]] = {
    "text": _text,
    "person": _person,
    "web": _web,
    "phone": _phone,
    "temperature": _temperature,
}
