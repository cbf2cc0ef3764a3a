"""Words around names of people: titles, salutations, closings, labels; and words that are no names. Data only."""

from __future__ import annotations

import re
from typing import Final

#: All capitals of the Latin, Greek, Cyrillic and Armenian blocks, as a character class.
CAPITAL: Final = "[" + "".join(chr(code) for code in range(0x41, 0x557) if chr(code).isupper()) + "]"
#: Bounded: a page of one long "word" must not be read once from each of its letters.
_WORD: Final = rf"{CAPITAL}[^\W\d_]{{0,30}}(?:['’-][^\W\d_]{{1,30}}){{0,3}}"
_PARTICLE: Final = (
    r"(?:von der|von dem|van der|van den|van de|de la|de los|de las|in 't|van 't|von|van|vom|zum|zur|zu|de|der|den|da|das|do|dos|di|del|della|dello|degli|du|des|"
    r"le|la|ter|ten|te|bin|ibn|al|el|af|av|y|e|i|ben|d')"
)
#: Capitalised words with initials and particles between them, on one line.
RUN: Final = re.compile(rf"{_WORD}(?: (?:{_PARTICLE} ){{0,2}}(?:{CAPITAL}\.|{_WORD})){{1,5}}")
ONE_NAME: Final = re.compile(rf"{_WORD}(?: (?:{_PARTICLE} ){{0,2}}(?:{CAPITAL}\.|{_WORD})){{0,4}}")

