"""How dates are written, and words of birth inside a sentence. Patterns only."""

from __future__ import annotations

import re
from typing import Final

#: Names of months, shortened to what tells them apart, in the languages of the labels.
_MONTHS: Final = (
    "jan|feb|mar|mär|apr|may|mai|maj|jun|jul|aug|sep|oct|okt|nov|dec|dez|déc|fév|fev|avr|juin|juil|août|aoû|ene|abr|ago|dic|gen|mag|giu|lug|set|ott|out|"
    "mrt|mei|sty|lut|kwi|cze|lip|sie|wrz|paź|lis|gru|led|úno|bře|dub|kvě|čer|srp|zář|říj|pro|márc|ápr|máj|jún|júl|szept|tammi|helmi|maalis|huhti|touko|kesä|"
    "heinä|elo|syys|loka|marras|joulu|ian|iun|iul|янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру|"
    "ιαν|φεβ|μαρ|απρ|μαΐ|μαΐ|ιουν|ιουλ|αυγ|σεπ|οκτ|νοε|δεκ|oca|şub|nis|haz|tem|ağu|eyl|eki|kas|ara|sij|velj|ožu|tra|svi|srp|kol|ruj|stu|janeiro|maart"
)
#: From the first digit on.
DATE: Final = re.compile(
    r"\d(?:"
    r"(?:(?<=[12])[890]\d\d|(?!))(?:[./-] ?\d{1,2}[./-] ?\d{1,2}\.?| ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일]"
    rf"|\. ?(?:{_MONTHS})[^\W\d_]{{0,9}}\.? \d{{1,2}}\.?)"
    r"|\d?[./-] ?\d{1,2}[./-] ?(?:\d{4}|\d\d)"
    r"|\d? \d{1,2} (?:18|19|20)\d\d"
    rf"|\d?(?:st|nd|rd|th|er|º|ª|\.)? ?(?:of |de |d'|d’|del |den )?(?:{_MONTHS})[^\W\d_]{{0,9}}\.?,? ?(?:de |del |of )?(?:18|19|20)\d\d"
    r"|\d?(?:st|nd|rd|th)?,? (?:18|19|20)\d\d"
    r")(?!\d|[./-]\d)"
)
NUMERALS_ONLY: Final = re.compile(r"\d\d?(?:st|nd|rd|th)?,? \d{4}")
MONTH_BEFORE: Final = re.compile(rf"(?<![^\W\d_])(?:{_MONTHS})[^\W\d_]{{0,9}}\.? \Z")
SENTENCE_END: Final = re.compile(r"[.;!?] |\n")
#: Between the label and its date: "in Berlin am", "à Lyon le".
GIVEN: Final = re.compile(
    r"(?<![^\W_])(?:born|geboren|né|née|nacid[oa]|nat[oa]|nascid[oa]|urodzon[ya]|født|född|narozen[aý]?|született|doğumlu|род[^\W\d_]{0,6})(?![^\W_])"
)
#: "Born before 2 January 1946" is a rule, nobody's birthday.
LIMIT_BEFORE: Final = re.compile(
    r"(?:before|after|until|since|vor dem|nach dem|ab dem|avant le|après le|antes del?|después del?|prima del|dopo il|przed|po dniu) \Z"
)
