import pytest

from newsfold.text.unparted import unparted


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("芯片制造商远帆周四宣布，将收购Quillet。", ["远帆", "Quillet"]),
        ("远帆610亿美元收购Quillet。远帆宣布。", ["远帆", "Quillet", "远帆"]),
        ("米ハローは5日、独クイレットを買収する。", ["ハロー", "クイレット"]),
        ("监管总局对远帆股份有限公司罚款。", ["监管总局", "远帆股份有限公司"]),
        ("1万2000人削減、全社員の約6%。", []),
    ],
)
def test_names_without_what_describes_them(text: str, names: list[str]):
    assert [text[start:end] for start, end in unparted(text)] == names
