"""Characters and names of mathematics in LaTeX (amsmath and amssymb)."""

from __future__ import annotations

from typing import Final


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return {sign: f"\\{name}" for sign, name in zip(words[::2], words[1::2], strict=True)}


#: One character to one command.
COMMANDS: Final = _pairs(
    """
    α alpha β beta γ gamma δ delta ε varepsilon ϵ epsilon ζ zeta η eta θ theta ϑ vartheta ι iota
    κ kappa λ lambda μ mu µ mu ν nu ξ xi π pi ϖ varpi ρ rho ϱ varrho σ sigma ς varsigma τ tau
    υ upsilon φ varphi ϕ phi χ chi ψ psi ω omega Γ Gamma Δ Delta ∆ Delta Θ Theta Λ Lambda Ξ Xi Π Pi
    Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega ± pm ∓ mp × times ÷ div ⋅ cdot · cdot ∗ ast ⋆ star ∘ circ
    ∙ bullet ⊕ oplus ⊖ ominus ⊗ otimes ⊙ odot ∩ cap ∪ cup ∧ wedge ∨ vee ¬ neg ∖ setminus ≤ leq ≥ geq
    ≠ neq ≡ equiv ≈ approx ≅ cong ∼ sim ≃ simeq ∝ propto ≪ ll ≫ gg ≺ prec ≻ succ ⪯ preceq ⪰ succeq
    ∈ in ∉ notin ∋ ni ⊂ subset ⊃ supset ⊆ subseteq ⊇ supseteq ⊄ nsubseteq ⊥ perp ∥ parallel ∣ mid
    ∤ nmid ⊢ vdash ⊨ models ∀ forall ∃ exists ∄ nexists ∅ emptyset ∞ infty ∂ partial ∇ nabla ℏ hbar
    ℓ ell ℜ Re ℑ Im ℵ aleph ℘ wp ∠ angle ∡ measuredangle △ triangle □ square ∎ blacksquare
    ← leftarrow → rightarrow ↑ uparrow ↓ downarrow ↔ leftrightarrow ⇐ Leftarrow ⇒ Rightarrow
    ⇔ Leftrightarrow ⇑ Uparrow ⇓ Downarrow ↦ mapsto ⟶ longrightarrow ⟵ longleftarrow
    ⟹ Longrightarrow ⟺ iff ↪ hookrightarrow ⇀ rightharpoonup ⇌ rightleftharpoons ↗ nearrow ↘ searrow
    ∴ therefore ∵ because … dots ⋯ cdots ⋮ vdots ⋱ ddots ∑ sum ∏ prod ∐ coprod ∫ int ∬ iint ∭ iiint
    ∮ oint ∯ oiint ∰ oiiint ⋃ bigcup ⋂ bigcap ⋁ bigvee ⋀ bigwedge ⨁ bigoplus ⨂ bigotimes √ surd
    † dagger ‡ ddagger ′ prime ⟨ langle ⟩ rangle 〈 langle 〉 rangle ⌈ lceil ⌉ rceil ⌊ lfloor ⌋ rfloor
    ‖ Vert ℝ mathbb{R} ℕ mathbb{N} ℤ mathbb{Z} ℚ mathbb{Q} ℂ mathbb{C} ℙ mathbb{P} ℍ mathbb{H}
    ℒ mathcal{L} ℋ mathcal{H} ℱ mathcal{F} ℬ mathcal{B} ℰ mathcal{E} ℐ mathcal{I} ℳ mathcal{M}
    ℛ mathcal{R} ı imath ȷ jmath
    """
) | {
    "\\": "\\backslash",
    "{": "\\{",
    "}": "\\}",
    "$": "\\$",
    "%": "\\%",
    "#": "\\#",
    "&": "\\&",
    "_": "\\_",
    "^": "\\hat{}",
    "~": "\\sim",
    "\u2212": "-",
    "\u2217": "*",
    "\u2044": "/",
    "\u2215": "/",
    "\u2236": ":",
    "\u2032\u2032": "''",
    "\u2003": "\\quad",
    "\u2002": "\\ ",
    "\u2005": "\\:",
    "\u2009": "\\,",
    "\u200a": "\\,",
    "\u00a0": "\\ ",
    # Invisible: function application, times, separator, plus.
    "\u2061": "",
    "\u2062": "",
    "\u2063": "",
    "\u2064": "",
    "\u200b": "",
}

