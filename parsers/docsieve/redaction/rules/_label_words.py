"""Words that say what stands behind or below them, in many languages. Data only; all in lower case."""

from __future__ import annotations

from typing import Final

PHONE: Final = """
call us on|call us at|call me on|call me at|reach us at|reach me at|bel ons op|rufen sie uns an|erreichbar unter|unter der nummer|llámenos al|appelez le|joindre au|
tel|tel.no|tel. no|telephone|phone|phone number|telephone number|phone no|call|mobile|mobile number|mobile phone|cell|cell phone|fax|telefax|
whatsapp|hotline|contact number|contact no|ph|mob|telefon|telefonnummer|tel.-nr|rufnummer|handy|handynummer|mobil|mobiltelefon|mobilnummer|
festnetz|durchwahl|telefonisch unter|fon|téléphone|tél|portable|numéro de téléphone|télécopie|teléfono|tfno|tlf|tlfno|móvil|celular|
telefono|cellulare|cell.|recapito telefonico|telefone|telemóvel|contato|telefoon|telefoonnummer|gsm|mobiel|
numer telefonu|tel. kom|kom|komórka|telefon komórkowy|telefonní číslo|mobilní telefon|telefónne číslo|
puh|puhelin|puhelinnumero|matkapuhelin|telefonszám|mobiltelefonnummer|mobilni|telefonska številka|
тел|телефон|моб|мобильный|факс|τηλέφωνο|τηλ|κινητό|φαξ|telefon numarası|cep telefonu|cep|gsm no|טלפון|נייד|הاتف|هاتف|جوال|रफ़ोन|फ़ोन|मोबाइल|
điện thoại|số điện thoại|telepon|no. hp|nomor telepon|telefon bimbit
"""
PHONE_UNSPACED: Final = (
    "電話|携帯|携帯電話|電話番号|ファックス|电话|手机|联系电话|传真|전화|휴대폰|연락처|โทร|โทรศัพท์"
)

CARD: Final = """
card|card number|card no|credit card|debit card|visa|mastercard|amex|american express|kreditkarte|kreditkartennummer|kartennummer|karte|
carte|carte bancaire|numéro de carte|tarjeta|número de tarjeta|carta di credito|numero carta|cartão|creditcard|kaartnummer|karta|numer karty|
kortnummer|kort|карта|номер карты
"""

#: Labels of things that are no personal number, however many digits they have.
OTHER: Final = """
order|order no|order number|order id|purchase order|po number|invoice|invoice no|invoice number|tracking|tracking number|serial|serial number|
serial no|s/n|sn|isbn|issn|ean|gtin|upc|sku|part|part no|part number|item|item no|article|article no|model|batch|lot|version|build|revision|
reference|ref|ref.no|ticket|case|case no|case number|docket|file number|claim|policy|policy number|contract|contract number|customer number|
customer no|account|account number|transaction|transaction id|confirmation|booking|barcode|checksum|hash|commit|doi|coordinates|gps|lat|latitude|
longitude|timestamp|unix time|population|total|amount|amount due|subtotal|sum|price|imei|container|patent|page|pages|figure|bulletin|docket no|circular|directive|section|
bestellnummer|bestellung|bestell-nr|auftrag|auftragsnummer|auftrags-nr|rechnung|rechnungsnummer|rechnungs-nr|rechnung nr|artikel|artikelnummer|artikel-nr|
kundennummer|kunden-nr|vorgang|vorgangsnummer|aktenzeichen|az|seriennummer|sendungsnummer|vertragsnummer|vertrag|betrag|summe|gesamtbetrag|preis|charge|
zählernummer|katalognummer|teilenummer|beleg|belegnummer|lieferschein|bestellnr|
commande|numéro de commande|facture|facture n°|numéro de facture|réf|référence|article|dossier|colis|numéro de suivi|numéro de série|montant|lot|
pedido|número de pedido|factura|factura n.º|referencia|expediente|número de serie|seguimiento|importe|albarán|artículo|
ordine|numero ordine|fattura|fattura n|riferimento|articolo|pratica|importo|matricola|spedizione|
encomenda|fatura|pedido n|referência|processo|valor|nota fiscal|
factuur|factuurnummer|bestelling|ordernummer|klantnummer|zaaknummer|bedrag|artikelnummer|
zamówienie|nr zamówienia|faktura|nr faktury|numer zamówienia|kwota|sygnatura|nr seryjny|
objednávka|číslo objednávky|faktura č|beställning|fakturanummer|ordre|ordrenummer|ärende|tilaus|tilausnumero|lasku|laskun numero|rendelés|számla|
заказ|номер заказа|счет|счёт|артикул|сумма|παραγγελία|τιμολόγιο|sipariş|sipariş no|fatura no|tutar
"""
OTHER_UNSPACED: Final = "注文番号|請求書番号|商品番号|订单号|发票号|주문번호|송장번호"

