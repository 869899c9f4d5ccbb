"""What can go wrong in making a briefing, named for the remedy."""

from __future__ import annotations


class BriefingError(Exception):
    """Nothing could be made. ``problem`` says what was found, ``remedy`` what to do; both are Chinese, one line each."""

    def __init__(self, problem: str, remedy: str = "") -> None:
        self.problem = " ".join(problem.split())
        self.remedy = " ".join(remedy.split())
        super().__init__(f"{self.problem};{self.remedy}" if self.remedy else self.problem)


class NotNow(BriefingError):
    """Nothing could be made now, but the same may do later (a full disk, a slow machine): worth another try without anyone's help."""


class FontMissing(BriefingError):
    """No Chinese font on this machine."""


class TemplateError(BriefingError):
    """A template of the region pack (wording, document, slides) cannot be used; the message names file and field."""


class NoBrowser(BriefingError):
    """A real picture of the board was asked for, and no browser (or its library) is there."""
