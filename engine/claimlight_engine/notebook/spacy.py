"""A spaCy component: `nlp.add_pipe("claimlight")` puts what the engine finds into `Doc.spans`.

Groups, each in order of the text; a span's `label_` says what it is and its `id_` which annotation it belongs to:
- "claimlight-source", "claimlight-cue", "claimlight-content": label is the kind of the source (named, unnamed, vague);
- "claimlight-sentences": label is the status (attributed, vague, unsourced, interpretation, none);
- "claimlight-terms": label is the entry of the lexicon; "claimlight-echoes": label is the kind (told-as-fact, disputed).
`doc._.claimlight` holds everything as a dictionary (`Annotations.to_dict`), which is saved with the Doc. The component needs no
other and reads the text alone; spans are widened to the edges of spaCy's tokens.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from claimlight_engine.annotate import annotate
from claimlight_engine.reading import Options
from claimlight_engine.records import Annotations, Span

_Found = tuple[Span, str, str]  # where, label, id


class Component:
    """What spaCy calls with every Doc."""

    def __init__(self, threshold: float) -> None:
        self._options = Options(threshold=threshold)
        if not Doc.has_extension("claimlight"):
            Doc.set_extension("claimlight", default=None)

    def __call__(self, doc: Any) -> Any:
        """Annotate the text of a Doc and return the Doc. Raises EngineError where the engine's data is damaged."""
        found = annotate(doc.text, self._options)
        doc._.claimlight = found.to_dict()
        for name, spans in _groups(found).items():
            doc.spans[f"claimlight-{name}"] = [
                doc.char_span(span.start, span.end, label=label, span_id=id_, alignment_mode="expand")
                for span, label, id_ in sorted(spans)
                if span.start < span.end
            ]
        return doc


def make(nlp: Any, name: str, threshold: float) -> Component:
    """Make the component. `threshold`: least score (0 to 1) at which a sentence counts as shown."""
    return Component(threshold)


Language.factory("claimlight", default_config={"threshold": Options().threshold}, func=make)


def _groups(found: Annotations) -> dict[str, Iterable[_Found]]:
    roles = ("source", "cue", "content")
    groups: dict[str, Iterable[_Found]] = {
        role: [(span, each.kind.value, each.id) for each in found.attributions for span in getattr(each, role)] for role in roles
    }
    return groups | {
        "sentences": [(each.span, each.status.value, each.id) for each in found.sentences],
        "terms": [(each.span, each.entry, each.id) for each in found.terms],
        "echoes": [(each.span, each.kind.value, each.id) for each in found.echoes],
    }
