"""Words to geometry: ``Locator(region).locate(text)`` gives a Location, or the reason why not."""

from geo.locate.locator import Locator, Question
from geo.locate.stated import Stated

__all__ = ["Locator", "Question", "Stated"]
