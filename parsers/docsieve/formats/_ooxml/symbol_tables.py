"""What the characters of symbol fonts are in Unicode: Symbol (Adobe's encoding), Wingdings 1 to 3, Webdings.

The fonts place their signs at 0x20 to 0xFF; Office writes them there or at U+F020 to U+F0FF. Signs without
a Unicode equal are left out.
"""

from __future__ import annotations

from typing import Final


def _row(first: int, signs: str) -> dict[int, str]:
    """Number `signs` from `first` on; a blank stands for a sign without equal."""
    return {first + n: sign for n, sign in enumerate(signs) if sign != " "}


_SYMBOL: Final = {
    0x20: " ",
    **_row(0x21, "!∀#∃%&∍()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾"),
    **_row(0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    **_row(0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵"),
    **_row(0xC0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"),
    **_row(0xE0, "◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ ⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"),
}
_WINGDINGS: Final = {
    0x20: " ",
    **_row(0x21, "✏✂✁👓🕭🕮🕯☎✆✉🖂📪📫📬📭📁📂🗎🗏🗐🗄⌛🖮🖰🖲🖳🖴🖫🖬✇✍"),
    **_row(0x40, "🖎✌👌👍👎☜☞☝☟🖐☺😐☹💣☠⚐🏱✈☼💧❄🕆✞🕈✠✡☪☯ॐ☸♈♉"),
    **_row(0x60, "♊♋♌♍♎♏♐♑♒♓🙰🙵●🔾■□🞐❑❒⬧⧫◆❖⬥⌧⮹⌘🏵🏶🙶🙷"),
    **_row(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿🙢🙠🙡🙣🙞🙜🙝🙟·•"),
    **_row(0xA0, "▪○🞆🞈◉◎🔿▪◻🟂✦★✶✴✹✵⯐⌖⟡⌑⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘"),
    **_row(0xC0, "🕙🕚🕛⮰⮱⮲⮳⮴⮵⮶⮷🙪🙫🙕🙔🙗🙖🙐🙑🙒🙓⌫⌦⮘⮚⮙⮛⮈⮊⮉⮋🡨"),
    **_row(0xE0, "🡪🡩🡫🡬🡭🡯🡮🡸🡺🡹🡻🡼🡽🡿🡾⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂🢬🢭✗✓☒☑"),
}
_WINGDINGS_2: Final = {
    0x20: " ",
    **_row(0x50, "✓☒☑☒☒⮽⮾⮿🛇"),
    0x4F: "✗",
    0x6A: "⓪",
    **_row(0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    0x95: "•",
    0x96: "●",
    0x97: "●",
    0x98: "●",
    0x99: "○",
    0x9A: "○",
    0x9F: "▪",
    0xA0: "■",
    0xA2: "□",
    0xA3: "□",
    0xAE: "◆",
    0xB2: "◇",
    0xA7: "☒",
}
_WINGDINGS_3: Final = {
    0x20: " ",
    **_row(0x21, "⭠⭢⭡⭣⭦⭧⭩⭨⭰⭲⭱⭳⭶⭸⭻⭽⭤⭥⭪⭬⭫⭭⭍⮠⮡⮢⮣"),
    **_row(0x70, "▲▼△▽◀▶◁▷◣◢◤◥"),
    0x7D: "▶",
    0x7C: "◀",
    0x84: "▸",
    0x83: "◂",
}
_WEBDINGS: Final = {
    0x20: " ",
    0x34: "⏵",
    0x36: "⏷",
    0x35: "⏶",
    0x33: "⏴",
    0x3C: "■",
    0x61: "✓",
    0x63: "□",
    0x67: "■",
    0x6E: "●",
    0x72: "✗",
    0x77: "⛈",
    0x59: "♥",
    0x9C: "📄",
    0xC9: "☎",
}

#: By font name in lower case; codes are 0x20 to 0xFF.
SYMBOL_FONTS: Final = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}
