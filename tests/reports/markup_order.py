"""The order in which the standard (ECMA-376, WordprocessingML) wants the parts of a property."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

_ORDERS = {
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr
        suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap
        overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
        snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc
        textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr
        sectPr pPrChange""",
    "rPr": """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss
        imprint noProof snapToGrid vanish webHidden color spacing w kern position sz
        szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout
        specVanish oMath""",
    "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize
        tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook
        tblCaption tblDescription""",
    "tcPr": """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection
        tcFitText vAlign hideMark""",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tcBorders": "top left start bottom right end insideH insideV tl2br tr2bl",
    "tblCellMar": "top left start bottom right end",
    "sectPr": """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc
        pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg
        textDirection bidi rtlGutter docGrid printerSettings""",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "font": "altName panose1 charset family notTrueType pitch sig",
}
_FIRST = {"p": "pPr", "tc": "tcPr", "r": "rPr"}
"""What may only stand first."""


def parts_of_word(file: bytes) -> Iterator[tuple[str, Any]]:
    """The names and roots of what a file of Word is made of."""
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        for name in packed.namelist():
            if name.startswith("word/") and name.endswith(".xml") and "theme" not in name:
                yield name, etree.fromstring(packed.read(name))


def disorders(root: Any) -> Iterator[str]:
    """What stands below the root in another order than the standard's, or where it must not."""
    for node in root.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}*"):
        name, inner = _local(node), [_local(each) for each in node]
        if name in _ORDERS:
            order = _ORDERS[name].split()
            places = [order.index(each) if each in order else -1 for each in inner]
            if -1 in places or places != sorted(places):
                yield f"{name}: {' '.join(inner)}"
        if _FIRST.get(name) in inner[1:]:
            yield f"{name}: {' '.join(inner)}"
        if name in {"tc", "ftr", "hdr"} and inner[-1:] != ["p"]:
            yield f"{name} ends in {inner[-1:]}"


def _local(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]
