"""The name of a model -> a LlamaIndex LLM, the home of its clients; its context, and what its tokens cost."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from index.errors import ModelError

from .connection import client

CONTEXT: Final = 8192  # tokens; what servers of local models mostly give
RESERVED: Final = 1024  # tokens of the context kept for the reply, where the model does not say
LARGEST_SHARE: Final = 0.5  # of the context; a reply may not take more of a small one
READ_SECONDS: Final = 180.0  # a socket's own limit; above those that a reply is given
ADVICE: Final = (
    "write ollama/NAME, lmstudio/NAME, llamacpp/NAME, vllm/NAME, openai/NAME or http://host:port/v1#NAME"
)

SERVERS: Final = {
    "llamacpp": "http://localhost:8080/v1",
    "lmstudio": "http://localhost:1234/v1",
    "ollama": "http://localhost:11434/v1",
    "openai": "https://api.openai.com/v1",
    "vllm": "http://localhost:8000/v1",
}
OPENAI: Final = "openai"
PRICE: Final = "QUOTH_LLM_PRICE"
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


def model(spec: str) -> Any:
    """Return a LlamaIndex LLM for ``openai/NAME``, ``ollama/NAME``, … or ``http://host:port/v1#NAME``.

    The key of OpenAI is read from ``OPENAI_API_KEY``, that of any other server from ``QUOTH_LLM_KEY``; the
    object does not hold it. ``QUOTH_LLM_CONTEXT`` is the model's context in tokens, where it is not known.

    Raises:
        ValueError: the spec or the context has another form.
        ModelError: the key is missing.
    """
    server, base, name = _parsed(spec)
    key = _key(server)
    window = _window(server, name)
    from llama_index.llms.openai_like import OpenAILike

    asking = {"stream_options": {"include_usage": True}} if server else {}
    return OpenAILike(
        model=name,
        api_base=base,
        api_key="none",  # or LlamaIndex would take OpenAI's from the environment
        is_chat_model=True,
        context_window=window,
        timeout=READ_SECONDS,
        max_retries=0,
        temperature=0.0,
        additional_kwargs=asking,
        **{"http_client": client(key, READ_SECONDS)},  # no field, and unknown to the type checker
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
    if server not in SERVERS or not name:
        raise ValueError(f"llm={spec[:100]!r} is no model; {ADVICE}")
    return server, SERVERS[server], name


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
    told = os.environ.get("QUOTH_LLM_CONTEXT", "")
    if told:
        if not told.isdecimal() or int(told) < 1:
            raise ValueError(f"QUOTH_LLM_CONTEXT={told!r} is no number of tokens")
        return int(told)
    if server == OPENAI:
        from llama_index.llms.openai.utils import ALL_AVAILABLE_MODELS

        return int(ALL_AVAILABLE_MODELS.get(name, CONTEXT))
    return CONTEXT


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
