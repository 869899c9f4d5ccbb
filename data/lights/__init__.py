"""Lights (亮灯): from a project's figures at a data date and a rule, the colour, the working, and the amount to green.

Pure functions of records. Rules are data (``light_rules.toml`` of the region pack). No float decides a border: shares are
fractions, money is integer 元, and limits are read from the file as decimals.
"""

from data.lights.book import RuleBook, RuleError, load_rules, parse_rules
from data.lights.compare import Outcome, Subject, compare, disagreement
from data.lights.judge import light
from data.lights.lit import Lit
from data.lights.rule import Limit, Rule, StartRule, Thresholds
from data.lights.timing import months_elapsed, time_progress, time_share

__all__ = [
    "Limit", "Lit", "Outcome", "Rule", "RuleBook", "RuleError", "StartRule", "Subject", "Thresholds", "compare",
    "disagreement", "light", "load_rules", "months_elapsed", "parse_rules", "time_progress", "time_share",
]
