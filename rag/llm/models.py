"""The name of a model -> a LlamaIndex LLM, the home of its clients; its context, and what its tokens cost."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from index.errors import ModelError

from .connection import client
from .local_process import LocalProcess, local_process
from .model_file import ModelFile, read_model_file

CONTEXT: Final = 8192  # tokens; what servers of local models mostly give
RESERVED: Final = 1024  # tokens of the context kept for the reply, where the model does not say
LARGEST_SHARE: Final = 0.5  # of the context; a reply may not take more of a small one
READ_SECONDS: Final = 180.0  # a socket's own limit; above those that a reply is given
ADVICE: Final = (
    "write gguf/FILE, ollama/NAME, lmstudio/NAME, llamacpp/NAME, vllm/NAME, openai/NAME"
    " or http://host:port/v1#NAME"
)

SERVERS: Final = {
    "llamacpp": "http://localhost:8080/v1",
    "lmstudio": "http://localhost:1234/v1",
    "ollama": "http://localhost:11434/v1",
    "openai": "https://api.openai.com/v1",
    "vllm": "http://localhost:8000/v1",
}
USAGE_TOO: Final = {"stream_options": {"include_usage": True}}  # a server that we do not know may refuse it
PROGRESS_TOO: Final = {"extra_body": {"return_progress": True}}  # reading a prompt may take minutes here
OPENAI: Final = "openai"
GGUF: Final = "gguf"
OURS: Final = "http://localhost/v1"  # of a server at a socket; the name is looked up nowhere
PRICE: Final = "QUOTH_LLM_PRICE"
CONTEXT_TOLD: Final = "QUOTH_LLM_CONTEXT"
THREADS_TOLD: Final = "QUOTH_LLM_THREADS"
_ASCII_PER_TOKEN: Final = 3.5  # English has 4.2 with the tokenizers of today; digits and names fewer
_OTHER_BYTES_PER_TOKEN: Final = 2.0  # of UTF-8: Chinese has 2.4, Hindi 2.9, Russian 3.4


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost, given and written; in whatever currency."""

    prompt: float
    completion: float

    def cost(self, prompt_tokens: int, completion_tokens: int) -> float:
        """Return what so many tokens cost."""
        return (prompt_tokens * self.prompt + completion_tokens * self.completion) / 1e6


def model(spec: str, *, at: Callable[[], str] | None = None) -> Any:
    """Return a LlamaIndex LLM for ``gguf/FILE``, ``ollama/NAME``, … or ``http://host:port/v1#NAME``.

    A file is run in a process of ours, which begins to load it now. The key of OpenAI is read from
    ``OPENAI_API_KEY``, that of any other server from ``QUOTH_LLM_KEY``; the object does not hold it.
    ``QUOTH_LLM_CONTEXT`` is the model's context in tokens, where it is not known, and the most that a file's
    model is given; ``QUOTH_LLM_THREADS`` the threads that it is run with. ``at`` gives the path of the socket
    at which a file's model answers that another process runs; this one then runs none.

    Raises:
        ValueError: the spec, or what the environment says, has another form.
        ModelError: the key is missing, or a file cannot be used.
    """
    server, base, name = _parsed(spec)
    if server == GGUF:
        return _of_file(name, at)
    over = client(_key(server), READ_SECONDS)
    return _client(name, base, over, _window(server, name), asking=USAGE_TOO if server else {})


def socket_of(spec: str) -> Callable[[], str] | None:
    """Return what gives the path of the socket at which the model of a file answers; ``None`` for others.

    It is run in a process of ours, the same one that ``model`` uses. Errors are those of ``model``.
    """
    server, _, name = _parsed(spec)
    if server != GGUF:
        return None
    file = read_model_file(name)
    return _running(file, _file_window(file)).socket


def _of_file(name: str, at: Callable[[], str] | None) -> Any:
    file = read_model_file(name)
    window = _file_window(file)
    over = client("", READ_SECONDS, at or _running(file, window).socket)
    most = min(RESERVED, int(window * LARGEST_SHARE))  # a small model may say the same over and over
    return _client(file.name, OURS, over, window, asking=USAGE_TOO | PROGRESS_TOO, most=most)


def _file_window(file: ModelFile) -> int:
    return min(_told(CONTEXT_TOLD, "tokens") or CONTEXT, file.context or CONTEXT)


def _running(file: ModelFile, window: int) -> LocalProcess:
    return local_process(file, window, _told(THREADS_TOLD, "threads") or _threads())


