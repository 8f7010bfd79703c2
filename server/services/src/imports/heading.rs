use domain::imports::ImportField;
use domain::turkish::fold;

use ImportField::{
    City, Code, CustomerName, Email, FamilyName, FullName, GivenName, Language, Notes, Phone, Recipient,
    Skip, Tag, TaxNumber, Title,
};

/// Headings as a whole, folded, without punctuation and trailing numbers. Words of WOLVOX's tables and
/// exports, of other Turkish programs, and of address books.
const WHOLE: &[(ImportField, &[&str])] = &[
    (
        Code,
        &[
            "carikodu",
            "cari kodu",
            "cari kod",
            "cari no",
            "cari hesap kodu",
            "hesap kodu",
            "kod",
            "kodu",
            "musteri kodu",
            "musteri no",
            "musteri numarasi",
            "code",
            "customer code",
            "customer id",
            "customer no",
            "account code",
        ],
    ),
    (
        Title,
        &[
            "unvan",
            "unvani",
            "ticari unvan",
            "ticari unvani",
            "firma",
            "firma adi",
            "firma unvani",
            "sirket",
            "sirket adi",
            "isletme",
            "kurum",
            "company",
            "company name",
            "organization",
            "title",
            "trade name",
            "firm",
        ],
    ),
    (
        CustomerName,
        &[
            "cari",
            "cari adi",
            "cari isim",
            "cari ismi",
            "cari unvan",
            "cari unvani",
            "cari hesap adi",
            "hesap adi",
            "musteri",
            "musteri adi",
            "musteri unvani",
            "musteri ismi",
            "customer",
            "customer name",
            "account name",
            "alici",
            "kisi firma",
        ],
    ),
    (
        FullName,
        &[
            "ad soyad",
            "adi soyadi",
            "ad soyadi",
            "adi soyad",
            "adsoyad",
            "isim soyisim",
            "isim soyad",
            "ismi soyismi",
            "yetkili",
            "yetkili adi",
            "yetkili kisi",
            "ilgili kisi",
            "ilgili",
            "full name",
            "fullname",
            "name surname",
            "contact name",
            "contact",
            "display name",
            "musteri adi soyadi",
        ],
    ),
    (FamilyName, &["soyad", "soyadi", "soyisim", "soyismi", "surname", "last name", "family name"]),
    (GivenName, &["ad", "adi", "isim", "ismi", "first name", "given name", "name"]),
    (
        TaxNumber,
        &[
            "vergi no",
            "vergi numarasi",
            "vergino",
            "vkn",
            "vergi kimlik no",
            "tax number",
            "tax no",
            "tax id",
            "vergi tc no",
            "vkn tckn",
            "vergi no tc kimlik no",
        ],
    ),
    (
        City,
        &["il", "ili", "sehir", "sehri", "city", "sehir il", "il sehir", "il ilce", "province", "ili fatura"],
    ),
    (
        Tag,
        &[
            "grup",
            "grubu",
            "cari grubu",
            "cari grup",
            "musteri grubu",
            "etiket",
            "etiketler",
            "tag",
            "tags",
            "group",
            "groups",
            "kategori",
            "sinif",
            "segment",
        ],
    ),
    (Language, &["dil", "dili", "language", "lang"]),
    (
        Recipient,
        &["alici tipi", "alici turu", "bireysel tacir", "recipient type", "iys tipi", "musteri tipi"],
    ),
    (
        Notes,
        &[
            "not",
            "notlar",
            "notu",
            "note",
            "notes",
            "aciklama",
            "aciklamalar",
            "remark",
            "remarks",
            "comment",
        ],
    ),
    // What looks like one of the others, or must not be taken in at all.
    (
        Skip,
        &[
            "posta kodu",
            "postcode",
            "zip code",
            "zip",
            "alan kodu",
            "ulke kodu",
            "faks",
            "fax",
            "faks no",
            "faxno",
            "vergi dairesi",
            "t c kimlik no",
            "tc kimlik no",
            "tc kimlik",
            "tc no",
            "tckn",
            "kimlik no",
            "blkodu",
            "ozel kodu",
            "ilce",
            "ilcesi",
            "adres",
            "adresi",
            "address",
            "web",
            "web adresi",
            "website",
            "bakiye",
            "borc",
            "alacak",
            "sira",
            "sira no",
            "no",
            "ulke",
            "telefonla arama",
        ],
    ),
];

/// Beginnings of words that tell phones and e-mail addresses in longer headings.
const PHONE_WORDS: &[&str] = &["cep", "gsm", "tel", "mobil", "phone", "whatsapp", "celular", "cell"];

