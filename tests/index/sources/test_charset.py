"""Bytes without a mark: the set that their language makes likely, and damage that costs only itself."""

import struct
import time
import zipfile
from io import BytesIO

import pytest

from index.sources.charset import is_damaged_utf8, likely, utf16_without_mark
from index.sources.decode import decode, decode_as
from index.sources.formats import Member
from index.sources.formats.archives import members_of_zip
from index.sources.formats.registry import FORMATS
from index.sources.mojibake import untangled

TURKISH = "Belediye başkanı yağmurdan sonra köprünün dün akşam yeniden açıldığını gazetecilere söyledi."
LITHUANIAN = "Uosto krantinėje šiąnakt užsidegė du seni sandėliai, pranešė miesto ugniagesiai."
LATVIAN = "Ostas strādnieki šonakt dzēsa ugunsgrēku divās vecās noliktavās, ziņo pilsētas dome."
ESTONIAN = "Sadama töölised kustutasid öösel põlengu kahes vanas laos, ütles päästeameti kõneleja täna."
POLISH = "Strażacy gasili w nocy pożar dwóch starych magazynów w porcie, nikt nie został ranny."
CZECH = "Hasiči v noci uhasili požár dvou starých skladů v přístavu, nikdo nebyl zraněn, řekl mluvčí."
HUNGARIAN = "A tűzoltók éjjel eloltották a kikötő két régi raktárának tüzét, senki sem sérült meg."
JAPANESE = "港の古い倉庫で昨夜火事があり、消防隊が消し止めた。けが人はいなかったという。"
CHINESE = "昨夜港口两座旧仓库起火，消防队员很快将火扑灭，没有人受伤，市政府今天表示。"
TAIWANESE = "昨夜港口兩座舊倉庫起火，消防隊員很快將火撲滅，沒有人受傷，市政府今天表示。"
KOREAN = "어젯밤 항구의 낡은 창고 두 곳에서 불이 났으나 다친 사람은 없다고 소방서가 밝혔다."
RUSSIAN = "Ночью в порту сгорели два старых склада, никто не пострадал, сообщили пожарные."
UKRAINIAN = "Уночі в порту згоріли два старі склади, ніхто не постраждав, повідомили пожежники міста."
GREEK = "Οι πυροσβέστες έσβησαν τη νύχτα τη φωτιά σε δύο παλιές αποθήκες του λιμανιού."
HEBREW = "הכבאים כיבו בלילה שריפה בשני מחסנים ישנים בנמל, איש לא נפגע, מסר הדובר."
ARABIC = "أخمد رجال الإطفاء ليلا حريقا في مستودعين قديمين في الميناء ولم يصب أحد."
THAI = "เมื่อคืนนี้เกิดไฟไหม้โกดังเก่าสองแห่งที่ท่าเรือ ไม่มีผู้ได้รับบาดเจ็บ"
WRITTEN = [
    *[(TURKISH, one) for one in ("cp1254", "iso8859-9", "cp857")],
    *[(LITHUANIAN, one) for one in ("cp1257", "iso8859-13", "cp775")],
    *[(LATVIAN, one) for one in ("cp1257", "iso8859-13")],
    *[(ESTONIAN, one) for one in ("cp1257", "iso8859-15")],
    *[(POLISH, one) for one in ("cp1250", "iso8859-2", "cp852")],
    *[(CZECH, one) for one in ("cp1250", "iso8859-2", "cp852")],
    *[(HUNGARIAN, one) for one in ("cp1250", "iso8859-2")],
    *[(JAPANESE, one) for one in ("cp932", "euc_jp", "iso2022_jp")],
    *[(CHINESE, one) for one in ("gbk", "gb18030")],
    (TAIWANESE, "big5"),
    *[(KOREAN, one) for one in ("cp949", "iso2022_kr")],
    *[(RUSSIAN, one) for one in ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")],
    *[(UKRAINIAN, one) for one in ("cp1251", "koi8-u", "iso8859-5")],
    *[(GREEK, one) for one in ("cp1253", "iso8859-7")],
    *[(HEBREW, one) for one in ("cp1255", "iso8859-8")],
    *[(ARABIC, one) for one in ("cp1256", "iso8859-6")],
    (THAI, "cp874"),
]


@pytest.mark.parametrize(("text", "charset"), WRITTEN)
def test_a_text_in_an_old_character_set_is_told_by_its_language(text: str, charset: str) -> None:
    assert decode(text.encode(charset)) == text


@pytest.mark.parametrize(("text", "charset"), [one for one in WRITTEN if not one[1].startswith("iso2022")])
def test_a_page_without_a_character_set_is_told_by_its_words_alone(text: str, charset: str) -> None:
    script = "<script>var a = 'plain';</script>" * 50
    page = f"<html><head><title>Port</title>{script}</head><body class='b'><p>{text}</p></body></html>"
    assert text in decode(page.encode(charset), html=True)


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "us-ascii"])
@pytest.mark.parametrize(
    ("text", "charset"),
    [(TURKISH, "cp1254"), (POLISH, "cp1250"), (RUSSIAN, "koi8-r"), (GREEK, "cp1253"), (JAPANESE, "cp932")],
)
def test_a_western_set_that_is_declared_by_habit_gives_way(declared: str, text: str, charset: str) -> None:
    page = f"<html><head><meta charset='{declared}'></head><body><p>{text}</p></body></html>"
    assert text in decode(page.encode(charset), html=True)
    assert decode_as(text.encode(charset), declared) == text


