import pytest

from rag.llm.models import model


@pytest.mark.parametrize(
    ("spec", "address", "name"),
    [
        ("ollama/llama3.2:3b", "http://localhost:11434/v1", "llama3.2:3b"),
        ("lmstudio/qwen/qwen3-4b", "http://localhost:1234/v1", "qwen/qwen3-4b"),
        ("llamacpp/any", "http://localhost:8080/v1", "any"),
        ("vllm/meta-llama/Llama-3.1-8B", "http://localhost:8000/v1", "meta-llama/Llama-3.1-8B"),
        ("https://llm.example/gateway/v1#team#a", "https://llm.example/gateway/v1", "team#a"),
    ],
)
def test_a_name_leads_to_a_server_and_a_model(spec: str, address: str, name: str) -> None:
    llm = model(spec)
    assert (llm.api_base, llm.model) == (address, name)


def test_the_context_is_openais_or_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "k3y")
    assert model("openai/gpt-4o").metadata.context_window == 128_000
    assert model("ollama/llama3.2").metadata.context_window == 8192
    monkeypatch.setenv("QUOTH_LLM_CONTEXT", "32768")
    assert model("ollama/llama3.2").metadata.context_window == 32_768
    monkeypatch.setenv("QUOTH_LLM_CONTEXT", "much")
    with pytest.raises(ValueError, match="QUOTH_LLM_CONTEXT='much'"):
        model("ollama/llama3.2")


@pytest.mark.parametrize(
    "spec", ["", "ollama", "ollama/", "claude/x", "http://127.0.0.1:9/v1", "http://me:secret@host/v1#x"]
)
def test_a_spec_that_names_no_model_is_refused(spec: str) -> None:
    with pytest.raises(ValueError, match="llm") as problem:
        model(spec)
    assert "secret" not in str(problem.value)


@pytest.mark.parametrize("key", ["two\nlines", "schlüssel"])
def test_a_key_that_cannot_be_sent_is_refused_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("QUOTH_LLM_KEY", key)
    with pytest.raises(ValueError, match="QUOTH_LLM_KEY") as problem:
        model("ollama/llama3.2")
    assert key not in str(problem.value)
