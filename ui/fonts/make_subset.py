"""Cuts the bundled fonts out of Noto Sans CJK: a developer's tool, run again only to change what is in them.

    pip install fonttools brotli pypinyin-dict
    python ui/fonts/make_subset.py /usr/share/fonts/opentype/noto static

Regular text has all of GB 2312 and the 8,105 of the Table of General Standard Chinese Characters (2013), which holds
what names of people and places need; bold text has GB 2312; both have the signs beside them: Latin, punctuation,
arrows, numbers in circles, units. Whatever else there is comes from the machine's own fonts. What each weight has is
written beside this file.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection
from pypinyin_dict.pinyin_data import ktghz2013

#: The face with the forms of mainland China, in Noto's collections.
FAMILY = "Noto Sans CJK SC"
GENERAL_STANDARD = frozenset(ktghz2013.pinyin_dict)
ROWS, COLUMNS = range(0xA1, 0xF8), range(0xA1, 0xFF)
GB_2312 = frozenset(
    ord(sign)
    for row in ROWS
    for sign in bytes(byte for column in COLUMNS for byte in (row, column)).decode("gb2312", "ignore")
)
#: Latin, punctuation to pictographs, CJK punctuation, numbers in circles and brackets, full-width forms.
SIGNS = frozenset(
    code
    for signs in (
        range(0x20, 0x180),
        range(0x2000, 0x27C0),
        range(0x3000, 0x3040),
        range(0x3200, 0x3300),
        (ord(sign) for sign in "㎎㎏㎜㎝㎞㎡㎥㏄"),
        range(0xFF01, 0xFF5F),
        range(0xFFE0, 0xFFE7),
    )
    for code in signs
)
WEIGHTS = {"Regular": SIGNS | GB_2312 | GENERAL_STANDARD, "Bold": SIGNS | GB_2312}


def cut(source: Path, target: Path, characters: frozenset[int]) -> list[int]:
    """Write the subset of one weight as WOFF2 and return the code points it has, in order."""
    faces = TTCollection(str(source), lazy=True).fonts
    face = next(face for face in faces if face["name"].getBestFamilyName() == FAMILY)
    options = Options(desubroutinize=True, hinting=False, layout_features=["kern", "locl", "ccmp"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(face)
    face.flavor = "woff2"
    face.save(str(target))
    return sorted(face.getBestCmap())


if __name__ == "__main__":
    collections, folder = map(Path, sys.argv[1:3])
    for weight, characters in WEIGHTS.items():
        file = folder / f"noto-sans-sc-{weight.lower()}.woff2"
        has = cut(collections / f"NotoSansCJK-{weight}.ttc", file, characters)
        listed = "\n".join("".join(map(chr, has[start : start + 100])) for start in range(0, len(has), 100))
        Path(__file__).with_name(f"{weight.lower()}.txt").write_text(listed + "\n", "utf-8", newline="\n")
