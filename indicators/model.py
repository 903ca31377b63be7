"""What every model of a scheme has in common: frozen, and refusing what it does not know."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

#: Something that was really written: whoever has nothing to say leaves the field out.
Text = Annotated[str, Field(min_length=1)]


class Model(BaseModel):
    """A frozen record which forbids unknown fields."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, use_attribute_docstrings=True
    )
