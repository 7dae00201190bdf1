"""Links that are computed: who names an entry, what came before, what fits, what is near."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.check.run import check
from scripts.corpus.load import load
from scripts.corpus.model import Corpus, references
from scripts.corpus.relations import Relations, closeness, relate

MISSED, PAID, ON_TIME, CLIENT = "film-missed", "film-missed-ticket-paid", "film-missed-on-time-now", "sample-sent-late"
QA, GUIDE, NG, CAUSE, SAFETY = "slept-through-it", "while-they-wait", "train-was-slow", "broken-promise", "kept-from-leaving"

OTHER_QA = """\
question: {question}
answer: 待たせた時間に触れて、短く謝ります。
reason: 長い説明は、待った人の時間をもう一度使います。
examples: [{example}]
"""


def related(root: Path) -> tuple[Corpus, Relations]:
    loaded = load(root)
    assert check(loaded) == []
    return loaded.corpus, relate(loaded.corpus)


def add_qa(root: Path, name: str, example: str, more: str = "") -> None:
    (root / f"corpus/qa/{name}.yml").write_text(OTHER_QA.format(question=f"{name}のとき", example=example) + more, "utf-8")


def test_every_reference_is_found_from_the_other_end(project: Path):
    """A page that is named elsewhere must say where; a one-way link is a dead end for the reader."""
    corpus, relations = related(project)
    forward = {(entry.id, entry.kind, target) for entry in corpus for _, _, target in references(entry)}
    backward = {(source, kind, target) for target, by in relations.named_by.items() for kind, sources in by.items() for source in sources}
    assert forward == backward and len(forward) == 16


def test_named_by_groups_by_kind(project: Path):
    """The phrase's page lists the Q&A, guides and causes that show it, each once."""
    _, relations = related(project)
    assert relations.named_by[MISSED] == {"qa": (QA,), "cause": (CAUSE,), "ng": (NG,), "guide": (GUIDE,)}
    assert relations.named_by[NG] == {"phrase": (MISSED,), "qa": (QA,), "cause": (CAUSE,), "guide": (GUIDE,)}
    assert relations.named_by["lewicki-2016"] == {"qa": (QA,), "cause": (CAUSE,)}
    assert relations.named_by["police-soudan"] == {"safety": (SAFETY,)}
    assert CLIENT not in relations.named_by


def test_an_entry_that_names_another_twice_is_listed_once(project: Path):
    """The same link twice in one list looks like a fault of the site."""
    path = project / "corpus/guides/while-they-wait.yml"
    path.write_text(path.read_text("utf-8").replace("短く謝ります。\n", f"短く謝ります。\n    phrases: [{MISSED}]\n"), "utf-8")
    _, relations = related(project)
    assert relations.named_by[MISSED]["guide"] == (GUIDE,)


def test_next_and_previous_mirror_each_other(project: Path):
    """A reader in the middle of a chain must find the way back as well as on."""
    corpus, relations = related(project)
    assert relations.previous == {PAID: (MISSED,), ON_TIME: (PAID,)}
    assert {(p.id, p.next) for p in corpus.phrases.values() if p.next} == {(before, after) for after, ids in relations.previous.items() for before in ids}


def test_related_phrases_share_scene_and_cause(project: Path):
    """Beside words for a friend, words for a client would be noise."""
    _, relations = related(project)
    assert set(relations.related[MISSED]) == {PAID, ON_TIME}
    assert set(relations.related[PAID]) == {MISSED, ON_TIME}
    assert relations.related[CLIENT] == ()


def test_a_shared_situation_brings_a_phrase_nearer(project: Path):
    """Who overslept wants the other words for oversleeping first."""
    _, relations = related(project)
    assert relations.related[MISSED][0] == PAID


@pytest.mark.parametrize("entry_id", [MISSED, PAID, QA, GUIDE, NG, SAFETY])
def test_nothing_is_related_to_itself(project: Path, entry_id: str):
    """A link to the page one is on leads nowhere."""
    add_qa(project, "one-more", MISSED, "causes: [broken-promise]\nsituations: [寝坊]\n")
    _, relations = related(project)
    assert entry_id not in relations.related[entry_id] and entry_id not in relations.qa[entry_id]


def test_qa_that_shows_the_phrase_comes_first(project: Path):
    """The answer that quotes these very words is the one to read next, however well another fits."""
    add_qa(project, "fits-better", CLIENT, "scenes: [friend]\nstages: [apology]\ncauses: [broken-promise]\nsituations: [寝坊, 映画]\n")
    _, relations = related(project)
    assert relations.qa[MISSED] == (QA, "fits-better")


def test_qa_is_chosen_by_facets_and_situation(project: Path):
    """Without a Q&A that names it, a phrase must still lead to the nearest one, and never to one about another stage."""
    add_qa(project, "near", CLIENT, "causes: [broken-promise]\n")
    add_qa(project, "nearer", CLIENT, "causes: [broken-promise]\nsituations: [チケット代]\n")
    add_qa(project, "elsewhere", CLIENT, "scenes: [client]\nstages: [before]\ncauses: [lie]\n")
    _, relations = related(project)
    assert relations.qa[PAID][:2] == ("nearer", "near")
    assert "elsewhere" not in relations.qa[PAID]


def test_twins_of_one_facet_lead_to_each_other(project: Path):
    """Two Q&A on the same ground must both be reachable, not only the one whose name sorts first."""
    for name, other in (("twin-a", "twin-b"), ("twin-b", "twin-a")):
        add_qa(project, name, CLIENT, "scenes: [family]\nstages: [waiting]\ncauses: [conflict]\n")
    _, relations = related(project)
    assert relations.qa["twin-a"] == ("twin-b",) and relations.qa["twin-b"] == ("twin-a",)
    assert relations.related["twin-a"][0] == "twin-b" and relations.related["twin-b"][0] == "twin-a"


def test_choice_does_not_depend_on_other_phrases(project: Path):
    """Adding a phrase must not change the Q&A that another one leads to."""
    add_qa(project, "a-show", CLIENT, "causes: [broken-promise]\nsituations: [上映]\n")
    add_qa(project, "b-film", CLIENT, "causes: [broken-promise]\nsituations: [映画]\n")
    _, before = related(project)
    text = (project / f"corpus/phrases/friend/apology/{MISSED}.yml").read_text("utf-8")
    (project / "corpus/phrases/friend/apology/a-first.yml").write_text(
        text.replace("[寝坊, 映画]", "[上映]").replace("映画の約束", "上映の約束"), "utf-8")
    after = relate(load(project).corpus)
    assert before.qa[MISSED] == (QA, "b-film", "a-show")
    assert before.qa == {entry_id: after.qa[entry_id] for entry_id in before.qa}


def test_closeness_is_mutual_and_punishes_contradiction(project: Path):
    """If one page led to another only one way, readers would find it by luck; a contradicting facet must push away."""
    corpus, _ = related(project)
    entries = list(corpus)
    for one in entries:
        for other in entries:
            assert closeness(one, other) == closeness(other, one)
    assert closeness(corpus.phrases[MISSED], corpus.phrases[CLIENT]) < 0 < closeness(corpus.phrases[MISSED], corpus.phrases[ON_TIME])
