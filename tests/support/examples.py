"""An example of every kind of block, as an author writes it, and the parts it means."""

from dataclasses import replace

from handouts.content.locale import load_locale
from handouts.meaning.document import (
    Cell,
    Columns,
    Definition,
    Definitions,
    Field,
    Figure,
    FillIn,
    Group,
    Heading,
    IconArray,
    Item,
    Items,
    Label,
    Ladder,
    Panel,
    Paragraph,
    Part,
    Reference,
    References,
    Stage,
    Steps,
    Strip,
    Table,
    Timeline,
    When,
)
from handouts.meaning.spans import Cite, Foreign, Link, Open, Span, Strong, Term, Text
from handouts.source.reader import Reading

_english = load_locale("en", Reading())
assert _english is not None
WORDS = _english.words


def cell(*spans: Span) -> Cell:
    return Cell((spans,))


def count(have: str, rest: str, share: float) -> Cell:
    """A count and how many are left, in the words of the locale; its ``share`` of all is a bar."""
    told = cell(
        Strong(WORDS.about_count.format(count=have)), Text(f" {WORDS.others.format(count=rest)}")
    )
    return replace(told, share=share)


def people(count: int, what: str, pattern: str = WORDS.people_yes) -> tuple[Span, ...]:
    """One side of a picture of 100 people, in the words of the locale."""
    return Strong(pattern.format(count=count, out_of=100)), Text(f" {what}.")