BIRTH: Final = """
date of birth|d.o.b|dob|birth date|birthdate|birthday|born|born on|born in|geboren|geboren am|geb|geb. am|geburtsdatum|geburtstag|geb.-datum|
né le|née le|né(e) le|né|née|date de naissance|naissance|naissance le|nacido el|nacida el|nacido|nacida|fecha de nacimiento|f. nacimiento|nacimiento|
nato il|nata il|nato a|nata a|nato/a il|data di nascita|nascita|nascido em|nascida em|nascido a|nascida a|data de nascimento|nascimento|nasc|
geboren op|geboortedatum|geb. datum|gebortedatum|geboortedag|urodzony|urodzona|urodzony dnia|ur|ur. dnia|data urodzenia|data ur|
narozen|narozena|narozen dne|narozena dne|datum narození|nar|narodený|narodená|dátum narodenia|született|születési dátum|születési idő|szül|
född|född den|födelsedatum|födelsedag|fødselsdato|født|født den|fødselsdag|syntynyt|syntymäaika|s. aika|născut|născută|născut la|născută la|data nașterii|
rođen|rođena|datum rođenja|rojen|rojena|datum rojstva|роден|родена|дата на раждане|дата рождения|родился|родилась|род|дата народження|народився|народилася|
ημερομηνία γέννησης|ημ. γέννησης|γεννήθηκε|γεννηθείς|γεννηθείσα|doğum tarihi|doğum|doğumlu|dzimšanas datums|dzimis|dzimusi|gimimo data|gimęs|gimusi|sünniaeg|sündinud|
fæddur|fædd|fæðingardagur|ngày sinh|sinh ngày|tanggal lahir|lahir|tempat/tgl lahir|tarikh lahir|data de naixement|nascut|nascuda|jaiotze data|
תאריך לידה|نולד|تاريخ الميلاد|مواليد|जन्म तिथि|जन्मतिथि
"""
BIRTH_UNSPACED: Final = "生年月日|誕生日|出生日期|出生年月|生年月|생년월일|วันเกิด|เกิดวันที่"

#: Before any national identity number.
NATIONAL: Final = """
national id|national id number|national identity number|identity number|identity card|identity card number|identity no|id number|id no|id card|personal number|personal id|
personal identification number|identification number|national identification number|social security|social security number|social security no|
national insurance number|ssn|sin|nin|citizen id|citizenship number|
ausweisnummer|personalausweis|ausweis-nr|personenkennzeichen|sozialversicherungsnummer|numéro de sécurité sociale|sécurité sociale|n° sécurité sociale|numéro national|
numéro d'identité|carte d'identité|documento de identidad|número de identidad|cédula de identidad|número de identificación|documento nacional de identidad|
numero di identificazione|documento d'identità|documento de identificação|número de identificação|persoonsnummer|identiteitsnummer|numer ewidencyjny|nr dowodu|dowód osobisty|
personligt nummer|ідентифікаційний номер|kimlik|nomor identitas|personnr|id
"""
#: Before any tax or VAT number.
TAX: Final = """
tax id|tax id number|tax id no|tax identification number|tax number|tax no|tin|vat|vat no|vat number|vat id|vat reg|vat reg. no|vat reg no|vat registration|vat registration number|
taxpayer id|taxpayer number|taxpayer identification number|steuernummer|steuer-nr|st.-nr|steuer-id|ust-id|ust-idnr|ust-id-nr|ust.-id|ust-idnr.|umsatzsteuer-id|
umsatzsteuer-identifikationsnummer|uid|uid-nr|uid-nummer|mwst-nr|mwst|numéro fiscal|n° tva|tva|n° tva intracommunautaire|numéro de tva|tva intracommunautaire|
identifiant fiscal|número fiscal|número de identificación fiscal|número de identificação fiscal|identificación fiscal|partita iva|p. iva|p.iva|p.i|
codice fiscale|btw|btw-nummer|btw-nr|btw nr|btw-id|fiscaal nummer|numer identyfikacji podatkowej|daňové identifikační číslo|dič|momsnr|moms nr|moms|momsregistreringsnummer|momsnummer|
vat-nummer|alv|alv-numero|alv-nro|adószám|közösségi adószám|áfa|cod fiscal|cod tva|ддс|ндс|ινн|инн|αφμ|α.φ.μ|afm|vergi no|vergi numarası|vergi kimlik no|
porezni broj|davčna številka|id za ddv|pvn|pvm|km|kmkr|kmkr nr|siret|siren|ein|employer identification number|utr
"""