#: Combining or spacing accents over their argument.
ACCENTS: Final = {
    "\u0300": "grave", "\u0301": "acute", "\u0302": "hat", "^": "hat", "\u0303": "tilde", "~": "tilde",
    "\u0304": "bar", "\u0305": "overline", "\u203e": "overline", "\u00af": "bar", "\u0306": "breve",
    "\u0307": "dot", "\u0308": "ddot", "\u20db": "dddot", "\u20dc": "ddddot", "\u030a": "mathring",
    "\u030c": "check", "\u20d7": "vec", "\u20d6": "overleftarrow", "\u20e1": "overleftrightarrow",
    "\u20d0": "overleftarrow", "\u20d1": "overrightarrow", "\u2192": "vec", "\u0331": "underline",
    "\u0332": "underline", "\u2190": "overleftarrow", "\u2194": "overleftrightarrow",
}  # fmt: skip

#: Characters stretched above or below their argument, by position.
STRETCHED: Final = {
    ("\u23de", "top"): "overbrace",
    ("\u23df", "bot"): "underbrace",
    ("\u23b4", "top"): "overbracket",
    ("\u23b5", "bot"): "underbracket",
    ("\u2192", "top"): "overrightarrow",
    ("\u2190", "top"): "overleftarrow",
    ("\u2194", "top"): "overleftrightarrow",
    ("\u2192", "bot"): "underrightarrow",
    ("\u2190", "bot"): "underleftarrow",
    ("\u0305", "top"): "overline",
    ("\u00af", "top"): "overline",
    ("\u0332", "bot"): "underline",
}

#: Operators that LaTeX knows by name.
FUNCTIONS: Final = frozenset(
    (
        "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "dim", "exp", "hom",
        "ker", "lg", "ln", "log", "sec", "sin", "sinh", "tan", "tanh", "det", "gcd", "inf", "lim", "liminf",
        "limsup", "max", "min", "Pr", "sup",
    )
)  # fmt: skip

#: Fences that may follow \\left and \\right.
FENCES: Final = {
    "": ".", "{": "\\{", "}": "\\}", "⟨": "\\langle", "⟩": "\\rangle", "〈": "\\langle", "〉": "\\rangle",
    "‖": "\\Vert", "∥": "\\Vert", "|": "|", "⌈": "\\lceil", "⌉": "\\rceil", "⌊": "\\lfloor", "⌋": "\\rfloor",
    "⟦": "\\llbracket", "⟧": "\\rrbracket", "(": "(", ")": ")", "[": "[", "]": "]", "/": "/",
    "\\": "\\backslash", "↑": "\\uparrow", "↓": "\\downarrow", "❲": "(", "❳": ")",
}  # fmt: skip

#: Alphabets by `m:scr` (22.1.2.106).
SCRIPTS: Final = {
    "script": "mathcal",
    "fraktur": "mathfrak",
    "double-struck": "mathbb",
    "sans-serif": "mathsf",
    "monospace": "mathtt",
}

#: Blocks of Unicode's mathematical alphanumeric letters: first code, commands; each block is 52 letters.
ALPHABETS: Final = (
    (0x1D400, "mathbf"), (0x1D434, ""), (0x1D468, "boldsymbol"), (0x1D49C, "mathcal"), (0x1D4D0, "mathcal"),
    (0x1D504, "mathfrak"), (0x1D538, "mathbb"), (0x1D56C, "mathfrak"), (0x1D5A0, "mathsf"),
    (0x1D5D4, "mathsf"), (0x1D608, "mathsf"), (0x1D63C, "mathsf"), (0x1D670, "mathtt"),
)  # fmt: skip
