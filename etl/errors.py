"""What goes wrong with input, named for what the user can do about it. Every error is one line of problem and one of remedy."""

from __future__ import annotations


class InputError(ValueError):
    """An input that cannot be taken. problem: what was found; remedy: what to do. Both are Chinese, one line each."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem = " ".join(problem.split())
        self.remedy = " ".join(remedy.split())
        super().__init__(f"{self.problem}。{self.remedy}" if self.remedy else self.problem)


class ConvertFirst(InputError):
    """The content may be right, its form is not: save it in another form (old .doc, scanned PDF) and load that."""


class UnlockFirst(InputError):
    """The file is protected by a password: take the protection off and load it again."""


class ReplaceFile(InputError):
    """The file itself is broken, empty, too large or not what it claims to be: get another copy."""


class WrongDocument(InputError):
    """The file was read, but it is not the kind of document this door takes."""


class DateMissing(InputError):
    """A ledger that does not say of which date it is: give the date by hand and load it again."""


class StaleError(InputError):
    """What was prepared no longer fits the store: prepare it again."""
