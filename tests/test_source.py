"""Reading one file: plain strings, and the place of every key, value and character."""

from __future__ import annotations

import gc
import json
import textwrap
from pathlib import Path

import pytest
import yaml

from scripts.check.text import strings
from scripts.corpus import compose, source
from scripts.corpus.source import Document, Loc, Mark, SourceError, read_source


def read(text: str) -> Document:
    return read_source(text.encode())


def shown(document: Document, loc: Loc, char: str) -> str:
    """The line of the file at which `char` of the string at `loc` is said to be, with that place marked."""
    mark = document.text_mark(loc, document.value(loc).index(char))
    line = document.lines[mark.line - 1]
    return f"{mark.line}: {line[:mark.column - 1]}>{line[mark.column - 1:]}"


def test_the_fast_parser_is_in_use():
    """Without libyaml the corpus takes seven times as long to read, and messages lose their explanations."""
    assert issubclass(compose._Parser, yaml.cyaml.CParser)


@pytest.mark.parametrize("written", ["no", "yes", "true", "on", "null", "~", "1:30", "010", "0x1f", "1e3", "1_000", ".5", ".inf", "2026-01-01", "2026-01-01 10:00:00", "=", "<", "-1"])
def test_every_scalar_stays_what_was_typed(written: str):
    """YAML would turn a time into 90 seconds and a tag `no` into False; readers must see what the writer wrote."""
    assert read(f"a: {written}\nb: [{written}]\n").root.plain() == {"a": written, "b": [written]}


def test_empty_values_are_empty_strings():
    """`when:` with nothing behind it must be reported as empty, not crash as None."""
    assert read("a:\nb: ''\nc: [ ]\nd: { }\ne:\n  -\n  - x\n").root.plain() == {"a": "", "b": "", "c": [], "d": {}, "e": ["", "x"]}


def test_numbers_and_dates_as_keys_stay_strings():
    """A key that looks like a number must be reported as an unknown key by the name that was typed."""
    assert list(read("010: a\nno: b\n2026-01-01: c\n").root.plain()) == ["010", "no", "2026-01-01"]


NESTED = textwrap.dedent("""\
    # 見出し
    intent: 謝る

    wordings:
      - tone: casual
        channels: [chat, in-person]
      -   tone: soft
          channels:
            - letter
    means: {cause: [lie, money]}
    """)


@pytest.mark.parametrize(("loc", "value", "key"), [
    ((), (2, 1), (2, 1)),
    (("intent",), (2, 9), (2, 1)),
    (("wordings",), (5, 3), (4, 1)),
    (("wordings", 0), (5, 5), (5, 5)),
    (("wordings", 0, "tone"), (5, 11), (5, 5)),
    (("wordings", 0, "channels"), (6, 15), (6, 5)),
    (("wordings", 0, "channels", 1), (6, 22), (6, 22)),
    (("wordings", 1, "tone"), (7, 13), (7, 7)),
    (("wordings", 1, "channels", 0), (9, 11), (9, 11)),
    (("means",), (10, 8), (10, 1)),
    (("means", "cause"), (10, 16), (10, 9)),
    (("means", "cause", 1), (10, 22), (10, 22)),
    (("wordings", 1, "text"), (7, 7), (7, 7)),
    (("wordings", 9, "tone"), (5, 3), (4, 1)),
    (("wordings", 2, "tone"), (5, 3), (4, 1)),
    (("wordings", "tone"), (5, 3), (4, 1)),
    (("intent", "x", 0), (2, 9), (2, 1)),
    (("intent", 0), (2, 9), (2, 1)),
])
def test_marks_of_keys_and_values(loc: Loc, value: tuple[int, int], key: tuple[int, int]):
    """An annotation on the wrong line sends a contributor to mend what is not broken; a path that ends early gives the nearest parent."""
    document = read(NESTED)
    assert document.mark(loc) == Mark(*value)
    assert document.key_mark(loc) == Mark(*key)


