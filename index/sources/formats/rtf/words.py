"""What RTF's control words stand for: groups that are left out or read, signs, ends of paragraphs."""

from typing import Final

# Groups that are no words of the document.
_LEFT_OUT: Final = """
    colortbl pict object header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc ftncn
    aftnsep aftnsepc aftncn annotation atnid atnauthor atntime atndate atnref atnparent atrfstart atrfend
    bkmkstart bkmkend xe tc rxe txe fldinst filetbl revtbl listtable listoverridetable rsidtbl pgdsctbl
    themedata colorschememapping datastore latentstyles generator nonshppict shppict sn sv nonesttables
    nesttableprops objdata objclass do pn panose falt fontemb template comment keywords doccomm operator
    subject manager company category hlinkbase userprops xmlnstbl wgrffmtfilter passwordhash
"""
LEFT_OUT: Final = frozenset(_LEFT_OUT.split())
READ: Final = frozenset({"shpinst", "shptxt", "fldrslt", "footnote", "listtext", "pntext", "ud", "upr"})
SIGNS: Final = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
ENDS: Final = frozenset({"par", "sect", "page", "column"})
FACTS: Final = {"title": "title", "author": "creator"}