def _threads() -> int:
    """Return how many threads a model is run with here.

    All of them wait for each other at every step, so one more thread than there are free cores makes
    llama.cpp twenty times slower; the other half is for the encoder, the reader and the page.
    """
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(usable // 2, 1)


def _client(
    name: str, base: str, over: Any, window: int, *, asking: dict[str, Any], most: int | None = None
) -> Any:
    from llama_index.llms.openai_like import OpenAILike

    return OpenAILike(
        model=name,
        api_base=base,
        api_key="none",  # or LlamaIndex would take OpenAI's from the environment
        is_chat_model=True,
        context_window=window,
        timeout=READ_SECONDS,
        max_retries=0,
        temperature=0.0,
        max_tokens=most,
        additional_kwargs=asking,
        **{"http_client": over},  # no field, and unknown to the type checker
    )


def checked(llm: Any) -> Any:
    """Return a LlamaIndex LLM from one, or from a model's name.

    Raises:
        ValueError: it is neither.
        ModelError: the key is missing.
    """
    if hasattr(llm, "stream_chat") and hasattr(llm, "metadata"):
        return llm
    if isinstance(llm, str):
        return model(llm)
    raise ValueError(f"llm is a {type(llm).__name__}; give a LlamaIndex LLM, or {ADVICE}")


def name_of(llm: Any) -> str:
    """Return what a model is called."""
    return str(getattr(llm.metadata, "model_name", "") or type(llm).__name__)


def context(llm: Any) -> int:
    """Return how many tokens a model takes, its reply included."""
    return int(llm.metadata.context_window or CONTEXT)


def room(llm: Any) -> int:
    """Return the tokens of a model's context that a prompt may have."""
    told = llm.metadata.num_output
    kept = told if told and told > 0 else RESERVED
    return context(llm) - min(kept, int(context(llm) * LARGEST_SHARE))


def _parsed(spec: str) -> tuple[str, str, str]:
    """Return the server's short name, if it has one, its address and the model's name."""
    if spec.startswith(("http://", "https://")):
        base, _, name = spec.partition("#")
        if not name:
            raise ValueError(f"llm={spec[:100]!r} names no model; {ADVICE}")
        if "@" in urlsplit(base).netloc:
            raise ValueError("llm is an address with a password; give that in QUOTH_LLM_KEY")
        return "", base, name
    server, _, name = spec.partition("/")
    if server not in {*SERVERS, GGUF} or not name:
        raise ValueError(f"llm={spec[:100]!r} is no model; {ADVICE}")
    return server, SERVERS.get(server, OURS), name


def _key(server: str) -> str:
    """Return the key for a server; empty where none is needed."""
    variable = "OPENAI_API_KEY" if server == OPENAI else "QUOTH_LLM_KEY"
    key = os.environ.get(variable, "").strip()
    if server == OPENAI and not key:
        raise ModelError(f"a model of OpenAI needs a key; set {variable} in the environment")
    if not (key.isascii() and key.isprintable()):
        raise ValueError(f"{variable} holds what no key can; is it pasted whole?")
    return key


def _window(server: str, name: str) -> int:
    if told := _told(CONTEXT_TOLD, "tokens"):
        return told
    if server == OPENAI:
        from llama_index.llms.openai.utils import ALL_AVAILABLE_MODELS

        return int(ALL_AVAILABLE_MODELS.get(name, CONTEXT))
    return CONTEXT


def _told(variable: str, of: str) -> int:
    """Return the number that the environment gives; 0 where it gives none."""
    told = os.environ.get(variable, "")
    if told and (not told.isdecimal() or int(told) < 1):
        raise ValueError(f"{variable}={told!r} is no number of {of}")
    return int(told or 0)


def environment_price() -> Price | None:
    """Return the price that ``QUOTH_LLM_PRICE`` gives as two numbers, such as ``0.15,0.60``.

    Raises:
        ValueError: it holds something else.
    """
    told = os.environ.get(PRICE, "")
    if not told:
        return None
    try:
        prompt, completion = (float(each) for each in told.split(","))
        if not (0 <= prompt < math.inf and 0 <= completion < math.inf):
            raise ValueError
    except ValueError:
        raise ValueError(f"{PRICE}={told!r} is no price; write 0.15,0.60 for a million tokens") from None
    return Price(prompt, completion)


def tokens(text: str) -> int:
    """Return about how many tokens a text has for a model; rather too many than too few."""
    size = len(text.encode("utf-8", "replace"))
    ascii_size = sum(character < "\x80" for character in text)
    return math.ceil(ascii_size / _ASCII_PER_TOKEN + (size - ascii_size) / _OTHER_BYTES_PER_TOKEN)