@pytest.mark.parametrize(("written", "expected"), [
    pytest.param("t: あい★う", "1: t: あい>★う", id="plain"),
    pytest.param("t:   ★", "1: t:   >★", id="plain-at-its-start"),
    pytest.param("t: あ い ★", "1: t: あ い >★", id="plain-with-spaces"),
    pytest.param("t: あい\n  うえ\n\n  お★", "4:   お>★", id="plain-lines"),
    pytest.param('t: "あい★う"', '1: t: "あい>★う"', id="double-quoted"),
    pytest.param('t: "あい\n  う★"', '2:   う>★"', id="double-quoted-lines"),
    pytest.param('t: "あい\nう★"', '2: う>★"', id="double-quoted-lines-at-the-margin"),
    pytest.param("t: don't★", "1: t: don't>★", id="plain-with-an-apostrophe"),
    pytest.param('t: "★あ\\nい"', '1: t: ">★あ\\nい"', id="double-quoted-before-an-escape"),
    pytest.param('t: "あ\\tい★"', '1: t: >"あ\\tい★"', id="double-quoted-after-an-escape"),
    pytest.param('t: "あ\\u2605"', '1: t: >"あ\\u2605"', id="double-quoted-itself-an-escape"),
    pytest.param("t: 'あい★う'", "1: t: 'あい>★う'", id="single-quoted"),
    pytest.param("t: 'あ''い''''う★'", "1: t: 'あ''い''''う>★'", id="single-quoted-with-quotes"),
    pytest.param("t: 'あ\n\n  ''い''★'", "3:   ''い''>★'", id="single-quoted-lines"),
    pytest.param("t: |\n  あ\n  い★", "3:   い>★", id="literal"),
    pytest.param("t: |\n  ★\n", "2:   >★", id="literal-first"),
    pytest.param("t: |\n\n\n    あ\n\n    い ★\n", "6:     い >★", id="literal-with-blank-lines"),
    pytest.param("t: |\n  あ\n      い★\n", "3:       い>★", id="literal-with-deeper-lines"),
    pytest.param("t: |2\n     ★\n", "2:      >★", id="literal-with-an-indentation-mark"),
    pytest.param("t: |-  # 覚え書き ★\n  あ★\n", "2:   あ>★", id="literal-with-a-comment"),
    pytest.param("t: |\n  ああああ\n  あああ\n  あ★\n", "4:   あ>★", id="literal-with-like-lines"),
    pytest.param("t: >\n  あ\n  い★\n", "3:   い>★", id="folded"),
    pytest.param("t: >-\n\n  あ\n\n    い\n  ★\n", "6:   >★", id="folded-with-paragraphs"),
    pytest.param("t: |\r\n  あ\r\n  い★\r\n", "3:   い>★", id="crlf"),
    pytest.param("t: 👨‍👩‍👧𠮷★", "1: t: 👨‍👩‍👧𠮷>★", id="beyond-the-basic-plane"),
])
def test_place_of_a_character(written: str, expected: str):
    """In a mail of thirty lines, an invisible character can only be found when its own line is named."""
    assert shown(read(written), ("t",), "★") == expected


def test_place_of_a_space_or_of_the_end_is_inside_the_value():
    """A finding that begins with a space must not point past the file."""
    document = read("t: |\n  あ い\n  う\n")
    assert document.text_mark(("t",), 1) == Mark(2, 5)
    assert document.text_mark(("t",), 99) == Mark(1, 4)
    assert document.text_mark((), 0) == Mark(1, 1)


def test_place_after_an_escape_is_the_start_even_among_like_characters():
    """Counting on past an escape would name a neighbour of the same look."""
    assert read('t: "\\t★★★★"\n').text_mark(("t",), 3) == Mark(1, 4)


def test_every_place_of_the_sample_is_its_character(project: Path):
    """The rule above, for every visible character of every string of the sample."""
    count = 0
    for path in (project / "corpus").rglob("*.yml"):
        document = read_source(path.read_bytes())
        for loc, text in strings(document.root):
            for offset, char in enumerate(text):
                if char not in " \n":
                    mark = document.text_mark(loc, offset)
                    assert document.lines[mark.line - 1][mark.column - 1] == char, (path, loc, offset)
                    count += 1
    assert count > 3000


