"""The rules: a module for each kind of question, a function or an entry of data for each rule."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from .registry import FAMILIES, RULES, Found, Rule, described, family, severity

for _module in pkgutil.iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["FAMILIES", "RULES", "Found", "Rule", "described", "family", "severity"]
