"""The ``quoth`` command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import Final

from index import QuothError
from index.memory import out_of_memory, too_little

from . import asking, keeping, saved, serving, watching
from .arguments import FAILED, STOPPED, WRONG_ARGUMENT, parser, unquoted, with_minus


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0, 1 for a failure, 2 for a wrong argument."""
    given, more = parser().parse_known_args(with_minus(sys.argv[1:] if arguments is None else arguments))
    run = COMMANDS[given.command]
    try:
        if more:
            raise ValueError(unquoted(given, more))
        if short := too_little():
            raise short
        return run(given)
    except ValueError as problem:
        return _complain(problem, WRONG_ARGUMENT)
    except KeyError as problem:
        return _complain(problem.args[0], FAILED)
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (QuothError, OSError, MemoryError, ImportError, RuntimeError) as problem:
        line = out_of_memory(problem)
        if not (line or isinstance(problem, (QuothError, OSError))):
            raise
        return _complain(line or problem, FAILED)
    except KeyboardInterrupt:
        return _complain("stopped", STOPPED)


def _complain(problem: object, code: int) -> int:
    print(f"quoth: {problem}", file=sys.stderr)
    return code


COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "ask": asking.ask,
    "check": asking.check_claim,
    "chat": serving.chat,
    "eval": asking.evaluate_library,
    "search": asking.search,
    "add": keeping.add,
    "sync": keeping.sync,
    "watch": watching.watch,
    "questions": saved.questions,
    "remove": keeping.remove,
    "tag": keeping.tag,
    "list": keeping.list_articles,
    "info": keeping.info,
    "verify": keeping.verify,
    "repair": keeping.repair,
    "backup": keeping.backup,
    "restore": keeping.restore,
    "snapshot": keeping.snapshot,
    "rebuild": keeping.rebuild,
}


if __name__ == "__main__":
    sys.exit(main())
