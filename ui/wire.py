"""An answer as plain JSON values: what ``--json`` prints and ``POST /api/ask`` returns."""

from typing import Any

from index.article import Article
from index.hit import Hit
from rag.answer import Answer, Citation, Disagreement, Sentence


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return the answer as one JSON object; offsets are in code points of the article's text."""
    return {
        "question": answer.question,
        "query": answer.query,
        "answered": answer.answered,
        "reason": answer.reason,
        "text": answer.text,
        "probability": round(answer.probability, 4),
        "short_answer": answer.short_answer,
        "short_probability": None if answer.short_probability is None else round(answer.short_probability, 4),
        "citations": [_citation(citation) for citation in answer.citations],
        "sentences": [_sentence(sentence) for sentence in answer.sentences],
        "closest": [hit_json(hit) for hit in answer.closest],
        "missing_words": list(answer.missing_words),
        "searched": {
            "articles": answer.searched.articles,
            "first": answer.searched.first,
            "last": answer.searched.last,
        },
        "preferred": answer.preferred,
        "notice": answer.notice,
        "seconds": round(answer.seconds, 4),
        "disagreements": [_disagreement(each) for each in answer.disagreements],
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """Return a passage that was found as one JSON object."""
    return {
        "quote": hit.text,
        "title": hit.article.title,
        "source": hit.article.source,
        "url": hit.article.url,
        "published": hit.article.published,
        "article_id": hit.article.id,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "score": round(hit.score, 4),
        "cosine": round(hit.cosine, 4),
        "bm25": round(hit.bm25, 4),
    }


def _citation(citation: Citation) -> dict[str, Any]:
    article = citation.article
    return {
        "number": citation.number,
        "quote": citation.quote,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": article.published,
        "published_from": article.published_from,
        "author": article.author,
        "article_id": article.id,
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
        "answer_words": [list(span) for span in citation.answer_words],
        "support": citation.support,
        "copies": [_copy(article) for article in citation.copies],
    }


def _copy(article: Article) -> dict[str, Any]:
    return {
        "article_id": article.id,
        "source": article.source,
        "published": article.published,
        "url": article.url,
        "title": article.title,
    }


def _disagreement(found: Disagreement) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "about": list(found.about),
        "positions": [
            {"said": each.said, "citation": each.citation, "published": each.published}
            for each in found.positions
        ],
        "text": found.text,
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "support": sentence.support,
        "citations": list(sentence.citations),
        "missing": list(sentence.missing),
    }
