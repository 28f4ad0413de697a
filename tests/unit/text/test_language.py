import pytest

from newsfold.text.language import detect, of_tag


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "The minister said that the talks of the two sides have ended in Geneva",
            "en",
        ),
        ("Der Minister sagte, die Gespräche seien am Dienstag beendet worden", "de"),
        ("Le ministre a déclaré que les discussions étaient terminées", "fr"),
        ("El ministro dijo que las conversaciones terminaron el martes", "es"),
        ("Il ministro ha detto che i colloqui sono finiti martedì scorso", "it"),
        ("O ministro disse que as conversas terminaram na terça-feira", "pt"),
        ("Министр сказал, что переговоры закончились во вторник", "ru"),
        ("部长表示，会谈已于周二结束", "zh"),
        ("大臣は会談が火曜日に終わったと述べた", "ja"),
        ("장관은 회담이 화요일에 끝났다고 말했다", "ko"),
    ],
)
def test_languages(text: str, language: str):
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "   ", "1234 5678", "?!", "ok"])
def test_what_tells_nothing(text: str):
    assert detect(text) == ""


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en-GB", "en"), ("zh_cn", "zh"), ("FIL", "fil"), ("english", ""), ("x", "")],
)
def test_the_language_of_a_tag(tag: str, code: str) -> None:
    assert of_tag(tag) == code
