"""How good the answers are on questions whose answers are known."""

from .gold import Gold, Questions, questions_in, read_lines, read_questions
from .measured import Cited, Evaluation, Measured, Total, report
from .run import evaluate

__all__ = [
    "Cited",
    "Evaluation",
    "Gold",
    "Measured",
    "Questions",
    "Total",
    "evaluate",
    "questions_in",
    "read_lines",
    "read_questions",
    "report",
]
