"""Every word that the program itself prints, by its name in a file of ``locales/``."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from ..source.fields import ValidationInfo, model_validator
from ..source.marks import first
from ..source.models import told_of
from ..source.patterns import later
from ..source.reader import Model, kebab, reading
from ..source.values import flat

BRACED = later(r"\{\w*\}|\{\{|\}\}|[{}]")  # names to fill in, and braces: told apart
# What the program fills in, by the word it is filled into.
NAMES = {
    "continued": "section",
    "page-of": "page pages",
    "on-page": "page",
    "title-of": "edition title",
    "read-copy": "source",
    "read-summary": "source",
    "source-link": "number source",
    "source-back": "number",
    "version": "version",
    "held-older": "held version",
    "held-newer": "held version",
    "held-same": "held",
    "catalogue-count": "all count",
    "catalogue-codes": "release system",
    "pages-count": "count",
    "issued": "date",
    "review-by": "date",
    "reviewed": "names",
    "signer": "date name role",
    "reviewed-on": "date",
    "first-of-one": "date name",
    "first-of-more": "count date name",
    "overdue": "date",
    "of-person": "person",
    "blank": "label",
    "document": "title language",
    "out-of": "caption out_of over",
    "about-count": "count",
    "others": "count",
    "up-to": "count",
    "at-least": "count",
    "people-yes": "count out_of",
    "people-no": "count out_of",
    "people-group": "over who",
    "people-alt": "count others out_of",
    "whole-booklet": "title",
    "subject": "clinic",
    "changes-between": "new old",
    "changes-none": "count",
    "count-of": "all count",
    "section-moved": "heading",
    "pages-same": "count",
    "page-before": "page",
    "page-after": "page",
    "page-framed": "count page",
    "page-whole": "page",
    "proof": "version",
    "sign-off-text": "title version",
}


def filled(owner: Model, names: Mapping[str, str], info: ValidationInfo) -> None:
    """Reports each text of ``owner`` that cannot be filled in, or leaves out what is to be told."""
    context = reading(info)
    for part, _, (key, *_), _ in told_of(type(owner)):
        if not isinstance(text := getattr(owner, part.name), str) or key == "language":
            continue
        wanted = names.get(key, "").split()
        try:
            parts = [*import_module("string").Formatter().parse(text)]
            found = {one for _, one, _, _ in parts if one is not None}
            broken = any(spec or turn for _, _, spec, turn in parts)
        except ValueError:
            broken, found = True, set()
        where, every = context.place(owner, key), ", ".join(f"{{{one}}}" for one in wanted)
        hint = f"write {every}, each once" if every else "to print a brace, write it twice"
        if broken:
            context.report(where, f"a brace in '{key}' is not closed, or not opened", hint)
        elif wrong := sorted(found - set(wanted)):
            message = f"'{key}' has a {{{wrong[0]}}} that nothing is filled in for"
            context.report(where, message, hint)
        elif missing := sorted(set(wanted) - found):
            context.report(where, f"'{key}' has no {{{missing[0]}}}", hint)


class Vocabulary(Model):
    """Words on paper that no author writes; names in braces are filled in by the program."""

    at_a_glance: str
    main_message: str
    who_for: str
    contents: str
    continued: str
    exercise_start: str
    exercise_dose: str
    exercise_stop: str
    exercise_not_for: str
    my_pages: str
    more_help: str
    back: str
    page_of: str
    on_page: str
    title_of: str
    version: str
    issued: str
    review_by: str
    written_by: str
    reviewed_by: str
    nobody_yet: str
    draft: str
    reviewed: str
    signer: str
    reviewed_on: str
    reviewed_in_part: str
    first_of_one: str
    first_of_more: str
    facts_draft: str
    overdue: str
    machine_made: str
    newer_source: str
    newer_part: str
    of_person: str
    blank: str
    choose_one: str
    choose_one_of: str
    note: str
    tip: str
    warning: str
    emergency: str
    packet: str
    packet_contents: str
    packet_help: str
    patient: str
    before: str
    after: str
    talk: str
    talk_intro: str
    what_we_talked_about: str
    teach_back: str
    talked_with: str
    date: str
    notes: str
    notes_hint: str
    help: str
    words: str
    sources: str
    sources_intro: str
    source_link: str
    no_date: str
    read_copy: str
    read_summary: str
    source_back: str
    team: str
    contact: str
    about: str
    document: str
    problem: str
    result: str
    emergency_cards: str
    activities: str
    archive_text: str
    archive_included: str
    archive_sources: str
    boxes: str
    boxes_for: str
    what: str
    out_of: str
    about_count: str
    others: str
    up_to: str
    at_least: str
    people_yes: str
    people_no: str
    people_group: str
    scan_code: str
    scan_here: str
    scan_page: str
    whole_booklet: str
    no_booklet: str
    subject: str
    changes: str
    changes_for: str
    changes_between: str
    changes_here: str
    changes_summary: str
    changes_none: str
    changes_marks: str
    changes_contents: str
    changes_unread: str
    changed_handouts: str
    changed_sentences: str
    changed_numbers: str
    changed_pages: str
    changed_figures: str
    changed_entries: str
    changed_files: str
    count: str
    count_of: str
    where: str
    file: str
    state: str
    nothing: str
    state_changed: str
    state_added: str
    state_removed: str
    state_moved: str
    state_same: str
    kind_prose: str
    kind_heading: str
    kind_title: str
    kind_label: str
    kind_alt: str
    kind_cell: str
    kind_small: str
    kind_field: str
    kind_source: str
    kind_link: str
    kind_blank: str
    kind_word: str
    kind_fact: str
    kind_term: str
    kind_figure: str
    handout_added: str
    handout_removed: str
    section_added: str
    section_removed: str
    section_moved: str
    pages_same: str
    pages_none: str
    page_before: str
    page_after: str
    page_framed: str
    page_whole: str
    proof: str
    proof_use: str
    proof_short: str
    proof_short_use: str
    sign_off: str
    sign_off_text: str
    findings: str
    asked: str
    answer: str
    signed: str
    decision: str
    approved: str
    approved_changed: str
    not_approved: str
    yes: str
    no: str
    name: str
    role: str
    signature: str
    skip: str
    print_page: str
    held_older: str
    held_newer: str
    held_same: str
    catalogue: str
    catalogue_use: str
    catalogue_search: str
    catalogue_hint: str
    catalogue_count: str
    catalogue_none: str
    catalogue_kind: str
    catalogue_all: str
    catalogue_print: str
    catalogue_save: str
    catalogue_more: str
    catalogue_codes: str
    catalogue_sets: str
    catalogue_outdated: str
    language: str
    state_reviewed: str
    depth_web: str
    depth_short: str
    depth_full: str
    depth_large: str
    depth_text: str
    pages_count: str
    paper_letter: str
    paper_a4: str

    @model_validator(mode="after")
    def _plain(self, info: ValidationInfo) -> Vocabulary:
        """Words are printed letter by letter, but for the names in braces."""
        filled(self, NAMES, info)
        context = reading(info)
        for field, words in flat(self).items():
            if isinstance(words, str) and (found := first(BRACED.sub("", words))):
                message = f"the mark '{found.text}' has no meaning in this text"
                where = context.place(self, kebab(field))
                context.report(where, message, "write it in plain words")
        return self