# Kind of block -> (what the author writes, what it means).
EXAMPLES: dict[str, tuple[str, tuple[Part, ...]]] = {
    "paragraph": (
        "- paragraph: Walk **every** day. [S1]",
        (Paragraph((Text("Walk "), Strong("every"), Text(" day. "), Cite("S1"))),),
    ),
    "lead": ("- lead: First words.", (Paragraph((Text("First words."),), "lead"),)),
    "heading": (
        "- heading: Small steps\n- heading: {text: Smaller, level: 4}",
        (Heading("Small steps", 3), Heading("Smaller", 4)),
    ),
    "bullets": (
        "- bullets:\n  - one\n  - text: two\n    bullets: [two a, two b]",
        (
            Items(
                "bullet",
                (
                    Item((Text("one"),)),
                    Item(
                        (Text("two"),),
                        (Items("bullet", (Item((Text("two a"),)), Item((Text("two b"),)))),),
                    ),
                ),
            ),
        ),
    ),
    "ticks": (
        "- ticks: [Pack a bag]\n- ticks: {choose: one, items: [I walk, I ride]}",
        (
            Items("tick", (Item((Text("Pack a bag"),)),)),
            Paragraph((Text("Choose one:"),)),
            Items("choice", (Item((Text("I walk"),)), Item((Text("I ride"),)))),
        ),
    ),
    "steps": (
        "- steps:\n  - Sit.\n  - text: Stand.\n    figure: {name: spine, alt: A spine.}",
        (Steps((Item((Text("Sit."),)), Item((Text("Stand."),), (Figure("spine", "A spine."),)))),),
    ),
    "callout": (
        (
            "- callout:\n    role: warning\n    blocks: [Stop.]\n- callout: {role: tip, title: "
            "Try this, blocks: [Rest.]}"
        ),
        (
            Panel("warning", "Take care", (Paragraph((Text("Stop."),)),)),
            Panel("tip", "Try this", (Paragraph((Text("Rest."),)),)),
        ),
    ),
    "exercise": (
        """
- exercise:
    name: spine
    alt: A person lifts the hips.
    title: Bridge
    aim: It makes you strong.
    start: Lie on your back.
    steps: [Breathe out., Lift **slowly**.]
    dose: 10 times. [S1]
    stop: It hurts.
    not-for: You had surgery.
""",
        (
            Group(
                (
                    Heading("Bridge", 3),
                    Columns(
                        (
                            (Figure("spine", "A person lifts the hips."),),
                            (
                                Paragraph((Text("It makes you strong."),)),
                                Paragraph((Strong("Start: "), Text("Lie on your back."))),
                                Steps(
                                    (
                                        Item((Text("Breathe out."),)),
                                        Item((Text("Lift "), Strong("slowly"), Text("."))),
                                    )
                                ),
                                Paragraph((Strong("How many: "), Text("10 times. "), Cite("S1"))),
                                Paragraph((Strong("Stop if: "), Text("It hurts."))),
                                Paragraph((Strong("Not for you if: "), Text("You had surgery."))),
                            ),
                        )
                    ),
                )
            ),
        ),
    ),
    "help-lines": (
        (
            '- help-lines:\n  - {text: "**Low mood:** call.", checked: 2026-11-20}\n'
            '  - {text: A bill., checked: ""}\n  - text: Pain.'
        ),
        (
            Items(
                "bullet",
                (
                    Item((Strong("Low mood:"), Text(" call."))),
                    Item((Text("A bill."),)),
                    Item((Text("Pain."),)),
                ),
            ),
        ),
    ),
    "figure": (
        (
            "- figure:\n    {name: spine, alt: A spine., caption: See **this**., labels: {disc: "
            "Disc, nerve: Nerve}}"
        ),
        (
            Figure(
                "spine",
                "A spine.",
                (Text("See "), Strong("this"), Text(".")),
                (Label("disc", "Disc"), Label("nerve", "Nerve")),
            ),
        ),
    ),
    "before-and-after": (
        (
            "- before-and-after:\n    before: {name: spine, alt: Ill.}\n    after: {name: spine, "
            "alt: Well.}"
        ),
        (
            Strip(
                (Figure("spine", "Ill.", title="Before"), Figure("spine", "Well.", title="After"))
            ),
        ),
    ),
    "pictures": (
        "- pictures:\n  - {name: spine, alt: First., title: One}\n"
        "  - {name: spine, alt: Second., caption: See this., labels: {disc: Disc}}",
        (
            Strip(
                (
                    Figure("spine", "First.", title="One"),
                    Figure("spine", "Second.", (Text("See this."),), (Label("disc", "Disc"),)),
                )
            ),
        ),
    ),
    "picture-steps": (
        "- picture-steps:\n  - {name: spine, alt: First., title: One}\n"
        "  - {name: spine, alt: Second., caption: See this.}",
        (
            Strip(
                (
                    Figure("spine", "First.", title="One"),
                    Figure("spine", "Second.", (Text("See this."),)),
                ),
                ordered=True,
            ),
        ),
    ),
    "beside": (
        "- beside:\n  - [Words.]\n  - [{figure: {name: spine, alt: A spine.}}, {ticks: [Rest]}]",
        (
            Columns(
                (
                    (Paragraph((Text("Words."),)),),
                    (Figure("spine", "A spine."), Items("tick", (Item((Text("Rest"),)),))),
                )
            ),
        ),
    ),
    "table": (
        (
            "- table:\n    caption: Two things\n    head: [Look at, Good]\n    rows: [[Skin, "
            "Calm], [Edge, '**Closed**']]"
        ),
        (
            Table(
                "Two things",
                ("Look at", "Good"),
                (
                    (cell(Text("Skin")), cell(Text("Calm"))),
                    (cell(Text("Edge")), cell(Strong("Closed"))),
                ),
            ),
        ),
    ),
    "activities": (
        "- activities:\n  - {what: Work, when: '{{clinic.disc.work}}', ask: How long?}",
        (
            Table(
                "",
                ("Activity", "When", "Ask your team"),
                (
                    (
                        cell(Text("Work")),
                        cell(Open("disc.work")),
                        cell(Text("How long?")),
                    ),
                ),
                WORDS.activities,
            ),
        ),
    ),
    "timeline": (
        (
            "- timeline:\n  - {when: Day 1, text: Walk.}\n  - when: Day 2\n    blocks: [Rest., "
            "{ticks: [Sleep]}]"
        ),
        (
            Timeline(
                (
                    Stage("Day 1", (Paragraph((Text("Walk."),)),)),
                    Stage(
                        "Day 2",
                        (Paragraph((Text("Rest."),)), Items("tick", (Item((Text("Sleep"),)),))),
                    ),
                )
            ),
        ),
    ),
    "ladder": (
        (
            "- ladder:\n  - {when: First, text: Walk.}\n  - when: Then\n    blocks: [Climb., "
            "{ticks: [Rest]}]"
        ),
        (
            Ladder(
                (
                    Stage("First", (Paragraph((Text("Walk."),)),)),
                    Stage(
                        "Then",
                        (Paragraph((Text("Climb."),)), Items("tick", (Item((Text("Rest"),)),))),
                    ),
                )
            ),
        ),
    ),
    "numbers": (
        """
- numbers:
    about: risk
    caption: Problems
    out-of: 1000
    who: [Early, Late]
    over: in one year
    items:
      - {what: A clot, counts: [2.4, 1000], source: [S1, S2]}
- numbers:
    about: benefit
    caption: Relief
    out-of: 100
    who: all people
    over: in a week
    items: [{what: Less pain, count: 80, source: S2}]
""",
        (
            Table(
                "Problems: out of every 1,000 people, in one year",
                ("Problem", "Early", "Late"),
                (
                    (
                        cell(Text("A clot"), Text(" "), Cite("S1"), Text(" "), Cite("S2")),
                        count("2.4", "998", 0.0024),
                        count("1,000", "0", 1.0),
                    ),
                ),
            ),
            Table(
                "Relief: out of every 100 people, in a week",
                ("Result", "All people"),
                ((cell(Text("Less pain"), Text(" "), Cite("S2")), count("80", "20", 0.8)),),
            ),
        ),
    ),
    "people": (
        """
- people:
    count: 63
    who: people in a trial
    over: after 2 years
    "yes": were glad
    "no": were not glad
    source: S1
""",
        (
            IconArray(
                63,
                100,
                people(63, "were glad"),
                people(37, "were not glad", WORDS.people_no),
                "About 63\u00a0of\u00a0100 were glad. About 37\u00a0of\u00a0100 were not glad.",
                (Text("This is about people in a trial, after 2 years."), Text(" "), Cite("S1")),
            ),
        ),
    ),
    "compare": (
        """
- compare:
    who: people in a trial
    over: after 2 years
    "yes": had less pain
    "no": did not
    groups: [{name: With surgery, count: 80}, {name: Without, count: 60}]
    source: [S1, S2]
""",
        (
            Group(
                (
                    Columns(
                        tuple(
                            (
                                Paragraph((Strong(name),)),
                                IconArray(
                                    have,
                                    100,
                                    people(have, "had less pain"),
                                    people(100 - have, "did not", WORDS.people_no),
                                    (
                                        f"About {have}\u00a0of\u00a0100 had less pain. "
                                        f"About {100 - have}\u00a0of\u00a0100 did not."
                                    ),
                                ),
                            )
                            for name, have in (("With surgery", 80), ("Without", 60))
                        )
                    ),
                    Paragraph(
                        (
                            Text("This is about people in a trial, after 2 years."),
                            *(Text(" "), Cite("S1"), Text(" "), Cite("S2")),
                        ),
                        "small",
                    ),
                )
            ),
        ),
    ),
    "questions": ("- questions: [Why me?]", (FillIn((Field("Why me?"),)),)),
    "fill-in": (
        "- fill-in:\n    fields: [{label: Side, options: [Left, Right], size: half}]\n"
        "- fill-in:\n    fields: [{label: Leg, options: [Left, Right], choose: one}]\n"
        "- fill-in:\n    title: Notes\n    fields: [{label: Plan, lines: 3}]",
        (
            FillIn((Field("Side", options=("Left", "Right"), width="half"),)),
            FillIn((Field("Leg", options=("Left", "Right"), choose="one", hint="(choose one)"),)),
            Panel("control", "Notes", (FillIn((Field("Plan", 3),)),)),
        ),
    ),
    "include": ("- include: shared", (Paragraph((Text("The same everywhere."),)),)),
    "glossary": (
        "- glossary: [disc, slipped disc]",
        (
            Definitions(
                (
                    Definition("Disc", (Text("A soft cushion."),), "term:disc"),
                    Definition(
                        "Herniated disc", (Text("A disc that pushed out."),), "term:herniated disc"
                    ),
                )
            ),
        ),
    ),
    "sources": (
        "- sources: [S2, S1]",
        (
            References(
                (
                    Reference(
                        "S2",
                        "Another house. A second page. No date given.",
                        "",
                        "Source 1: Another house",
                        "Source 1: back to where the text cites it",
                        "Another house",
                    ),
                    Reference(
                        "S1",
                        "A house. A page. 2020.",
                        "https://www.example.org/page/",
                        "Source 2: A house 2020",
                        "Source 2: back to where the text cites it",
                        "A house 2020",
                    ),
                )
            ),
        ),
    ),
    "contact": (
        "- contact: clinic",
        (
            FillIn(
                (
                    Field("Office phone", width="half", fact="phone"),
                    Field("After-hours phone", width="half", fact="phone-after-hours"),
                    Field("Website", width="half", fact="website"),
                )
            ),
        ),
    ),
    "clinic-facts": (
        "- clinic-facts:\n  - fever\n  - {fact: phone, label: Call, size: large}\n"
        "  - {fact: disc.work, size: half, otherwise: '**Ask** us.'}\n  - work",
        (
            FillIn(
                (
                    Field("Call us for a fever of", fact="fever"),
                    Field("Call", width="half", fact="phone", large=True),
                )
            ),
            When(
                "disc.work",
                (FillIn((Field("Work", width="half", fact="disc.work"),)),),
                (Paragraph((Strong("Ask"), Text(" us."))),),
            ),
            FillIn((Field("Work", fact="work"),)),
        ),
    ),
}

