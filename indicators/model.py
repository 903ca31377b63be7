"""What every model of a scheme has in common: frozen, and refusing what it does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from indicators.meanings import meanings

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema

#: Something that was really written: whoever has nothing to say leaves the field out.
Text = Annotated[str, Field(min_length=1)]


class Model(BaseModel):
    """A frozen record which forbids unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The JSON Schema of the model, every field with its meaning."""
        schema = handler(core_schema)
        fields = handler.resolve_ref_schema(schema).get("properties", {})
        for name, meaning in meanings(cls).items():
            fields[cls.model_fields[name].alias or name]["description"] = meaning
        return schema