def test_a_value_that_is_not_there_stands_inside_the_file():
    """`? key` at the end of a file would end `check` in a traceback."""
    document = read("a: b\n? c")
    assert document.mark(("c",)) == Mark(2, 4)
    assert document.rest_of_line(("c",)) == ""


def test_value_is_the_string_as_written():
    """Rules count from the file's own text; trimming it first would move every place."""
    document = read('a: "  x "\nb: [y]\n')
    assert (document.value(("a",)), document.value(("b",)), document.value(("b", 0))) == ("  x ", "", "y")


def test_all_tabs_and_the_syntax_error_are_found_together():
    """Mending one mistake only to be told of the next costs a contributor a round for each."""
    with pytest.raises(SourceError) as caught:
        read("a:\tb\nc: d\ne:\tf\ng: [h\n")
    assert [(mark.line, mark.column, code) for mark, code, _ in caught.value.findings] == [(1, 3, "Y108"), (3, 3, "Y108"), (4, 4, "Y103")]


def test_findings_before_a_syntax_error_are_kept():
    """A duplicate key above a broken line must not wait for the next run."""
    with pytest.raises(SourceError) as caught:
        read("a: b\na: c\nd: [e\n")
    assert [(mark.line, code) for mark, code, _ in caught.value.findings] == [(2, "Y114"), (3, "Y103")]


@pytest.mark.parametrize(("size", "code"), [(0, None), (1, "Y107")])
def test_size_limit_is_exact(size: int, code: str | None):
    """A file of the size that the message allows must be accepted."""
    data = b"a: b\n" + b"#" * (source.MAX_BYTES - 5 + size)
    if code is None:
        assert read_source(data).root.plain() == {"a": "b"}
    else:
        with pytest.raises(SourceError) as caught:
            read_source(data)
        assert caught.value.findings[0][1] == code


@pytest.mark.parametrize(("levels", "refused"), [(8, False), (9, True)])
def test_depth_limit_is_exact(levels: int, refused: bool):
    """The deepest entry of the model must fit; a file without a bound must not."""
    text = "[" * levels + "]" * levels
    if refused:
        with pytest.raises(SourceError, match="Y112"):
            read(text)
    else:
        assert read(text).root.plain() == json.loads(text)


@pytest.mark.parametrize(("written", "folded"), [
    ("t: あ い\n", False), ("t:\n  あ い\n", False), ("t: 'あ い'\n", False), ("t: |\n  あ\n  い\n", False), ("t: [あ,\n  い]\n", False), ("t: あ # い\n\n# う\nu: え\n", False),
    ("t: あ\n  い\n", True), ("t: 'あ\n  い'\n", True), ('t: "あ\\\n  い"\n', False), ("t: >\n  あ\n  い\n", True), ("t: >-\n  あ\n\n  い\n", True), ("- [あ\n  い]\n", True)])
def test_texts_that_yaml_may_have_joined_are_noticed(written: str, folded: bool):
    """A writer's line breaks would become spaces in silence: only of such files is it asked (T506)."""
    assert read(written).plain.folded is folded


def test_strings_are_all_scalars_of_a_file():
    """What no rule looks for in these, it does not look for in the file."""
    assert read("a: [b, {c: 'd'}]\n? e\n: |\n  f\n  g\n").plain.strings == ["a", "b", "c", "d", "e", "f\ng\n"]


def test_reading_plainly_says_what_reading_with_places_says(project: Path):
    """Rules would look at one text and point at another."""
    for path in (project / "corpus").rglob("*.yml"):
        document = read_source(path.read_bytes())
        assert document.plain.value == document.root.plain(), path
        assert {text for _, text in strings(document.root)} <= set(document.plain.strings), path


def test_reading_leaves_no_garbage():
    """Garbage is never looked for: at ten thousand files a circle would keep as many parsers, and 130 MB."""
    read("a: [b, {c: d}]\n")
    while gc.collect():  # what other tests left may leave more when it goes
        pass
    gc.disable()
    try:
        read("a: [b, {c: d}]\n")
        assert gc.collect() == 0
    finally:
        gc.enable()
