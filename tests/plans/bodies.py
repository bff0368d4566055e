"""Bodies of plans: headings and statements in all ways of numbering, and what must be read from them."""

from tests.plans.gold import Draft, Said
from tests.plans.wording import SECTIONS, SENTENCES, TOPICS, UNITS

LETTERS = "abcdđeghik"
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
ORDER = ("purpose_requirement", "purpose", "requirement", "content", "other", "implementation")
STYLES = ("roman", "roman", "roman", "capital", "number", "part", "chapter", "unnumbered")


class Body:
    """The body of one plan in the making: how its author numbers and marks headings."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.pick = draft.pick
        style = self.pick.choice(STYLES)
        # Headings without a number stand out by their looks alone, which a text file does not show.
        self.style = "roman" if style == "unnumbered" and not draft.styled else style
        self.mark = self.pick.choice([".", ".", ".", "/", " -", ")"]) if self.style == "roman" else "."
        self.automatic = draft.styled and draft.chance(0.25)
        self.bold = draft.styled and draft.chance(0.75)
        self.decimal = self.pick.random() < 0.5  # below `1.` stands `1.1.`, else `a)`
        self.used: set[str] = set()

    def head(self, above: str, label: str | None, mark: str, text: str, *, colon: bool = False) -> str:
        """Write a heading and return its path."""
        path = ">".join(part for part in (above, label) if part)
        # A long point that ends in a colon may as well be a sentence with a list: only its looks tell.
        colon = colon and (self.bold or len(text) < 60)
        said = text + (":" if colon else "")
        style = {"bold": True} if self.bold or label is None else {}
        if label is None:
            self.draft.write(said, **style)
        elif self.automatic:
            self.draft.write(said, label=f"{label}{mark}".strip(), **style)
        else:
            self.draft.write(f"{label}{mark} {said}", **style)
        self.draft.gold.headings.append((path, text))
        return path

    def say(self, section: str, path: str, heading: str, label: str | None, mark: str, text: str) -> None:
        """Write a statement."""
        printed = f"{label}{mark}" if label else None
        if printed and self.automatic:
            self.draft.write(text, label=printed, align="justify")
        else:
            self.draft.write(f"{printed} {text}" if printed else text, align="justify")
        self.draft.gold.provisions.append(Said(section, path, heading, label, text))

    def sentence(self) -> str:
        """Return a sentence, each once as long as there are any, so that rows can be told apart."""
        left = [text for text in SENTENCES if text not in self.used] or list(SENTENCES)
        text = self.pick.choice(left)
        self.used.add(text)
        return text

    def items(self, section: str, path: str, heading: str, kinds: tuple[str, ...]) -> None:
        """Write one to four statements, all labelled alike, perhaps with points below one of them."""
        kind = self.pick.choice(kinds)
        for index in range(self.pick.randint(1, 4)):
            text = self.sentence()
            if kind == "none" and not text.endswith("."):
                text = text[:-1] + "."
            label = {
                "dash": "-",
                "plus": "+",
                "none": None,
                "letter": LETTERS[index],
                "number": str(index + 1),
            }[kind]
            mark = {"letter": ")", "number": "."}.get(kind, "")
            self.say(section, path, heading, label, mark, text)
            if kind in ("letter", "number") and self.pick.random() < 0.2:
                self.say(section, path, heading, "-", "", self.sentence())
            if kind == "dash" and self.pick.random() < 0.15:
                self.say(section, path, heading, "+", "", self.sentence())


def write_body(draft: Draft) -> None:
    """Write a body of random structure below the preamble."""
    body = Body(draft)
    pick = draft.pick
    names = [name for name in ORDER if pick.random() < 0.75]
    if "purpose_requirement" in names:
        names = [name for name in names if name not in ("purpose", "requirement")]
    names = names or ["purpose_requirement", "content", "implementation"]
    outer = ""
    if body.style in ("part", "chapter"):
        outer = _part(body, 1)
    split = pick.randint(1, len(names)) if outer else 0
    count = 0
    for index, section in enumerate(names):
        if outer and index == split and index:
            outer, count = _part(body, 2), 0
        wording = pick.choice(SECTIONS[section])
        if body.style == "unnumbered":
            wording = wording.upper()
        label, mark = _label(body, count)
        count += 1
        path = body.head(outer, label, mark, wording, colon=bool(label) and pick.random() < 0.1)
        _write_section(body, section, path, wording)
    if pick.random() < 0.7 and not outer:
        _close(body, names[-1], path, wording)


def _label(body: Body, count: int) -> tuple[str | None, str]:
    if body.style == "unnumbered":
        return None, ""
    if body.style == "capital":
        return LETTERS.replace("đ", "")[count].upper(), "."
    return (str(count + 1), ".") if body.style == "number" else (ROMANS[count], body.mark)


def _part(body: Body, number: int) -> str:
    """Write `Phần I` or `Chương I` with its title, on one line or two, and return its path."""
    word = "Phần" if body.style == "part" else "Chương"
    word = word if body.pick.random() < 0.5 else word.upper()
    title = ("QUY ĐỊNH CHUNG", "KẾ HOẠCH CỤ THỂ")[number - 1]
    label = f"{word} {ROMANS[number - 1]}"
    style = {"bold": True, "align": "center"}
    form = body.pick.choice(["two", "two", "one", "break"])
    if form == "two":
        body.draft.write(label, **style)
        body.draft.write(title, **style)
    else:
        body.draft.write(f"{label}\n{title}" if form == "break" else f"{label}. {title}", **style)
    body.draft.gold.headings.append((label, title))
    return label


def _write_section(body: Body, section: str, path: str, heading: str) -> None:
    if section == "purpose_requirement" and body.pick.random() < 0.7:
        _divide(body, path)
    elif section in ("content", "implementation") and body.pick.random() < 0.8:
        _group(body, section, path)
    else:
        kinds = ("dash", "letter", "none") if body.style == "number" else ("dash", "number", "letter", "none")
        body.items(section, path, heading, kinds)


def _inner(body: Body, index: int, above: str) -> tuple[str, str]:
    """Return the label and mark of a heading below a section: 1., 1.1., a)."""
    if body.style == "number":
        return (f"{above}.{index}", ".") if body.decimal else (LETTERS[index - 1], ")")
    return str(index), "."


def _divide(body: Body, top: str) -> None:
    """Divide a joint section into purposes and requirements, headings of their own or run in."""
    run_in = body.pick.random() < 0.25
    colon = body.pick.random() < 0.2
    wordings = body.pick.choice([("Mục đích", "Yêu cầu"), ("Mục tiêu", "Yêu cầu"), ("MỤC ĐÍCH", "YÊU CẦU")])
    for index, (wording, section) in enumerate(
        zip(wordings, ("purpose", "requirement"), strict=True), start=1
    ):
        label, mark = _inner(body, index, top)
        if run_in:
            text = body.sentence()
            path = f"{top}>{label}" if top else label
            body.draft.write(f"{label}{mark} {wording}: {text}")
            body.draft.gold.headings.append((path, wording))
            body.draft.gold.provisions.append(Said(section, path, wording, None, text))
            continue
        path = body.head(top, label, mark, wording, colon=colon)
        body.items(
            section, path, wording, ("dash", "none") if body.style == "number" else ("dash", "none", "letter")
        )


def _group(body: Body, section: str, top: str) -> None:
    """Write headings by topic or by unit, with statements, points or decimal headings under them."""
    names = body.pick.sample(UNITS if section == "implementation" else TOPICS, body.pick.randint(2, 4))
    depth = body.pick.choice(["items", "items", "deep"]) if body.style != "number" else "items"
    colon = body.pick.random() < 0.2
    for index, name in enumerate(names, start=1):
        label, mark = _inner(body, index, top)
        path = body.head(top, label, mark, name, colon=colon)
        if depth == "items":
            kinds = ("dash", "none") if label.isalpha() else ("dash", "none", "letter")
            body.items(section, path, name, kinds)
            continue
        decimal = body.pick.random() < 0.5
        for number in range(1, body.pick.randint(2, 3) + 1):
            inner, sign = (f"{label}.{number}", ".") if decimal else (LETTERS[number - 1], ")")
            topic = body.pick.choice(TOPICS)
            below = body.head(path, inner, sign, topic)
            body.items(section, below, topic, ("dash", "none"))


def _close(body: Body, section: str, path: str, heading: str) -> None:
    """Write the sentence that closes a plan: it stands under the last section, whatever list came before."""
    text = "Trên đây là Kế hoạch thực hiện trong năm; các đơn vị nghiêm túc triển khai./."
    body.draft.write(text, align="justify")
    body.draft.gold.provisions.append(Said(section, path, heading, None, text))