#: Check what stands before it: a look-behind here would make it ten times slower.
TITLE: Final = re.compile(
    r"(?:señora|señorita|señor|monsieur|madame|pane|paní|pana|panem|pani|pan|signora|signor|senhora|senhor|herrn|herr|frau|fru|meneer|господин|госпожа|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Rev|Judge|Justice|Capt|Sgt|Lt|Col|Herrn|Herr|Frau|Fräulein|Hr|Dipl\.-Ing|Ing|"
    r"Mme|Mlle|MM|Monsieur|Madame|Mademoiselle|Maître|M(?=\.)|Sr|Sra|Srta|Señora|Señorita|Señor|Don|Doña|Dña|Dra|"
    r"Sig|Sigra|Signora|Signorina|Signor|Dott|Dott\.ssa|Avv|Senhora|Senhor|Exmo|Dhr|Mevr|Mw|Meneer|Mevrouw|De heer|mevrouw|"
    r"Pan|Pani|Pana|Panu|Panią|Pán|Paní|Fru|Hra|Rouva|Herra|Úr|Kisasszony|Domnul|Doamna|Dl|Dna|Госпожа|Господин|г-н|г-жа|Г-н|Г-жа|Κύριος|Κυρία|κ|Κα|Sayın)"
    r"\.?(?: (?:Dr|Prof|med|jur|phil|Ing|Dipl|Mag|h\.c)\.?){0,3} "
)
_SALUTATION: Final = (
    r"[ ]{0,3}(?:Dear|Hi|Hello|Hey|Good morning|Liebe|Lieber|Hallo|Guten Tag|Moin|Sehr geehrte|Sehr geehrter|Werte|Werter|Cher|Chère|Bonjour|Salut|"
    r"Estimado|Estimada|Querido|Querida|Apreciado|Apreciada|Hola|Gentile|Gentilissimo|Gentilissima|Egregio|Egregia|Caro|Cara|Ciao|Buongiorno|Prezado|Prezada|"
    r"Caríssimo|Olá|Exmo|Exma|Beste|Geachte|Dag|Hoi|Szanowny|Szanowna|Drogi|Droga|Cześć|Vážený|Vážená|Milý|Milá|Dobrý den|Ahoj|Kära|Käre|Hej|Bästa|Kære|"
    r"Kjære|Hei|Hyvä|Moi|Kedves|Tisztelt|Stimate|Stimată|Dragă|Bună ziua|Уважаемый|Уважаемая|Дорогой|Дорогая|Здравствуйте|Привет|Шановний|Шановна|"
    r"Αγαπητέ|Αγαπητή|Sayın|Sevgili|Merhaba|Poštovani|Poštovana|Dragi|Draga|Spoštovani),? "
)
SALUTATION: Final = re.compile(_SALUTATION), re.compile(r"[\n\t]" + _SALUTATION)
_CLOSING: Final = (
    r"[ ]{0,3}(?:mit (?:freundlichen|besten|herzlichen|lieben) grüßen|mit freundlichem gruß|freundliche grüße|freundliche grüsse|mit freundlichen grüssen|"
    r"viele grüße|beste grüße|liebe grüße|herzliche grüße|hochachtungsvoll|mfg|gruß|i\. ?a\.|i\. ?v\.|gez\.|gezeichnet|"
    r"(?:yours )?sincerely(?: yours)?|yours (?:truly|faithfully)|(?:kind|best|warm|warmest)(?: regards| wishes)|regards|best|cheers|many thanks|thanks|thank you|respectfully|"
    r"signed|signed by|cordialement|bien cordialement|bien à vous|sincères salutations|salutations distinguées|meilleures salutations|amicalement|"
    r"[^\n]{0,80}salutations distinguées|[^\n]{0,60}sentiments (?:distingués|les meilleurs|respectueux)|"
    r"atentamente|saludos(?: cordiales)?|un (?:cordial )?saludo|cordialmente|reciba un cordial saludo|(?:cordiali|distinti) saluti|cordialmente|un saluto|in fede|"
    r"atenciosamente|com os melhores cumprimentos|cumprimentos|melhores cumprimentos|abraço|um abraço|met (?:vriendelijke|hartelijke) groet(?:en)?|hoogachtend|groeten|mvg|"
    r"z poważaniem|z wyrazami szacunku|pozdrawiam|s pozdravem|s úctou|s přátelským pozdravem|s pozdravom|med vänlig hälsning|med vänliga hälsningar|vänliga hälsningar|hälsningar|mvh|"
    r"(?:med )?vennlig hilsen|(?:med )?venlig hilsen|hilsen|ystävällisin terveisin|terveisin|üdvözlettel|tisztelettel|cu stimă|с уважением|з повагою|με εκτίμηση|saygılarımla|"
    r"s poštovanjem|lep pozdrav)[.,!]?[ ]{0,3}\n"
)
CLOSING: Final = re.compile(_CLOSING), re.compile(r"\n" + _CLOSING)
_FIELDS: Final = (
    r"from|to|cc|bcc|author|authors|by|name|full name|first name|last name|surname|given name|family name|middle name|maiden name|patient|patient name|client|client name|customer|"
    r"customer name|applicant|employee|employee name|employer|tenant|landlord|buyer|seller|insured|policyholder|policy holder|account holder|cardholder|card holder|beneficiary|"
    r"signatory|signed by|prepared by|reviewed by|approved by|attn|attention|contact|contact person|contact name|physician|doctor|student|guardian|witness|plaintiff|defendant|"
    r"spouse|mother|father|next of kin|emergency contact|holder|borrower|lender|lessee|lessor|manager|supervisor|interviewer|interviewee|"
    r"von|an|verfasser|verfasserin|autor|autorin|vorname|nachname|familienname|geburtsname|patientin|kunde|kundin|antragsteller|antragstellerin|mitarbeiter|mitarbeiterin|"
    r"mieter|mieterin|vermieter|vermieterin|käufer|verkäufer|versicherungsnehmer|versicherte|versicherter|kontoinhaber|karteninhaber|ansprechpartner|ansprechpartnerin|bearbeiter|sachbearbeiter|"
    r"sachbearbeiterin|zeuge|kläger|beklagter|arzt|ärztin|vor- und nachname|unterschrift|z\. ?hd\.|z\. ?h\.|"
    r"de|à|auteur|nom|prénom|nom et prénom|nom complet|nom de famille|nom de naissance|client|cliente|patiente|locataire|bailleur|titulaire|assuré|assurée|salarié|salariée|demandeur|médecin|"
    r"para|autor|nombre|nombre y apellidos|nombre completo|apellido|apellidos|paciente|cliente|titular|arrendatario|arrendador|trabajador|solicitante|médico|"
    r"da|a|autore|nome|cognome|nome e cognome|paziente|intestatario|locatario|locatore|conduttore|dipendente|richiedente|medico|nominativo|"
    r"nome completo|apelido|sobrenome|utente|titular|inquilino|senhorio|trabalhador|requerente|van|aan|auteur|naam|voornaam|achternaam|volledige naam|patiënt|klant|huurder|verhuurder|werknemer|"
    r"od|do|autor|imię|nazwisko|imię i nazwisko|pacjent|pacjentka|klient|najemca|wynajmujący|pracownik|jméno|příjmení|jméno a příjmení|zákazník|pacientka|nájemce|meno|priezvisko|meno a priezvisko|"
    r"från|till|författare|namn|förnamn|efternamn|kund|fra|til|forfatter|navn|fornavn|etternavn|efternavn|kunde|nimi|etunimi|sukunimi|potilas|asiakas|név|vezetéknév|keresztnév|beteg|ügyfél|"
    r"nume|prenume|nume și prenume|pacient|от|кому|имя|фамилия|фио|ф\.и\.о|пациент|клиент|автор|им'я|прізвище|піб|όνομα|επώνυμο|ονοματεπώνυμο|ασθενής|ad|soyad|adı soyadı|ad soyad|hasta|müşteri|ime|prezime|priimek|ime i prezime"
)
_FIELD: Final = rf"[ ]{{0,4}}(?:{_FIELDS})(?: ?\([^)\n]{{1,24}}\))?[ ]?(?::[ \t]{{0,4}}|\t)(?=[^\W\d_])"
FIELD: Final = re.compile(_FIELD), re.compile(r"[\n\t|(]" + _FIELD)
#: Columns whose cells are names.
COLUMNS: Final = frozenset(_FIELDS.replace("\\.", ".").split("|")) - {
    "from",
    "to",
    "an",
    "a",
    "de",
    "von",
    "da",
    "od",
    "do",
    "van",
    "ad",
    "by",
}
#: In front of, or behind, names in scripts without capitals.
HAN_OR_HANGUL: Final = re.compile("[\u3400-\u9fff\uac00-\ud7a3]")
EASTERN: Final = re.compile(
    r"(?:氏名|お名前|名前|ご担当者|担当者|担当|患者名|姓名|联系人|收件人|客户姓名|患者姓名)[ ]?[:：\t][ ]?([\u3400-\u9fff\u3040-\u30ff]{1,6}(?:[ ]?[\u3400-\u9fff\u3040-\u30ff]{1,6})?)"
    r"|(?:성명|이름|고객명|환자명|담당자)[ ]?[:：\t][ ]?([\uac00-\ud7a3]{2,5})"
    r"|([\u4e00-\u9fff]{1,4}[ ]?[\u4e00-\u9fff\u3040-\u30ff]{1,4})[ ]?様"
)

