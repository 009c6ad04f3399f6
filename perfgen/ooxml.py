"""What the writers and the readers of Word files and workbooks agree on: names of ECMA-376 and of perfgen's own marks, and limits.

Whatever only one side knows, the names of elements above all, stays there.
"""

from __future__ import annotations

import re
from typing import Final

# Namespaces of markup (part 1). W, MC and MATHS are in braces, as a qualified name begins.
WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W: Final = f"{{{WORD}}}"
SHEET: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

# What namespaces and types of relationships of a package (part 2) begin with.
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
STRICT: Final = "http://purl.oclc.org/ooxml"  # in the strict variant of the format, for the same elements

# What content types begin with.
WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE_TYPE: Final = "application/vnd.openxmlformats-officedocument"
SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PACKAGE_TYPE: Final = "application/vnd.openxmlformats-package"

# Parts of a package.
CONTENT_TYPES: Final = "[Content_Types].xml"
DOCUMENT: Final = "word/document.xml"
STYLES: Final = "word/styles.xml"
WORKBOOK: Final = "xl/workbook.xml"
MACROS: Final = "vbaproject"  # in the name of a part, in small letters
CUSTOM_PROPERTIES: Final = "docProps/custom.xml"
CUSTOM_XML: Final = "customXml"  # the folder of such parts, and the relationship that leads to one

SEAL: Final = "urn:perfgen:seal"  # the namespace of the part that holds the hash of all others
# Nothing refers to that part: whoever reads a package shall ignore it, and may drop it (part 1, 9.1.4).
SEAL_PART: Final = "docProps/perfgen.xml"

# What a document carries of the spec it was built from: a part of its own, and two properties for the case that an
# office drops the part.
ORIGIN_PART: Final = f"{CUSTOM_XML}/item1.xml"
ORIGIN: Final = "urn:perfgen:origin"  # the part's namespace, by which it is found whatever its name
FORM_PROPERTY: Final = "perfgen.form"
DIGEST_PROPERTY: Final = "perfgen.sha256"

# The name of the hidden bookmark round value N, which line N of the sources in the origin tells the place of.
BOOKMARK: Final = "_perfgen_"
BOOKMARK_NAME: Final = re.compile(f"{BOOKMARK}([0-9]{{1,7}})")

# The source of a bookmark round nothing, at the beginning of a cell that goes on with the one above, over the end of a
# page: the text is the same, printed again, or it goes on.
AGAIN: Final = "again"
MORE: Final = "more"

COMPOUND_FILE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # begins a .doc, and a .docx with a password
PASSWORD_STREAMS: Final = tuple(name.encode("utf-16-le") for name in ("EncryptionInfo", "EncryptedPackage"))
DOCTYPE: Final = b"<!DOCTYPE"

MAX_BYTES: Final = 20_000_000  # of a package
MAX_PARTS: Final = 2_000  # of a package
MAX_SEALED: Final = 20_000  # of one that perfgen has made, where each of many sheets is a part
MAX_MARKUP: Final = 400_000  # elements and attributes of all parts parsed: what bounds time and memory
MAX_CELL: Final = 32_767  # UTF-16 code units in a cell of a sheet
MAX_SHEETS: Final = 500  # of a workbook, besides the one that perfgen hides
MAX_COLUMNS: Final = 63  # of a table, more than which Word does not open

# What a workbook carries of the specs it was built from: a sheet with a row for each of its forms, the JSON of which is
# parted into cells.
ORIGIN_SHEET: Final = "_perfgen"
SHEET_CELL: Final = MAX_CELL // 2  # characters of that in a cell, where some count as two
# Of each row of a form a hidden cell says which it is: form, table (none outside of tables), row; a + on what it goes on.
ROW_MARK: Final = "perfgen:{}:{}:{}"
ROW_MARKED: Final = re.compile(r"perfgen:([0-9]{1,7}):([0-9]{0,7}):([0-9]{1,7})(\+?)")