/// What a column with this heading holds; `None` for headings that say nothing.
pub(super) fn field_of_heading(heading: &str) -> Option<ImportField> {
    let words = plain(heading);
    if words.is_empty() {
        return None;
    }
    let whole = WHOLE.iter().find(|(_, names)| names.contains(&words.as_str())).map(|(field, _)| *field);
    whole.or_else(|| by_words(&words))
}

fn by_words(words: &str) -> Option<ImportField> {
    let any = |test: fn(&str) -> bool| words.split(' ').any(test);
    if any(|word| word.starts_with("faks") || word.starts_with("fax")) {
        return Some(Skip);
    }
    if words.contains("mail") || words.starts_with("e posta") || words.contains("eposta") {
        return Some(Email);
    }
    if any(|word| PHONE_WORDS.iter().any(|start| word.starts_with(start))) {
        return Some(Phone);
    }
    if words.contains("soyad") || words.contains("soyisim") {
        return Some(if words.contains("unvan") { CustomerName } else { FullName });
    }
    if words.contains("unvan") {
        return Some(if words.contains("ad") || words.contains("isim") { CustomerName } else { Title });
    }
    None
}

/// Folded letters and digits in words, without the number at the end: `Telefon-1` is `telefon`.
fn plain(heading: &str) -> String {
    let folded = fold(heading);
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<_> =
        words.map(|word| word.trim_end_matches(|mark: char| mark.is_ascii_digit())).collect();
    words.retain(|word| !word.is_empty());
    words.join(" ")
}

/// A first name without a family name beside it is a whole name. A firm's name that is the only name of
/// a list stands for people too: whoever is no firm by name needs consent like anybody.
pub(super) fn settle_names(columns: &mut [ImportField]) {
    let has_family = columns.contains(&FamilyName);
    let has_full = columns.contains(&FullName);
    for column in columns.iter_mut().filter(|column| **column == GivenName && !has_family) {
        *column = if has_full { Skip } else { FullName };
    }
    let has_person =
        columns.iter().any(|column| matches!(column, FullName | GivenName | FamilyName | CustomerName));
    let firm = columns.iter_mut().find(|column| **column == Title).filter(|_| !has_person);
    if let Some(firm) = firm {
        *firm = CustomerName;
    }
    forget_repeated(columns);
}

/// Of two columns for something that has one, the first is taken.
fn forget_repeated(columns: &mut [ImportField]) {
    for place in 1..columns.len() {
        let field = columns[place];
        if !field.may_repeat() && columns[..place].contains(&field) {
            columns[place] = Skip;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_headings_of_turkish_programs() {
        for (heading, field) in [
            ("CARİ KODU", Code),
            ("CARIKODU", Code),
            ("Ünvanı", Title),
            ("Ticari Ünvan", Title),
            ("TICARI_UNVANI", Title),
            ("Adı Soyadı / Ünvanı", CustomerName),
            ("ADI_SOYADI", FullName),
            ("Cari Adı", CustomerName),
            ("Cep Tel", Phone),
            ("CEP_TEL", Phone),
            ("GSM", Phone),
            ("Telefon 1", Phone),
            ("TEL2", Phone),
            ("Cep Telefonu (WhatsApp)", Phone),
            ("E-Posta", Email),
            ("E_MAIL", Email),
            ("e-posta adresi", Email),
            ("Vergi No", TaxNumber),
            ("VERGI_NO", TaxNumber),
            ("Şehir/İl", City),
            ("ŞEHİR", City),
            ("ILI_1", City),
            ("Grup", Tag),
            ("GRUBU", Tag),
            ("Açıklama", Notes),
        ] {
            assert_eq!(field_of_heading(heading), Some(field), "{heading}");
        }
    }

    #[test]
    fn leaves_out_what_only_looks_alike() {
        for heading in ["Posta Kodu", "FAKS", "Faks No", "T.C. Kimlik No", "Vergi Dairesi", "BLKODU", "Adres"]
        {
            assert_eq!(field_of_heading(heading), Some(Skip), "{heading}");
        }
        assert_eq!(field_of_heading("Lastik ebadı"), None);
    }

    #[test]
    fn a_name_alone_is_a_whole_name() {
        let mut alone = [GivenName, Phone, Title, Title];
        settle_names(&mut alone);
        assert_eq!(alone, [FullName, Phone, Title, Skip]);
        let mut pair = [GivenName, FamilyName];
        settle_names(&mut pair);
        assert_eq!(pair, [GivenName, FamilyName]);
        let mut firm = [Code, Title, Phone, Title];
        settle_names(&mut firm);
        assert_eq!(firm, [Code, CustomerName, Phone, Title]);
    }
}
