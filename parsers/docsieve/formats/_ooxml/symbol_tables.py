"""What the characters of symbol fonts are in Unicode: Adobe's Symbol and Zapf Dingbats, and the Wingdings.

The fonts place their signs at 0x20 to 0xFF; Office writes them there or at U+F020 to U+F0FF. Signs without
a Unicode equal are left out. Of several that look the same, here stands the one that most fonts can show:
a plain arrow or square, where Unicode 7 has another for each of its weights.
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
    **_row(0x60, "♊♋♌♍♎♏♐♑♒♓🙰🙵●❍■□□❑❒⬧⧫◆❖⬥⌧⮹⌘🏵🏶🙶🙷"),
    **_row(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿🙢🙠🙡🙣🙞🙜🙝🙟·•"),
    **_row(0xA0, "▪○○○◉◎🔿▪◻🟂✦★✶✴✹✵⯐⌖⟡⌑⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘"),
    **_row(0xC0, "🕙🕚🕛⮰⮱⮲⮳⮴⮵⮶⮷🙪🙫🙕🙔🙗🙖🙐🙑🙒🙓⌫⌦⮘➢⮙⮛⮈⮊⮉⮋←"),
    **_row(0xE0, "→↑↓↖↗↙↘⬅➔⬆⬇⬉⬈⬋⬊⇦⇨⇧⇩⬄⇳⬁⬀⬃⬂🢬🢭✗✓☒☑"),
}
_WINGDINGS_2: Final = {
    0x20: " ",
    **_row(0x21, "🖊🖋🖌🖍✄✀🕾🕽🗅🗆🗇🗈🗉🗊🗋🗌🗍📋🗑🗔🖵🖶🖷🖸🖭🖯🖱🖒🖓🖘🖙"),
    **_row(0x40, "🖚🖛👈👉🖜🖝🖞🖟🖠🖡👆👇🖢🖣🖑✗✓☒☑☒☒⮾⮿🛇⦸🙱🙴🙲🙳‽🙹🙺"),
    **_row(0x60, "🙻🙦🙤🙥🙧🙚🙘🙙🙛⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    **_row(0x80, "☉🌕☽☾⸿✝🕇🕜🕝🕞🕟🕠🕡🕢🕣🕤🕥🕦🕧🙨🙩•●●●●○○○◉⊙⦿▪"),
    **_row(0xA0, "▪■■□□□□▣▣▣🞖🞗🞘◆◆◇◈◈◈◈🞝🞞⬪⬧◊🞠◖◗⯊⯋■■"),
    **_row(0xC0, "⬟⯂⬣⬢⯃⯄"),
    **_row(0xF2, "✶"),
    **_row(0xF7, "⸹"),
    **_row(0xFA, "✯"),
    **_row(0xFD, "⯌⯍"),
}
_WINGDINGS_3: Final = {
    0x20: " ",
    **_row(0x21, "←→↑↓↖↗↙↘⭰⭲⭱⭳⭶⭸⭻⭽↔↕⭪⭬⭫⭭⭍⮠⮡⮢⮣⮤⮥⮦⮧"),
    **_row(0x40, "⮐⮑⮒⮓⮀⮃⭾⭿⮄⮆⮅⮇⮏⮍⮎⮌⭮⭯⎋⌤⌃⌥␣⍽⇪⮸🢠🢡🢢🢣🢤🢥"),
    **_row(0x60, "🢦🢧🢨🢩🢪🢫←→↑↓↖↗↙↘↔↕▲▼△▽◀▶◁▷◣◢◤◥◀▶▲"),
    **_row(0x80, "▼◂▸▴▾"),
}
_WEBDINGS: Final = {
    0x20: " ",
    **_row(0x21, "🕷🕸🕲🕶🏆🎖🖇🗨🗩🗰🗱🌶🎗🙾🙼🗕🗖🗗⏴⏵⏶⏷⏪⏩⏮⏭⏸⏹⏺🗚🗳"),
    **_row(0x40, "🛠🏗🏘🏙🏚🏜🏭🏛🏠🏖🏝🛣🔍🏔👁👂🏞🏕🛤🏟🛳🕬🕫🕨🔈♥🎕🗬🙽🗭🗪🗫"),
    **_row(0x60, "⮔✓🚲□🛡📦🛱■🚑🛈🛩🛰🟈🕴●🛥🚔🗘✗❓🛲🚇🚍⛳⦸⊖🚭🗮⏐🗯🗲"),
    0x9C: "📄",
    0xC9: "☎",
}
_ZAPF_DINGBATS: Final = {
    0x20: " ",
    **_row(0x21, "✁✂✃✄☎✆✇✈✉☛☞✌✍✎✏✐✑✒✓✔✕✖✗✘✙✚✛✜✝✞✟"),
    **_row(0x40, "✠✡✢✣✤✥✦✧★✩✪✫✬✭✮✯✰✱✲✳✴✵✶✷✸✹✺✻✼✽✾✿"),
    **_row(0x60, "❀❁❂❃❄❅❆❇❈❉❊❋●❍■❏❐❑❒▲▼◆❖◗❘❙❚❛❜❝❞"),
    **_row(0xA1, "❡❢❣❤❥❦❧♣♦♥♠①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿"),
    **_row(0xC0, "➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓➔→↔↕➘➙➚➛➜➝➞➟"),
    **_row(0xE0, "➠➡➢➣➤➥➦➧➨➩➪➫➬➭➮➯ ➱➲➳➴➵➶➷➸➹➺➻➼➽➾"),
}

#: By font name in lower case; codes are 0x20 to 0xFF.
SYMBOL_FONTS: Final = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "zapf dingbats": _ZAPF_DINGBATS,
    "zapfdingbats": _ZAPF_DINGBATS,
    "itc zapf dingbats": _ZAPF_DINGBATS,
    "monotype sorts": _ZAPF_DINGBATS,
}
