import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article, Hit
from index.passage import Passage
from rag.evidence.sentences import quotable

WALL = "The wall of the harbour will be two metres higher than it is now."
COST = "It costs the city 40 million crowns, which it will borrow."


def quoted(text: str) -> list[str]:
    article = Article(text=text)
    hit = Hit(Passage(1, article.id, 0, len(text)), article, 1.0, 1, 1.0, 1.0)
    return [text[start:end] for start, end in quotable(hit)]


@pytest.mark.parametrize("mark", ["-", "•", "*", "–", "2)"])
def test_the_items_of_a_list_are_quoted_one_by_one_without_their_marks(mark: str) -> None:
    assert quoted(f"{mark} {WALL}\n{mark} {COST}") == [WALL, COST]
    assert quoted(f"{mark} {WALL[:-1]}\n{mark} {COST[:-1]}") == [WALL[:-1], COST[:-1]]


def test_an_item_needs_no_full_stop_and_a_heading_does() -> None:
    assert quoted("The costs of the wall\n\n- A second rise follows in July") == [
        "A second rise follows in July"
    ]


@pytest.mark.parametrize(
    "sentences",
    [
        ("动物园的熊猫上周生了双胞胎。", "饲养员高明远说，母子三只都很健康。"),
        ("चिड़ियाघर में दो शावक पैदा हुए।", "पशु चिकित्सक गोपाल मिश्रा ने उनकी जाँच की।"),
        ("ولد شبلان في حديقة الحيوان.", "فحص الطبيب كريم الشبلين صباح اليوم."),
        ("شہر میں اتوار کو نیا کتب خانہ کھلا۔", "اس پر پانچ کروڑ روپے خرچ ہوئے ہیں۔"),
    ],
)
def test_sentences_of_other_scripts_are_quoted_one_by_one(sentences: tuple[str, str]) -> None:
    assert quoted(" ".join(sentences)) == list(sentences)
    assert quoted("".join(sentences)) == list(sentences) or sentences[0].endswith(".")


def test_a_statement_of_four_words_can_be_quoted_and_one_of_fewer_cannot() -> None:
    assert quoted(f"{COST} She got 318 votes.") == [COST, "She got 318 votes."]
    assert quoted(f"{COST} It will not.") == [COST]


def test_fewer_words_can_be_quoted_where_they_have_a_figure_behind_a_sentence() -> None:
    assert quoted(f"{COST} She was 84.") == [COST, "She was 84."]
    assert quoted(f"{COST} She was 84. {WALL}") == [COST, f"She was 84. {WALL}"]
    assert quoted(f"{COST}\n\nPage 12.\n\n{WALL}") == [COST, WALL]
    assert quoted(f"{COST} Page 12") == [COST]


@pytest.mark.parametrize(
    "sentences",
    [
        ("西门市场凌晨突然失火。", "二十家店铺被烧毁，无人受伤。"),
        ("Ночью на рынке начался пожар. ", "Никто не пострадал при этом пожаре."),
    ],
)
def test_a_short_statement_in_other_letters_stands_alone(sentences: tuple[str, str]) -> None:
    assert quoted("".join(sentences)) == [sentence.strip() for sentence in sentences]


def test_a_question_is_joined_with_what_follows_in_every_script() -> None:
    for asks, says in (
        ("熊猫会留下吗？", "园长还没有决定它们住在哪里。"),
        ("هل يبقى الشبلان هنا؟", "لم يقرر المدير أين يعيشان بعد."),
        ("Θα μείνουν τα λιονταράκια;", "Ο διευθυντής δεν το αποφάσισε ακόμη."),
    ):
        assert quoted(f"{asks} {says}") == [f"{asks} {says}"]


def test_a_dash_and_a_figure_within_a_sentence_stay() -> None:
    text = "The wall – of stone and 3) of earth – will be two metres higher than now."
    assert quoted(text) == [text]


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our newsletter and get the best stories of the harbour every morning.",
        "Read more: Why the old wall of the harbour fell in three places in the storm.",
        "Related: The long history of the harbour wall in Varn and of its keepers since 1880.",
        "Advertisement – the story of the harbour wall continues right below this line.",
        "Share on Facebook Share on Twitter Share via Email Print this article",
        "Follow the Northern Ledger on Facebook for more news of the harbour and its wall.",
        "Already a subscriber? Log in to read on about the wall of the harbour.",
        "Become a supporter today and help us to report on the wall of the harbour.",
        "Get our daily headlines of the harbour delivered to your inbox each morning.",
    ],
)
def test_calls_to_subscribe_share_or_read_on_are_not_quoted(line: str) -> None:
    assert quoted(f"{WALL}\n\n{line}\n\n{COST}") == [WALL, COST]
    assert quoted(f"{WALL}\n{line}\n{COST}") == [WALL, COST]


@pytest.mark.parametrize(
    "sentence",
    [
        "Most readers of the Northern Ledger subscribe to its newsletter, the paper said on Tuesday.",
        "The related costs of the wall and the share of the city are not known yet.",
        "Advertisements on the wall will bring the city 2 million crowns each year.",
        "Facebook and Twitter took down the posts on the wall of the harbour on Tuesday.",
        "Ministers who follow the council on Twitter saw the vote before it was announced.",
        "She became a member of the council in 2019 and voted against the wall three times.",
        "More on this will be said by the council of the harbour on Wednesday.",
    ],
)
def test_prose_on_the_same_matters_is_quoted(sentence: str) -> None:
    assert quoted(f"{WALL}\n\n{sentence}") == [WALL, sentence]


