"""Proposals of weights: applied by an explicit act, which makes a new version of the scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators import decode_scheme
from indicators.scheme_text import scheme_content, write_scheme
from indicators.words import Words
from indicators.words import listed as in_one_line
from indicators.yaml_merge import merge_yaml
from records import Kind, RecordsError, contents, versions
from scoring.balance import Balance
from scoring.tuning_fit import misfits
from scoring.weights import with_weights

if TYPE_CHECKING:
    from records import Proposal, Records, Version

_NO_SCHEME = Words(
    "权重方案：当前没有可用的方案，没有存入。请先在“指标体系”页导入方案。",
    "Proposal: there is no usable scheme now; nothing was stored. Import a scheme on the Indicators page first.",
)
_DOES_NOT_FIT = Words(
    "权重方案“{name}”：与当前方案不符，不能应用（{why}）；方案没有改动。请在新方案上重新调整并保存。",
    "Proposal “{name}”: it does not fit the present scheme ({why}) and cannot be applied; the scheme is unchanged. Tune"
    " and save it anew on the present scheme.",
)
_DOES_NOT_LOAD = Words(
    "权重方案“{name}”：应用后方案不成立（{why}）；方案没有改动。请重新调整后再保存。",
    "Proposal “{name}”: the scheme would not hold together with it ({why}); it is unchanged. Tune the weights anew.",
)


def apply(
    records: Records, actor: str, assessment: int, proposal: Proposal, note: str, *, expected: int
) -> Version:
    """Makes the next version of the scheme, with the proposal's weights and nothing else changed.

    Args:
        records: The database.
        actor: Who decides it.
        assessment: Whose scheme.
        proposal: What to apply.
        note: Why, or on whose decision.
        expected: The scheme version the actor saw.

    Raises:
        ConflictError: If there is a newer version of the scheme.
        RecordsError: If the scheme would not hold together.
    """
    present = versions.latest(records, assessment, Kind.SCHEME)
    content = b"" if present is None else contents.content(records, present.sha256)
    scheme = None if present is None else decode_scheme(content, present.name)[0]
    if present is None or scheme is None:
        raise RecordsError(_NO_SCHEME)
    wrong = misfits(scheme, Balance(proposal.weights))
    if wrong:
        raise RecordsError(
            _DOES_NOT_FIT.fill(name=proposal.name, why=in_one_line([one.words for one in wrong]))
        )
    changed = with_weights(scheme, proposal.weights)
    # In place, so that the comments of whoever wrote the scheme stay.
    text = merge_yaml(content.decode(), scheme_content(scheme), scheme_content(changed))
    if text is None or decode_scheme(text.encode(), present.name)[0] != changed:
        text = write_scheme(changed)
    loaded, problems = decode_scheme(text.encode(), present.name)
    if loaded is None:
        raise RecordsError(_DOES_NOT_LOAD.fill(name=proposal.name, why=problems[0].in_words("zh")))
    return versions.add(
        records,
        actor,
        assessment,
        Kind.SCHEME,
        present.name,
        text.encode(),
        expected=expected,
        note=note,
        proposal=proposal.number,
    )
