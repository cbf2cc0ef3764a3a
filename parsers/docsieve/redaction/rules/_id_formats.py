"""Tax, VAT and national identity numbers: what they look like, what proves them, what they are called.

Data only. A shape has 9 for a digit and A for a letter, without separators; a layout has its separators too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypedDict, Unpack


@dataclass(frozen=True, slots=True)
class IdFormat:
    """One kind of number of one country."""

    name: str
    kind: Literal["tax_id", "national_id"]
    #: Module, python-stdnum's mostly, whose `is_valid` decides; empty: the shape and a label are all there is.
    module: str
    #: Compact shapes, with "|" between them.
    shapes: str
    #: What the country calls it, in lower case, with "|" between them.
    labels: str
    #: Layouts that are its own: found without a label, with `sure` as confidence.
    layouts: str = ""
    sure: float = 0.85
    #: Confidence of the compact number alone: 0 where chance would produce too many.
    bare: float = 0.0
    #: Country code before VAT numbers: with it no label is needed.
    prefix: str = ""


class _More(TypedDict, total=False):
    """What only some formats state."""

    layouts: str
    sure: float
    bare: float


def _tax(name: str, shapes: str, labels: str, prefix: str = "", **more: Unpack[_More]) -> IdFormat:
    module, own = f"stdnum.{name}", "tax_" + name.replace(".", "_")
    return IdFormat(own, "tax_id", module, shapes, labels, prefix=prefix, **more)


def _own(name: str, shapes: str, labels: str, **more: Unpack[_More]) -> IdFormat:
    return IdFormat("id_" + name.replace(".", "_"), "national_id", f"stdnum.{name}", shapes, labels, **more)


FORMATS: Final = (
    # VAT and tax numbers of Europe
    _tax("at.uid", "A99999999", "uid|uid-nr|ust-id|ust-idnr", "AT", bare=0.8),
    _tax("at.tin", "999999999", "steuernummer|abgabenkontonummer", layouts="99-999/9999"),
    _tax("be.vat", "9999999999", "btw|btw-nummer|tva|n° tva|ondernemingsnummer|numéro d'entreprise|kbo|bce", "BE", layouts="9999.999.999"),
    _tax("bg.vat", "999999999|9999999999", "ддс|идентификационен номер|булстат|еик|ин по ддс", "BG"),
    _tax("by.unp", "999999999", "унп"),
    _tax("ch.uid", "AAA999999999", "uid|ide|mwst|tva|iva", layouts="AAA-999.999.999", bare=0.9),
    _tax("cy.vat", "99999999A", "φπα|vat", "CY"),
    _tax("cz.dic", "99999999|999999999|9999999999", "dič|ičo", "CZ"),
    _tax("de.vat", "999999999", "ust-idnr|ust-idnr.|ust-id-nr|ust-id-nr.|ust-id|umsatzsteuer-id|umsatzsteuer-identifikationsnummer|ust.-idnr", "DE"),
    _tax("de.stnr", "9999999999|99999999999|9999999999999", "steuernummer|steuer-nr|steuer-nr.|st.-nr|st.-nr.|stnr", layouts="99/999/99999|999/9999/9999|999/999/99999"),
    _tax("dk.cvr", "99999999", "cvr|cvr-nr|cvr-nr.|cvr nr|cvr-nummer|se-nr|momsnr", "DK"),
    _tax("ee.kmkr", "999999999", "kmkr|kmkr nr|käibemaksukohustuslase number", "EE"),
    _tax("es.nif", "A99999999|A9999999A", "nif|n.i.f|cif|c.i.f|nif/cif|número de identificación fiscal", "ES", layouts="A-99999999|A-99.999.999|A-9999999-A", bare=0.8),
    _tax("fi.alv", "99999999", "alv|alv-numero|alv-nro|y-tunnus|fo-nummer", "FI", layouts="9999999-9"),
    _tax("fi.veronumero", "999999999999", "veronumero|skattenummer"),
    _tax("fr.tva", "99999999999|AA999999999|A9999999999|9A999999999", "tva|n° tva|numéro de tva|n° tva intracommunautaire|tva intracommunautaire", "FR"),
    _tax("fr.siren", "999999999", "siren|n° siren|rcs"),
    _tax("fr.siret", "99999999999999", "siret|n° siret|numéro siret", layouts="999 999 999 99999"),
    _tax("fr.nif", "9999999999999", "numéro fiscal|spi|n° fiscal|identifiant fiscal|numéro fiscal de référence", layouts="99 99 999 999 999"),
    _tax("gb.vat", "999999999|999999999999", "vat|vat no|vat no.|vat number|vat reg|vat reg no|vat reg. no|vat registration number", "GB"),
    _tax("gb.utr", "9999999999", "utr|unique taxpayer reference|self assessment"),
    _tax("gr.vat", "999999999", "αφμ|α.φ.μ|α.φ.μ.|afm", "EL"),
    _tax("hr.oib", "99999999999", "oib|osobni identifikacijski broj", "HR"),
    _tax("hu.anum", "99999999", "adószám|közösségi adószám", "HU"),
    _tax("ie.vat", "9999999A|9999999AA|9A99999A", "vat|vat no|cbl", "IE"),
    _tax("is_.vsk", "99999|999999", "vsk|vsk-númer|vsk númer|vsk nr", "IS"),
    _tax("it.iva", "99999999999", "partita iva|p. iva|p.iva|p.i|p.i.|iva|c.f|c.f.|codice fiscale|codice fiscale e partita iva", "IT"),
    _tax("lt.pvm", "999999999|999999999999", "pvm|pvm kodas|pvm mokėtojo kodas", "LT"),
    _tax("lu.tva", "99999999", "tva|n° tva|mwst", "LU"),
    _tax("lv.pvn", "99999999999", "pvn|pvn reģ. nr|pvn numurs", "LV"),
    _tax("md.idno", "9999999999999", "idno|cod fiscal"),
    _tax("me.pib", "99999999", "pib"),
    _tax("mk.edb", "9999999999999", "едб|даночен број|edb"),
    _tax("mt.vat", "99999999", "vat|vat no", "MT"),
    _tax("nl.btw", "999999999A99", "btw|btw-nummer|btw-nr|btw-id|btw nr", "NL", bare=0.9),
    _tax("no.mva", "999999999AAA", "mva|org.nr|orgnr|organisasjonsnummer", "NO", bare=0.9, layouts="999 999 999 AAA"),
    _tax("no.orgnr", "999999999", "org.nr|org. nr|orgnr|org.nr.|organisasjonsnummer"),
    _tax("pl.nip", "9999999999", "nip|nr nip|numer nip", "PL", layouts="999-999-99-99|999-99-99-999"),
    _tax("pl.regon", "999999999|99999999999999", "regon"),
    _tax("pt.nif", "999999999", "nif|nipc|contribuinte|n.º contribuinte|número de contribuinte|nº de contribuinte|número de identificação fiscal", "PT"),
    _tax("ro.cui", "999999|9999999|99999999|999999999|9999999999", "cui|cif|cod fiscal|cod tva|c.u.i", "RO"),
    _tax("rs.pib", "999999999", "pib|пиб"),
    _tax("ru.inn", "9999999999|999999999999", "инн|inn"),
    _tax("ru.ogrn", "9999999999999|999999999999999", "огрн|огрнип|ogrn"),
    _tax("se.vat", "999999999999", "momsnr|momsregistreringsnummer|vat-nummer|vat-nr|moms|momsreg.nr", "SE"),
    _tax("se.orgnr", "9999999999", "org.nr|org. nr|orgnr|org.nr.|organisationsnummer|org-nr"),
    _tax("si.ddv", "99999999", "id za ddv|ddv|davčna številka|id št. za ddv", "SI"),
    _tax("sk.dph", "9999999999", "ič dph|dič|ičdph|dph", "SK"),
    _tax("sm.coe", "99999", "coe"),
    _tax("tr.vkn", "9999999999", "vkn|vergi no|vergi numarası|vergi kimlik no|vergi kimlik numarası|vergi dairesi"),
    _tax("ua.edrpou", "99999999", "єдрпоу|код єдрпоу|едрпоу"),
    _tax("ua.rntrc", "9999999999", "рнокпп|інн|іпн|реєстраційний номер облікової картки"),
    # of the Americas
    _tax("ar.cuit", "99999999999", "cuit|cuil|c.u.i.t", layouts="99-99999999-9", sure=0.95),
    _tax("br.cnpj", "99999999999999|99AAA999999999|99AAA99999AA99", "cnpj|cnpj/mf", layouts="99.999.999/9999-99|99.AAA.999/9999-99|99.AAA.999/99AA-99", sure=1.0),
    _tax("ca.bn", "999999999|999999999AA9999", "business number|gst|gst/hst|hst|bn|gst no|hst no", layouts="999999999 AA9999|99999 9999 AA9999", bare=0.0),
    _tax("co.nit", "9999999999", "nit|rut", layouts="999.999.999-9|999999999-9"),
    _tax("cr.cpj", "9999999999", "cédula jurídica", layouts="9-999-999999"),
    _tax("do.rnc", "999999999", "rnc", layouts="9-99-99999-9"),
    _tax("ec.ruc", "9999999999999", "ruc"),
    _tax("gt.nit", "99999999|9999999A|9999999", "nit"),
    _tax("mx.rfc", "AAAA999999|AAAA999999AA9|AAAA999999A99|AAAA999999999|AAAA9999999A9|AAAA999999AAA|AAAA99999999A|AAAA9999999AA|AAAA999999A9A|"
         "AAA999999AA9|AAA999999A99|AAA999999999|AAA9999999A9|AAA999999AAA|AAA99999999A|AAA9999999AA|AAA999999A9A", "rfc|r.f.c", bare=0.8),
    _tax("pe.ruc", "99999999999", "ruc"),
    _tax("py.ruc", "99999999|999999999", "ruc"),
    _tax("sv.nit", "99999999999999", "nit", layouts="9999-999999-999-9"),
    _tax("us.ein", "999999999", "ein|employer identification number|fein|federal tax id|tax id|irs no"),
    _tax("us.itin", "999999999", "itin", layouts="999-99-9999"),
    _tax("us.atin", "999999999", "atin"),
    _tax("uy.rut", "999999999999", "rut|r.u.t"),
    _tax("ve.rif", "A999999999", "rif", layouts="A-99999999-9"),
    # of Asia, Africa, Oceania
    _tax("au.abn", "99999999999", "abn|a.b.n|australian business number", layouts="99 999 999 999", sure=0.8),
    _tax("au.acn", "999999999", "acn|a.c.n|australian company number"),
    _tax("au.tfn", "999999999|99999999", "tfn|tax file number"),
    _tax("cn.uscc", "99999999AAAAAAAAA9|999999999999999999|99999999AAAAAAAAAA", "统一社会信用代码|社会信用代码|纳税人识别号"),
    _tax("dz.nif", "999999999999999", "nif"),
    _tax("eg.tn", "999999999", "الرقم الضريبي|tax registration number"),
    _tax("gh.tin", "A9999999999|A999999999A", "tin"),
    _tax("id.npwp", "999999999999999|9999999999999999", "npwp", layouts="99.999.999.9-999.999", sure=1.0),
    _tax("il.hp", "999999999", "ח.פ|ח.פ.|חברה פרטית|company number"),
    _tax("in_.gstin", "99AAAAA9999A9A9|99AAAAA9999A9AA", "gstin|gst|gst no", bare=1.0),
    _tax("in_.pan", "AAAAA9999A", "pan|pan no|pan number|permanent account number|pan card", bare=0.8),
    _tax("jp.cn", "9999999999999", "法人番号|corporate number"),
    _tax("ke.pin", "A999999999A", "kra pin|pin"),
    _tax("kr.brn", "9999999999", "사업자등록번호|사업자 등록번호|사업자번호", layouts="999-99-99999"),
    _tax("ma.ice", "999999999999999", "ice"),
    _tax("mz.nuit", "999999999", "nuit"),
    _tax("nz.ird", "99999999|999999999", "ird|ird no|ird number"),
    _tax("sg.uen", "99999999A|999999999A|A99AA9999A", "uen|gst reg no"),
    _tax("th.tin", "9999999999999", "เลขประจำตัวผู้เสียภาษี|เลขที่ผู้เสียภาษี"),
    _tax("tn.mf", "9999999AAA999|9999999A", "matricule fiscal|mf", layouts="9999999/A/A/A/999"),
    _tax("tw.ubn", "99999999", "統一編號|統編"),
    _tax("vn.mst", "9999999999|9999999999999", "mst|mã số thuế"),
    _tax("za.tin", "9999999999", "tax reference number|income tax number|vat no"),
    # Personal numbers of Europe
    _own("at.vnr", "9999999999", "svnr|sv-nr|sv-nummer|sv-nr.|versicherungsnummer|sozialversicherungsnummer", layouts="9999 999999"),
    _own("be.nn", "99999999999", "rijksregisternummer|numéro national|numéro de registre national|nn|n° national|insz|niss", layouts="99.99.99-999.99", sure=1.0, bare=0.7),
    _own("be.bis", "99999999999", "bisnummer|bis-nummer|numéro bis", layouts="99.99.99-999.99", sure=1.0),
    _own("bg.egn", "9999999999", "егн|единен граждански номер|egn"),
    _own("bg.pnf", "9999999999", "лнч|личен номер на чужденец"),
    _own("ch.ssn", "9999999999999", "ahv|ahv-nr|ahv-nr.|ahv-nummer|avs|n° avs|numéro avs|avs nummer|sozialversicherungsnummer", layouts="999.9999.9999.99", sure=1.0, bare=0.8),
    _own("cz.rc", "999999999|9999999999", "rodné číslo|r. č|r. č.|r.č|r.č.|rč", layouts="999999/999|999999/9999", sure=0.95),
    _own("de.idnr", "99999999999", "steuer-id|steuer-idnr|steuer-idnr.|steueridentifikationsnummer|steuerliche identifikationsnummer|identifikationsnummer|idnr|idnr.|id-nr|id-nr.|steuer-identifikationsnummer", layouts="99 999 999 999", sure=0.75),
    _own("dk.cpr", "9999999999", "cpr|cpr-nr|cpr-nr.|cpr nr|cpr-nummer|personnummer", layouts="999999-9999", sure=0.8),
    _own("ee.ik", "99999999999", "isikukood|ik", bare=0.7),
    _own("es.dni", "99999999A", "dni|d.n.i|dni/nif|nif|n.i.f|documento nacional de identidad|dni nº|dni n.º", layouts="99999999-A|99.999.999-A|99.999.999 A|99999999 A|99.999.999A", sure=0.9, bare=0.8),
    _own("es.nie", "A9999999A", "nie|n.i.e|nif|número de identidad de extranjero", layouts="A-9999999-A|A9999999-A", sure=0.9, bare=0.8),
    _own("fi.hetu", "999999A999A|999999999A", "hetu|henkilötunnus|henkilötunnukseni|personbeteckning", layouts="999999-999A|999999+999A", bare=1.0, sure=1.0),
    _own("fr.nir", "999999999999999|999999A99999999", "nir|sécurité sociale|numéro de sécurité sociale|n° sécurité sociale|n° de sécurité sociale|insee", layouts="9 99 99 99 999 999 99|9 99 99 9A 999 999 99", sure=1.0, bare=0.8),
    _own("gb.nhs", "9999999999", "nhs|nhs no|nhs no.|nhs number", layouts="999 999 9999", sure=0.6),
    IdFormat("id_gb_nino", "national_id", "docsieve.redaction.rules._nino", "AA999999A", "ni number|nino|national insurance|national insurance number|ni no|national insurance no", layouts="AA 99 99 99 A|AA 999999 A", bare=0.85),
    _own("gr.amka", "99999999999", "αμκα|α.μ.κ.α|amka"),
    _own("ie.pps", "9999999A|9999999AA", "pps|ppsn|pps no|pps number|pps no.|uimhir psp", bare=0.7),
    _own("is_.kennitala", "9999999999", "kennitala|kt", layouts="999999-9999", sure=0.8),
    _own("it.codicefiscale", "AAAAAA99A99A999A", "codice fiscale|c.f|c.f.|cod. fisc|cod. fisc.|cf", layouts="AAA AAA 99A99 A999A", bare=1.0),
    _own("lt.asmens", "99999999999", "asmens kodas|a.k|a. k", bare=0.7),
    _own("lv.pvn", "99999999999", "personas kods|p.k|p. k", layouts="999999-99999", sure=0.9),
    _own("nl.bsn", "999999999|99999999", "bsn|burgerservicenummer|sofinummer|sofi-nummer|burger service nummer|bsn-nummer"),
    _own("no.fodselsnummer", "99999999999", "fødselsnummer|fødselsnr|fnr|f.nr|personnummer|fødselsnr.", layouts="999999 99999|999999-99999", sure=0.95, bare=0.8),
    _own("pl.pesel", "99999999999", "pesel|nr pesel|numer pesel", bare=0.6),
    _own("pt.cc", "999999999AA9", "cartão de cidadão|cartão do cidadão|cc|nº cc|documento de identificação", layouts="99999999 9 AA9", bare=0.9),
    _own("ro.cnp", "9999999999999", "cnp|cod numeric personal|c.n.p", bare=0.8),
    _own("se.personnummer", "9999999999|999999999999", "personnummer|pnr|personnr|pers.nr|person nr|samordningsnummer", layouts="999999-9999|99999999-9999|999999+9999", sure=0.85),
    _own("si.emso", "9999999999999", "emšo|emso|jmbg|јмбг|matični broj|матични број|enotna matična številka", bare=0.8),
    _own("sk.rc", "999999999|9999999999", "rodné číslo|r. č|r. č.|r.č|r.č.", layouts="999999/999|999999/9999", sure=0.95),
    _own("tr.tckimlik", "99999999999", "t.c. kimlik|tc kimlik|tc kimlik no|t.c. kimlik no|t.c. kimlik numarası|tckn|kimlik no|kimlik numarası|tc no", bare=0.55),
    # of the Americas
    _own("ar.dni", "99999999|9999999", "dni|d.n.i|documento"),
    _own("br.cpf", "99999999999", "cpf|c.p.f|cpf/mf|cpf nº|cpf n.º", layouts="999.999.999-99|999999999-99", sure=1.0),
    _own("ca.sin", "999999999", "sin|social insurance number|numéro d'assurance sociale|nas|social insurance no", layouts="999 999 999|999-999-999", sure=0.65),
    _own("ca.bc_phn", "9999999999", "phn|personal health number"),
    _own("cl.rut", "99999999A|999999999|99999999|9999999A", "rut|r.u.t|run|rol único", layouts="99.999.999-9|99.999.999-A|9.999.999-9|9.999.999-A|99999999-9|99999999-A|9999999-9", sure=0.85),
    _own("cr.cpf", "999999999|9999999999", "cédula|cédula de identidad|cedula", layouts="9-9999-9999|99-9999-9999", sure=0.6),
    _own("cu.ni", "99999999999", "carné de identidad|número de identidad"),
    _own("do.cedula", "99999999999", "cédula|cedula|cédula de identidad", layouts="999-9999999-9", sure=0.9),
    _own("ec.ci", "9999999999", "cédula|cédula de ciudadanía|cédula de identidad|c.i|ci"),
    _own("mx.curp", "AAAA999999AAAAAA99|AAAA999999AAAAAAA9", "curp", bare=1.0),
    _own("pe.cui", "999999999|99999999", "dni|cui|d.n.i"),
    _own("us.ssn", "999999999", "ssn|social security|social security number|social security no|ss#|ssn#|soc. sec", layouts="999-99-9999|999 99 9999", sure=0.85),
    # of Asia, Africa, Oceania
    _own("cn.ric", "999999999999999999|99999999999999999A", "身份证|身份证号|身份证号码|公民身份号码|居民身份证", bare=0.95),
    _own("id.nik", "9999999999999999", "nik|no. ktp|ktp|nomor induk kependudukan", bare=0.6),
    _own("il.idnr", "999999999|99999999", "ת.ז|ת.ז.|תעודת זהות|מספר זהות|teudat zehut|israeli id"),
    _own("in_.aadhaar", "999999999999", "aadhaar|aadhar|aadhaar no|aadhaar number|uid|uidai|आधार|आधार संख्या", layouts="9999 9999 9999|9999-9999-9999", sure=0.75),
    _own("in_.epic", "AAA9999999", "epic|voter id|epic no|voter card|elector"),
    _own("jp.in_", "999999999999", "マイナンバー|個人番号|my number", layouts="9999 9999 9999", sure=0.6),
    _own("kr.rrn", "9999999999999", "주민등록번호|주민번호|rrn|resident registration number", layouts="999999-9999999", sure=0.95, bare=0.6),
    _own("mu.nid", "A9999999999999|A999999999999A", "nid|national identity card|nic", bare=0.8),
    _own("my.nric", "999999999999", "nric|mykad|ic no|no. kad pengenalan|no. k/p|no kp|kad pengenalan", layouts="999999-99-9999", sure=0.85),
    _own("pk.cnic", "9999999999999", "cnic|nic|cnic no|شناختی کارڈ", layouts="99999-9999999-9", sure=0.9),
    _own("th.pin", "9999999999999", "เลขประจำตัวประชาชน|เลขบัตรประชาชน|บัตรประชาชน|thai id", layouts="9-9999-99999-99-9|9 9999 99999 99 9", sure=0.95),
    _own("za.idnr", "9999999999999", "id number|identity number|sa id|rsa id|id no", layouts="999999 9999 999|999999 9999 99 9", bare=0.7),
    IdFormat("id_passport", "national_id", "", "A99999999|AA9999999|A9999999|AA999999|999999999|99999999|99AA99999|A99A99A99|A99AAA99A|A99A99999|AAA999999",
             "passport|passport no|passport number|passport no.|reisepass|reisepassnummer|passnummer|pass-nr|pass-nr.|passeport|n° de passeport|numéro de passeport|pasaporte|"
             "número de pasaporte|nº de pasaporte|passaporto|numero di passaporto|passaporte|paspoort|paspoortnummer|paszport|numer paszportu|seria i numer paszportu|passi|passinumero|pasnummer|"
             "паспорт|серия и номер паспорта|pasaport no|útlevél|číslo pasu|cestovní pas|护照|护照号码|パスポート番号|旅券番号|여권번호"),
    IdFormat("id_card", "national_id", "", "A99A99A99|A99AAA99A|A99A99999|AAA999999|AA9999999|AAAAA9999A|999999999999|A99999999|AA999999|AA9999999AAA|A99A99A999",
             "personalausweisnummer|personalausweis|ausweis-nr|ausweisnummer|ausweis-nr.|carte nationale d'identité|carte d'identité n°|cni|carta d'identità|carta identità n|dowód osobisty|seria i numer dowodu|"
             "nr dowodu|numer dowodu|občanský průkaz|občiansky preukaz|személyi igazolvány|identity card no|id card no"),
    IdFormat("id_driving_licence", "national_id", "", "A9999999|A99999999|AA999999|A999999999999|99999999|999999999|A99AAA99A99|AAAAA999999AA9AA|AA9999999A|AA999999A|A999999999999999",
             "driver's license|drivers license|driver license|driving licence|driver's licence|driving license|dl no|dl number|führerschein|führerscheinnummer|führerschein-nr|permis de conduire|"
             "n° permis|permiso de conducir|patente di guida|patente n|carta de condução|rijbewijs|rijbewijsnummer|prawo jazdy|nr prawa jazdy|körkort|førerkort|kørekort|ajokortti|řidičský průkaz"),
)  # fmt: skip
