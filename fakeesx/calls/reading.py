"""What a record needs to tell more of itself: the decoder of replies, and what is secret."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fakeesx.calls.plain import plain, without_session_keys
from fakeesx.schema.model import Method
from fakeesx.schema.values import Types
from fakeesx.soap.decode import Decoder, decoder
from fakeesx.soap.masking import mask_arguments, mask_result, mask_soap
from fakeesx.soap.parsing import parse


class Reading:
    """Reads what the log has kept, for the values of one model."""

    def __init__(self, types: Types) -> None:
        self._types = types

    @property
    def _decoder(self) -> Decoder:
        return decoder(self._types)

    def result(self, method: Method, reply: bytes) -> Any:
        """The result in a reply, in plain form without secrets; a list for an array."""
        declared = method.result
        response = parse(reply)[-1][0]
        if declared is None or response.tag.rpartition("}")[2] != f"{method.name}Response":
            return None
        values = [
            plain(mask_result(method.name, self._decoder.value(each, declared.type)), declared.type) for each in response
        ]
        return values if declared.array else values[0] if values else None

    def text(self, envelope: bytes) -> str:
        """An envelope as text without secrets."""
        return without_session_keys(mask_soap(envelope).decode(errors="replace"))

    def secrets(self, arguments: Mapping[str, Any]) -> Iterator[str]:
        """The texts in arguments that are secret."""
        found: list[str] = []

        def collect(_: str, secret: str) -> str:
            if isinstance(secret, str) and secret:
                found.append(secret)
            return ""

        mask_arguments(arguments, collect)
        return iter(sorted(found, key=len, reverse=True))
