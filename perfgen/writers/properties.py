"""What a package says of itself: a title, a form, values in, the parts of properties out, and the values as JSON."""

from __future__ import annotations

import hashlib
import json
import os
import time
from typing import Any, Final, NamedTuple

from perfgen.form import OFFICIAL
from perfgen.ooxml import CUSTOM_PROPERTIES, DIGEST_PROPERTY, FORM_PROPERTY, OFFICE, OFFICE_TYPE, PACKAGE, PACKAGE_TYPE
from perfgen.text import NO_XML
from perfgen.writers.archive import EARLIEST, LATEST
from perfgen.writers.markup import HEADER, escaped

CORE_PROPERTIES: Final = "docProps/core.xml"
APPLICATION: Final = "docProps/app.xml"

TYPES: Final = {
    CORE_PROPERTIES: f"{PACKAGE_TYPE}.core-properties+xml",
    APPLICATION: f"{OFFICE_TYPE}.extended-properties+xml",
    CUSTOM_PROPERTIES: f"{OFFICE_TYPE}.custom-properties+xml",
}
APPLICATION_PART: Final = (
    f'{HEADER}<Properties xmlns="{OFFICE}/extended-properties"><Application>perfgen</Application></Properties>'
)


class Origin(NamedTuple):
    """What a document carries of the spec it was built from: the form's name and title, the values, the layout."""

    form: str
    title: str
    data: Any
    layout: str = OFFICIAL


def relationships(main: str) -> str:
    """_rels/.rels of a package whose main part this is."""
    return (
        f'{HEADER}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/relationships/officeDocument" Target="{main}"/>'
        f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="{CORE_PROPERTIES}"/>'
        f'<Relationship Id="rId3" Type="{OFFICE}/relationships/extended-properties" Target="{APPLICATION}"/>'
        f'<Relationship Id="rId4" Type="{OFFICE}/relationships/custom-properties" Target="{CUSTOM_PROPERTIES}"/>'
        "</Relationships>"
    )


def core_properties(title: str, subject: str, epoch: int) -> str:
    """docProps/core.xml; a document carries no date unless it was asked for one."""
    created = ""
    if epoch > EARLIEST:
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(epoch))
        created = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in ("created", "modified")
        )
    return (
        f'{HEADER}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_property(title)}</dc:title><dc:subject>{_property(subject)}</dc:subject>"
        f"<dc:language>zh-CN</dc:language>{created}</cp:coreProperties>"
    )


def custom_properties(form: str, values: str) -> str:
    """docProps/custom.xml: which form this is, and the hash of the values, as JSON, that it was built from."""
    digest = hashlib.sha256(values.encode()).hexdigest()
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{name}">'
        f"<vt:lpwstr>{escaped(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate({FORM_PROPERTY: form, DIGEST_PROPERTY: digest}.items(), 2)
    )
    return (
        f'{HEADER}<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">'
        f"{properties}</Properties>"
    )


def encoded(data: Any) -> str:
    """The values as JSON; an amount is a number there, with all its places."""
    return _JSON.encode(data).replace(f'"{_MARK}', "").replace(f'{_MARK}"', "")


def _marked(amount: Any) -> str:
    return f"\0{amount!s}\0"


_MARK = r"\u0000"  # as JSON writes the character that no value of a spec can have
_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=_marked)  # data is a tree


def asked_moment() -> int | None:
    """The moment that SOURCE_DATE_EPOCH asks documents to be dated, as near as a package can hold it; None for none."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return min(max(int(given[:100]), EARLIEST), LATEST) if given.isdecimal() else None


def _property(text: str) -> str:
    """No longer than Word takes it; a title of a schema may have any character."""
    return escaped(NO_XML.sub("", text)[:255])