#: Not a name though capitalised, as one word of a run or all of it; in lower case.
NO_NAMES: Final = frozenset(
    """
    sir madam sirs customer customers colleague colleagues team all everyone friends friend hiring manager recruiter committee editor members member client clients parents student students
    there again folks guest user users subscriber shareholder shareholders reader valued
    damen herren kollegen kolleginnen team zusammen kunde kundin kunden freunde mitglieder leser eltern interessenten
    messieurs mesdames monsieur madame client cliente collègues tous équipe tutti clienti signori colleghi cliente clientes señores señor señora compañeros equipo todos
    senhores senhor senhora colegas państwo pan pani klienci dámy pánové klienti herr frau fru kund kunder kunde asiakas
    street road avenue lane drive boulevard square park river lake mountain mount bay beach island islands valley bridge station airport hospital university college school institute
    foundation museum church cathedral hotel restaurant house center centre hall building tower court county city town state states kingdom republic union company inc llc ltd corp
    corporation plc gmbh ag kg ohg ug se sa sas sarl srl spa bv nv ab oy as aps kft sro ooo group holding bank insurance partners associates services solutions systems technologies
    award prize act law theorem equation method test scale syndrome disease model algorithm process code index rule effect number day night week month year january february march april
    may june july august september october november december monday tuesday wednesday thursday friday saturday sunday north south east west new old great saint san santa los las
    the and for with from that this these those when where which while was were are has have had not but its our your their his her my we you they it he she is in on at by of to or if so as an
    no yes please note see section chapter page table figure appendix article annex exhibit schedule part volume version invoice order contract agreement report letter memo statement notice
    straße strasse platz weg allee universität klinik krankenhaus schule kirche haus verein stiftung gesellschaft institut ministerium amt gericht der die das und ist ein eine von mit
    rue place université hôpital école église société le la les des et est un une calle plaza universidad hospital escuela el los y es via piazza università ospedale scuola il di e
    rua praça universidade escola o os ulica plac uniwersytet szpital szkoła i w z na ministry department office board council commission parliament government president minister
    international airport intl ontario regional municipal column row units kilograms milligrams grams e-mail phone iban ville conseil calle avenida rotonda
    award bowl cup league stadium festival records music band film news times post journal press magazine digital online internet email phone fax telephone mobile address website web
    """.split()  # noqa: SIM905
)
