"""``handouts review``: the form that a reviewer signs."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from ..project import forms
from . import opened, say


def run(options: argparse.Namespace) -> int:
    content, assets = options.content.resolve(), options.assets.resolve()
    if bool(options.slug) == options.facts:
        print("handouts: name one handout, or ask for --facts", file=sys.stderr)
        return 2
    if options.facts:
        _, clinic = opened(options)
        folder = options.clinic.resolve().parent if options.clinic else content
        form, what = (
            forms.facts_form(content, assets, clinic, folder, options.lang),
            "the facts as they print",
        )
    else:
        own = import_module("handouts.network.own") if options.clinic else None
        home = own.signed_in(content, options.clinic) if own else None
        form = forms.review_form(content, assets, options.slug, options.lang, home)
        what = "the proof copy"
    if form.path:
        say(f"{form.path}: to be filled in by whoever has read {what}")
    else:
        print(form.text, end="")
        told = "There is a review file already, so nothing was written: add this form to it"
        print(
            f"{told}, without its first line if the file has '{options.lang}:' already.",
            file=sys.stderr,
        )
    return 0
