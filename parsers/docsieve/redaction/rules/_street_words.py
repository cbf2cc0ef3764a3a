"""How streets, towns and post codes are written in some thirty countries. Patterns only."""

from __future__ import annotations

import re
from typing import Final

from docsieve.redaction.rules._people_words import CAPITAL

_WORD: Final = rf"{CAPITAL}[^\W\d_]{{0,40}}(?:['’.-][^\W\d_]{{1,40}}){{0,4}}"
_NUMBER: Final = r"\d{1,4}(?: ?[a-zA-Z](?![^\W_]))?(?: ?[-/] ?\d{1,4}(?: ?[a-zA-Z](?![^\W_]))?)?"

#: The ends of names of streets that a house number follows, as in Germanic, Nordic, Hungarian, Turkish.
SUFFIXES: Final = (
    "straße", "strasse", "str.", "straße.", "weg", "gasse", "platz", "allee", "ring", "damm", "ufer",
    "steig", "chaussee", "promenade", "pfad", "zeile", "markt", "graben", "berg", "straat", "laan",
    "plein", "gracht", "kade", "dijk", "singel", "dreef", "hof", "pad", "steeg", "gatan", "vägen",
    "gränd", "stigen", "gata", "veien", "vegen", "gate", "plass", "vej", "gade", "allé", "alle", "torv",
    "katu", "tie", "kuja", "polku", "raitti", "utca", "út", "tér", "körút", "iela", "gatvė", "g.", "tn",
    "mnt", "Straße", "Strasse", "Str.", "Weg", "Platz", "Allee", "Ring", "Gasse", "Damm", "Ufer",
    "Straat", "Laan", "Plein", "Katu", "köz", "sétány", "sokak", "sokağı", "caddesi", "cad.", "sok.",
    "bulvarı", "ulice", "ulica", "náměstí",
)  # fmt: skip
HOUSE_NUMBER: Final = re.compile(rf"{_NUMBER}(?![\w.]\w|\w)")
#: Ends of many other words too: these need a town behind the number.
WEAK_SUFFIXES: Final = (
    "ring",
    "berg",
    "gate",
    "pad",
    "tie",
    "hof",
    "alle",
    "tn",
    "g.",
    "tér",
    "út",
    "mnt",
    "markt",
    "zeile",
    "graben",
)
#: The whole name of such a street, up to its house number: the last of one to three words has the end.
BEFORE: Final = re.compile(
    r"(?:(?:Am|An der|An den|Auf der|Auf dem|Im|In der|In den|Zum|Zur|Unter den|Große|Kleine|Obere|Untere|St\.) )?"
    rf"(?:{_WORD}[ -]){{0,2}}{CAPITAL}?[^\W\d_]*\.?(?:-[^\W\d_]+\.?)?\Z"
)
#: The word for street first, as in Romance and Slavic languages, then the name and the number.
PREFIXED: Final = re.compile(
    r"(?:Calle|C/|c/|Avenida|Avda\.?|Av\.|Plaza|Pza\.|Paseo|Pº|Carrer|Camino|Ronda|Travesía|Glorieta|Callejón|Cuesta|Vial|Urbanización|Pasaje|Cañada|"
    r"Via|V\.le|Viale|Piazza|P\.zza|Corso|C\.so|Largo|Vicolo|Strada|Contrada|Borgo|Canale|Stretto|Incrocio|Rotonda|Rua|Travessa|Praça|Alameda|Estrada|Rodovia|Largo|"
    r"ul\.|Ul\.|ulica|Ulica|al\.|Aleja|aleja|Al\.|pl\.|Plac|plac|os\.|Osiedle|ulice|nám\.|náměstí|třída|Str\.|Strada|Strada|Bulevardul|Bd\.|B-dul|Calea|Aleea|Șos\.|Șoseaua|"
    r"ул\.|улица|Улица|пр\.|просп\.|проспект|Проспект|пер\.|переулок|вул\.|вулиця|бул\.|бульвар|пл\.|площадь|наб\.|набережная|Λεωφ\.|Λεωφόρος|Οδός|οδός|Jalan|Jl\.|Jln|Đường)"
    rf" ?(?:(?:de la|de los|de las|de l'|dell'|della|delle|dei|degli|del|dello|di|de|do|da|dos|das|d'|la|el|los|las|e|y|św\.|gen\.|ks\.) ?)*"
    rf"{CAPITAL}[^\n\t\d,;:()]{{1,40}}(?:,? ?(?:n[°º.ro]{{1,3}}|nr\.?|nº|km|No\.?|д\.|буд\.|κ\.)? ?{_NUMBER}(?!\w)|,? ?s/n(?!\w)|,? ?S\.?N\.?C\.?(?!\w))"
    r"(?:, ?(?:piso|Piso|kv\.|кв\.|m\.|lok\.|apto|apt\.?|bl\.|et\.|esc\.|Esc\.|int\.|interno|planta|puerta)[ .]?[\w.º°]{1,6})*"
)
#: The number first, then the word for street: French.
FRENCH: Final = re.compile(
    r"\d\d{0,3}(?: ?(?:bis|ter|quater|[A-D])(?!\w))?,? (?:rue|Rue|avenue|Avenue|av\.|Av\.|ave|boulevard|Boulevard|bd|Bd|bld|blvd|place|Place|chemin|Chemin|allée|Allée|allées|"
    r"impasse|Impasse|quai|Quai|route|Route|cours|Cours|passage|Passage|square|Square|sentier|ruelle|faubourg|voie|villa|esplanade|rond-point|montée|côte|clos|résidence|Résidence|lotissement|hameau|Chaussée|chaussée)"
    rf" (?:(?:de la|de l'|de l’|des|du|de|d'|d’|la|le|les|aux|au|à la) ?)*{CAPITAL}[^\W\d_]*(?:[ '’-][^\W\d_]+){{0,5}}"
)
#: The number first, then the name, then the word for street: English.
ENGLISH: Final = re.compile(
    rf"\d\d{{0,5}}[A-Za-z]?(?:[-/]\d{{1,4}})?,? (?:(?:[NSEW]|NE|NW|SE|SW|North|South|East|West)\.? )?"
    rf"(?:(?:{CAPITAL}[^\W\d_]*(?:['’.-][^\W\d_]+)*\.?|\d{{1,3}}(?:st|nd|rd|th)|of|the|de) ){{1,4}}?"
    r"(?:Street|St|Avenue|Ave|Av|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Place|Pl|Square|Sq|Terrace|Ter|Close|Crescent|Cres|Highway|Hwy|Parkway|Pkwy|Grove|Gardens|"
    r"Mews|Row|Walk|Circle|Cir|Trail|Trl|Alley|Quay|Esplanade|Parade|Turnpike|Expressway|Freeway|Causeway|Roads|Stravenue|"
    r"(?P<weak>Plaza|Loop|Hill|Rise|View|Vale|Green|Mount|Park|Pike|Broadway|Bypass|Crossing|Point|Ridge|Springs?|Station|Fields?|Courts|Ways?|Corners?|Creek|Meadows?|Mill|Mills|Mission|Orchard|Oval|Pass|Path|Pines?|Plains?|Port|Prairie|Ranch|Rapids?|Rest|River|Run|Shoals?|Shores?|Skyway|Spurs?|Stream|Summit|Throughway|Trace|Track|Tunnel|Union|Valley|Via|Viaduct|Ville|Vista|Wells?|Island|Isle|Junction|Key|Knolls?|Lakes?|Land|Landing|Light|Locks?|Lodge|Manor|Motorway|Neck|Hollow|Haven|Harbors?|Heights|Forge|Fork|Forest|Flats?|Falls?|Ferry|Extension|Estates?|Divide|Dale|Dam|Curve|Cove|Course|Common|Club|Cliffs?|Center|Centers|Canyon|Camp|Brooks?|Bridge|Branch|Bottom|Bluffs?|Bend|Beach|Bayou|Arcade|Annex))(?!\w)\.?"
    r"(?: (?:[NSEW]|NE|NW|SE|SW|North|South|East|West)(?!\w)\.?)?"
    r"(?:,? ?\n?(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Fl|Room|Rm|Bldg|Building|#)\.? ?#?\w{1,6})?"
)
BOX: Final = re.compile(
    r"(?:Postfach|P\.? ?O\.? ?Box|PO Box|Post Office Box|Postbus|Boîte postale|B\.P\.|BP|CS|Apartado(?: de Correos| Postal)?|Apdo\.|Casella [Pp]ostale|C\.P\.|Caixa Postal|Skr\. poczt\.|"
    r"skrytka pocztowa|Postboks|Box|PL|Postafiók|Pf\.) ?(?:n[°º] ?)?\d{1,6}(?: ?\d{2,3})*(?!\w)"
)
_TOWN: Final = rf"{CAPITAL}[^\W\d_]+(?:[ '’.-]{{1,2}}(?:am|an der|im|in der|ob der|bei|sur|sous|en|la|le|les|de|del|di|da|do|d[eo]s|den|der|aan den|aan de|nad|upon|on|of|[^\W\d_a-z][^\W\d_]*)(?!\w)){{0,5}}"
_STATES: Final = "A[KLRZ]|C[AOT]|D[CE]|FL|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ADEHINOPST]|N[CDEHJMVY]|O[HKR]|P[ARW]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY]|A[AEPS]|FM|MH|MP|AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|QC|SK|YT|ACT|NSW|QLD|TAS|VIC"
#: "12345 Town", "D-12345 Town", "1234 AB Town", "00-950 Town", "123 45 Town", "1000-205 Town".
CODE_TOWN: Final = rf"(?:[A-Z]{{1,3}}[- ])?(?:\d{{2}}-\d{{3}}|\d{{4}}-\d{{3}}|\d{{5}}-\d{{3}}|\d{{4}} ?[A-Z]{{2}}(?![A-Za-z])|\d{{3}} \d{{2}}|\d{{4,6}}),? {_TOWN}(?: \([A-Z]{{2}}\)| [A-Z]{{2}}(?!\w))?"
#: "Town, ST 12345", "Town ST 12345-6789", "Town, ON K1A 0B1", "Sydney NSW 2000".
TOWN_STATE: Final = (
    rf"{_TOWN},? (?:{_STATES}),? (?:\d{{5}}(?:-\d{{4}})?|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{{4}})(?!\w)"
)
UK_CODE: Final = r"(?:[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})(?!\w)"
#: What follows a street: a town, in a further line or cell or behind a comma, perhaps with a country.
AFTER: Final = re.compile(
    rf"(?: ?[,;\n\t|·•-]\s?|[ ])(?:(?:{CODE_TOWN})|(?:{TOWN_STATE})|(?:{_TOWN}[,\n]? ?\n?)?(?:{_TOWN}[,\n]? ?\n?)?{UK_CODE})"
)
#: A state and a post code, with the town to be looked for before them; a country and a post code with its town.
STATE_CODE: Final = re.compile(rf"(?:{_STATES}),? (?:\d{{5}}(?:-\d{{4}})?|[A-Z]\d[A-Z] ?\d[A-Z]\d)(?!\w)")
TOWN_BEFORE: Final = re.compile(rf"(?:{CAPITAL}[^\W\d_]+[ .]{{1,2}}){{0,3}}{CAPITAL}[^\W\d_]+,? \Z")
COUNTRY_CODE_TOWN: Final = re.compile(rf"(?:D|A|CH|F|I|L|B|NL|DK|SE|PL|CZ|LU)-\d{{4,5}} {_TOWN}")
#: A post code and a town, and the name with a house number that is a street because it stands before them.
CODE_TOWN_AT: Final = re.compile(CODE_TOWN)
STREET_BEFORE: Final = re.compile(
    rf"(?:{CAPITAL}[^\W\d_]*(?:['’.-][^\W\d_]+)*\.?[ ](?:(?:de|da|do|di|del|della|des|du|la|le|van|von|der|den|do|na|nad|u|v|pod)[ ]){{0,2}}){{1,4}}{_NUMBER},?[ ]?\n?\Z"
)
UK_ALONE: Final = re.compile(UK_CODE)
FLAT_BEFORE: Final = re.compile(r"(?:Flat|Apartment|Apt\.?|Unit|Suite|Studio) \w{1,5},? ?\n?\Z")
_CODE_TOWN_LINE: Final = rf"[ ]?((?:[A-Z]{{1,3}}-)?(?:\d{{5}}|\d{{2}}-\d{{3}}|\d{{4}} ?[A-Z]{{2}}|\d{{3}} \d{{2}}) {CAPITAL}[^\W\d_]*[a-zß-ÿ][^\W\d_]*(?:[ -][^\W\d_]+){{0,2}})[ ]?(?=[\n\t]|$)"
CODE_TOWN_LINE: Final = re.compile(_CODE_TOWN_LINE), re.compile(r"[\n\t]" + _CODE_TOWN_LINE)
_LABEL: Final = (
    r"[ ]{0,3}(?:(?:home |street |mailing |postal |billing |shipping |delivery |residential |permanent |current |work |business |correspondence )?address|residence|domicile|"
    r"anschrift|adresse|wohnhaft(?: in)?|wohnort|postanschrift|lieferadresse|rechnungsadresse|straße|adresse postale|domicile|demeurant(?: au| à)?|domicilié(?:e)?(?: au| à)?|"
    r"dirección|domicilio|direccion|indirizzo|residenza|residente in|endereço|morada|residência|adres|adres zamieszkania|adres zameldowania|woonadres|postadres|bydliště|adresa|trvalé bydliště|adress|bostadsadress|"
    r"osoite|cím|lakcím|адрес|адреса|место жительства|διεύθυνση|ikametgah|alamat|địa chỉ|住所|地址|ご住所|주소|ที่อยู่)[ ]?(?:[:：\t][ ]?|(?<=wohnhaft in) |(?<=demeurant au) |(?<=residente in) )(?=[^\n]{4})"
)
LABEL: Final = re.compile(_LABEL), re.compile(r"[\n\t|;]" + _LABEL)
EASTERN: Final = re.compile(
    r"〒? ?\d{3}-\d{4}[ \n]?[\u3400-\u9fff][^\n\t]{2,50}|(?:東京都|北海道|京都府|大阪府|[\u4e00-\u9fff]{2,3}県)[^\s、。，]{2,40}\d[\d-]*(?:号|番地?|丁目)?"
    r"|[\u4e00-\u9fff]{2,8}(?:省|市|区)[\u4e00-\u9fff]{1,12}(?:市|区|县)?[\u4e00-\u9fff0-9]{1,16}(?:路|街|道|巷)[^\s，。、]{0,4}\d{1,5}号?[^\s，。、]{0,16}"
    r"|(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충청|전라|경상|제주)[\uac00-\ud7a3]{0,6}(?:시|도)? [\uac00-\ud7a3]{1,6}(?:시|군|구)[ ][^\n\t,]{2,30}(?:로|길|동) ?\d{1,4}(?:-\d{1,4})?"
)