@given(st.text(alphabet="ab.-•\n ?!", max_size=80))
def test_what_is_quoted_of_any_text_lies_in_it_in_order(text: str) -> None:
    if text.strip():
        article = Article(text=text)
        hit = Hit(Passage(1, article.id, 0, len(text)), article, 1.0, 1, 1.0, 1.0)
        spans = quotable(hit)
        assert all(start < end <= len(text) for start, end in spans)
        assert spans == sorted(spans)


@pytest.mark.parametrize(
    "line",
    [
        "Like many of his colleagues, the harbour master said on Twitter that he would resign.",
        "Join thousands of protesters who organised on Telegram, the group said.",
        "Copyright 2019 law was voted down by the European Parliament.",
    ],
)
def test_prose_about_places_and_rights_is_quoted(line: str) -> None:
    assert quoted(f"{WALL}\n\n{line}\n\n{COST}") == [WALL, line, COST]


@pytest.mark.parametrize(
    "opening",
    [
        "(CNN) -- ",
        "(CNN)",
        "(Reuters) - ",
        "KABUL, Afghanistan (CNN) -- ",
        "LIMA (AP) — ",
        "New York (Reuters) - ",
        "San Pedro de Macoris, July 3 (AFP) – ",
        "Port Varn (CNN)",
        "By Ana Ruiz, CNN (CNN) -- ",
        "By Staff Writer, CNN ",
        "By Ana Ruiz, CNN\n",
        "By Ana Ruiz\n",
        "Byline: Ana Ruiz\n",
        "Full text: ",
        "Listen to this article (5 min) ",
        "Listen to this article\n",
        "Advertisement\n",
        "(Image credit: NASA/JPL) ",
        "Photo: Ana Ruiz/Harbour Press\n",
    ],
)
def test_a_quotation_begins_behind_datelines_bylines_and_labels(opening: str) -> None:
    assert quoted(f"{opening}{WALL}\n\n{COST}") == [WALL, COST]


@pytest.mark.parametrize(
    "sentence",
    [
        "By Monday, CNN had shown the wall of the harbour three times a day.",
        "Ana Ruiz (Labour) – who voted for the wall – said so on Monday in the council.",
        "Varn (Northern Ledger) readers were told of the wall of the harbour on Monday.",
        "The body: two doctors looked at it in the harbour on Monday morning.",
        "A photo by Ana Ruiz of the wall of the harbour was sold for 40,000 crowns.",
    ],
)
def test_prose_that_begins_like_them_is_quoted_whole(sentence: str) -> None:
    assert quoted(f"{sentence}\n\n{WALL}") == [sentence, WALL]


@pytest.mark.parametrize(
    "line",
    [
        "Photograph: Ana Ruiz/Harbour Press",
        "The old wall of the harbour, shown here in 2003. Photograph: Ana Ruiz/Harbour Press",
        "The wall of the harbour in winter, as seen from a boat. (Photo: Ana Ruiz/Agency)",
        "By Ana Ruiz, Northern Ledger",
    ],
)
def test_captions_credits_and_bylines_are_not_quoted(line: str) -> None:
    assert quoted(f"{WALL}\n\n{line}\n\n{COST}") == [WALL, COST]


def test_a_pull_quote_is_quoted_once_where_it_stands_in_the_text() -> None:
    text = f"{COST}\n\n“{WALL}”\n\nThe council met on Monday. {WALL} It will vote in May of next year."
    assert quoted(text)[0] == COST
    assert sum(WALL in sentence for sentence in quoted(text)) == 1
    assert quoted(f"{WALL}\n\n{COST}\n\n{WALL}") == [WALL, COST, WALL]


def test_the_rows_of_a_table_are_quoted_one_by_one() -> None:
    rows = ["Orrin: staff 9", "Alder: staff 12", "Orrin: ferries 88, passengers 1,986", "People: 40,000"]
    assert quoted("\n\n".join(["Traffic of the ports", *rows, WALL])) == [*rows, WALL]


@pytest.mark.parametrize(
    "line",
    ["Harbour storm: 12 boats lost", "Published: 5 May 2020", "Figure 2: Fish, 2019", "Photo: 2019"],
)
def test_headings_and_days_with_a_colon_are_no_rows(line: str) -> None:
    assert quoted(f"{WALL}\n\n{line}\n\n{COST}") == [WALL, COST]


def test_short_items_are_quoted_with_the_line_that_leads_to_them() -> None:
    text = "The council bought:\n\n- two cranes\n- a boat"
    assert quoted(f"{WALL}\n\n{text}\n\n{COST}") == [WALL, text, COST]
    assert quoted(f"{WALL}\n\nNews of the port\n\n- two cranes\n- a boat") == [WALL]
    many = [f"the port of Lower Varn {number}" for number in range(20)]
    listed = "\n".join(f"- {port}" for port in [*many, "Orrin"])
    assert quoted(f"These ports have signed:\n\n{listed}")[-2:] == [many[-1], "Orrin"]