# What an author writes inside a text -> its spans.
MARKS: dict[str, tuple[Span, ...]] = {
    "plain": (Text("plain"),),
    "two   spaces\nand a line": (Text("two spaces and a line"),),
    "a **bold** word": (Text("a "), Strong("bold"), Text(" word")),
    "**see {disc} [S1]**": (Strong("see "), Term("disc", "disc"), Strong(" "), Cite("S1")),
    "a {disc} and {Disc}": (Text("a "), Term("disc", "disc"), Text(" and "), Term("Disc", "disc")),
    "a {slipped disc}": (Text("a "), Term("slipped disc", "herniated disc")),
    "{it|herniated disc}!": (Term("it", "herniated disc"), Text("!")),
    "seen [S1][S2].": (Text("seen "), Cite("S1"), Cite("S2"), Text(".")),
    "[here](https://example.org/a)": (Link("here", "https://example.org/a"),),
    "see [the help page](#help)": (Text("see "), Link("the help page", "#help")),
    "[es: Hable con nosotros]": (Foreign("Hable con nosotros", "es"),),
    "{{clinic.phone}}": (Open("phone"),),
    "  {{ clinic.disc.work }} ": (Open("disc.work"),),
    r"\{ \} \[ \] \* \\": (Text("{ } [ ] * \\"),),
    "5 * 3 < 20 & more": (Text("5 * 3 < 20 & more"),),
}
