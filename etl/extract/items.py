"""A clause's items: its sentences one by one, and the project that a heading names over those beneath."""

from __future__ import annotations

from dataclasses import replace

from etl.extract.clauses import Clause
from etl.extract.found import Found, Frame, Reading
from etl.extract.labels import is_aside, is_labelled, tell_aims
from etl.extract.members import Setting, headed, promised, topic_of
from etl.extract.sentence import read_sentence
from etl.extract.text import sentences
from etl.extract.topics import is_heading, reports, topic_named

LONGEST_SEGMENT = 2_000


def read_clause(clause: Clause, following: Clause | None, frame: Frame, reading: Reading) -> None:
    """Add a clause's items to the reading, sentence by sentence; `following`, the next clause, may tell of its heading."""
    setting = Setting(clause, frame)
    if reading.headed and is_labelled(clause):
        _read_label(reading.headed, clause, frame, reading)
        return
    reading.headed = None
    if is_heading(clause.span.text) and is_labelled(following) and (one := headed(clause, setting)):
        reading.headed, reading.topic, reading.told = one, one, True
        reading.found.append(one)
        reading.seen, reading.taken = reading.seen + 1, reading.taken + 1
        return
    if is_heading(clause.span.text):
        reading.topic = None
    for sentence in sentences(clause.span.text, offset=clause.span.start):
        reading.seen += 1
        if len(sentence.text) > LONGEST_SEGMENT:
            reading.too_long += 1
            continue
        if name := topic_named(sentence.text):
            at = sentence.text.find(name)
            reading.topic, reading.told = topic_of(name, replace(sentence, start=sentence.start + at), setting), False
            if clause.numbered and sentence.text == clause.span.text.strip("。 ") and (one := promised(name, sentence, setting)):
                reading.topic, reading.told = one, True
                reading.found.append(one)
                reading.promised.append(one)
                if sentence.text.endswith(name):
                    reading.taken += 1
                    continue
            if is_heading(sentence.text) and sentence.text != name:
                # "某某项目完成情况" heads what is told below, and tells nothing itself.
                reading.set_aside += 1
                continue
        elif is_heading(sentence.text) and reports(sentence.text):
            reading.set_aside += 1
            continue
        found = read_sentence(sentence, setting, reading.topic)
        reading.found.extend(one for one in found if one is not reading.topic or not reading.told)
        reading.told = reading.told or reading.topic in found
        if found:
            reading.taken += 1
        else:
            reading.set_aside += 1


def _read_label(heading: Found, clause: Clause, frame: Frame, reading: Reading) -> None:
    reading.seen += 1
    if is_aside(clause):
        reading.set_aside += 1
    else:
        reading.taken += 1
        tell_aims(heading, clause, frame)