@pytest.mark.parametrize(("text", "charset"), [one for one in WRITTEN if not one[1].startswith("iso2022")])
def test_the_set_that_is_declared_and_right_is_kept(text: str, charset: str) -> None:
    assert decode_as(text.encode(charset), charset) == text


@pytest.mark.parametrize(
    ("words", "charset"), [("La città", "latin-1"), ("Öğün", "cp1254"), ("São João", "cp1252")]
)
def test_a_few_words_are_read_as_declared(words: str, charset: str) -> None:
    assert decode_as(words.encode(charset), charset) == words


def test_labels_that_only_browsers_know_are_understood() -> None:
    assert decode_as("東京".encode("cp932"), "x-sjis") == "東京"
    assert decode_as("สวน".encode("cp874"), "windows-874") == "สวน"


def test_one_curly_mark_in_an_english_text_is_of_windows() -> None:
    assert decode("The ferry didn’t sail, the harbour master said.".encode("cp1252")).count("’") == 1
    assert decode("Entry to the tower costs £4 for grown-ups.".encode("cp1252")).count("£") == 1


@pytest.mark.parametrize("text", [RUSSIAN, CHINESE, JAPANESE, KOREAN, GREEK, HEBREW, ARABIC, THAI, POLISH])
@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_in_every_script(text: str, order: str) -> None:
    assert decode(text.encode(order)) == text


@pytest.mark.parametrize(
    "content", [bytes(range(256)) * 4, struct.pack("<99I", *range(5, 7_000_000, 70_717))]
)
def test_bytes_of_a_program_are_no_utf_16(content: bytes) -> None:
    assert utf16_without_mark(content) is None


@pytest.mark.parametrize("place", [0, 30, -1])
@pytest.mark.parametrize("text", [TURKISH, POLISH, RUSSIAN, CHINESE])
def test_a_stray_byte_in_utf8_costs_itself(text: str, place: int) -> None:
    before = text[:place]
    content = before.encode() + b"\xe9" + text[len(before) :].encode()
    assert decode(content).replace("\ufffd", "") == text


@pytest.mark.parametrize(("text", "charset"), [(JAPANESE, "cp932"), (CHINESE, "gbk"), (THAI, "cp874")])
def test_a_stray_byte_at_the_end_of_an_old_text_costs_itself(text: str, charset: str) -> None:
    assert text in decode(text.encode(charset) + b"\n\xff")


def test_old_texts_are_not_taken_for_damaged_utf8() -> None:
    assert [one for one in WRITTEN if is_damaged_utf8(one[0].encode(one[1]))] == [
        one for one in WRITTEN if one[1].startswith("iso2022")
    ]


@pytest.mark.parametrize("text", [TURKISH, POLISH, JAPANESE, "São Paulo não dormiu esta noite"])
def test_utf8_that_was_misread_and_written_so_is_mended(text: str) -> None:
    misread = "".join(bytes([each]).decode("cp1252", "ignore") or chr(each) for each in text.encode())
    assert misread != text
    assert decode(misread.encode()) == text


@pytest.mark.parametrize(
    "text",
    [
        "The letter é is often seen as Ã© on old pages.",
        "Ã is a letter of Portuguese; “IRMÔ is a sister’s brother, cut off.",
        *[text for text, _ in WRITTEN],
    ],
)
def test_text_that_is_right_is_left_alone(text: str) -> None:
    assert untangled(text) == text


@pytest.mark.parametrize(
    ("name", "charset"),
    [("отчёт о пожаре", "cp866"), ("pożar w dwóch magazynach", "cp852"), ("港の倉庫の火事", "cp932")],
)
def test_names_in_a_zip_are_read_in_the_set_they_were_packed_in(name: str, charset: str) -> None:
    names = [f"{name} {number}.txt" for number in (1, 2)]
    assert [member.name for member in members(names, charset)] == names
    assert [member.name for member in members(names, "utf-8")] == names


def members(names: list[str], charset: str) -> list[Member]:
    """Return the members of a zip whose names are in a set that it does not say."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, _ in enumerate(names):
            archive.writestr(f"{number:04}" * 20, "Fire in the port. " * 9)
    content = packed.getvalue()
    for number, name in enumerate(names):
        raw = name.encode(charset)
        content = content.replace(f"{number:04}".encode() * 20, raw.rjust(80, b"/"))
    found = [each for each in members_of_zip(content, "a.zip", FORMATS) if isinstance(each, Member)]
    return [Member(each.name.lstrip("/"), each.content) for each in found]


@pytest.mark.parametrize(
    "content",
    [
        (RUSSIAN.encode("cp1251") + b" ") * 250_000,
        b"A line of plain words.\n" * 800_000 + POLISH.encode("iso8859-2"),
        b"\xe9<a " * 5_000_000,
        struct.pack(">I", 0x82A0FF81) * 4_000_000,
    ],
)
def test_twenty_megabytes_without_a_character_set_are_read_soon(content: bytes) -> None:
    began = time.process_time()
    decode(content, html=True)
    assert time.process_time() - began < 10


def test_nothing_to_go_by_is_windows_1252() -> None:
    assert likely(b"") == "cp1252"
    assert likely(b"plain") == "cp1252"


def test_bytes_that_repeat_are_no_text_in_utf_16() -> None:
    assert utf16_without_mark(b"\x00\x01" * 200) is None
    assert utf16_without_mark(
        "Die Brücke über die Sel bleibt gesperrt, sagte ihr Leiter.".encode("utf-16-le")
    )
