use crate::coded::coded_enum;
use crate::lang::Lang;
use crate::phone::PhoneError;
use crate::text::Text;
use crate::turkish::to_lower;

coded_enum! {
    /// Why a row of a list was refused, or a part of it left out.
    RejectReason {
        /// No phone number and no e-mail address in it.
        NoAddress = 1 "no_address",
        PhoneLetters = 2 "phone_letters",
        PhoneTooShort = 3 "phone_too_short",
        PhoneTooLong = 4 "phone_too_long",
        /// Neither Turkish nor with a country code.
        PhoneCountry = 5 "phone_country",
        /// Short numbers such as 444 1 234.
        PhoneShortNumber = 6 "phone_short_number",
        /// `9,05321E+11`: a spreadsheet has rounded the number, its last digits are lost.
        PhoneRounded = 7 "phone_rounded",
        EmailInvalid = 8 "email_invalid",
        /// The same customer stood in an earlier row of the list.
        Duplicate = 9 "duplicate",
        /// A cell is longer than its field.
        CellTooLong = 10 "cell_too_long",
        /// Bytes that are no letters in the encoding of the list.
        BadLetters = 11 "bad_letters",
        /// More cells than columns: a separator inside a cell without quotes.
        ExtraCells = 12 "extra_cells",
        /// The customer asked to be erased and may come back only by their own act.
        Erased = 13 "erased",
        TaxNumber = 14 "tax_number",
    }
}

impl RejectReason {
    /// The reason in words, for the file of refused rows and for the result page.
    pub const fn text(self, lang: Lang) -> &'static str {
        let text = self.words();
        match lang {
            Lang::Tr => text.tr,
            Lang::En => text.en,
        }
    }

    /// The same as it goes on after a colon: `“0532 12”: telefonda rakam eksik.`
    pub fn after_colon(self, lang: Lang) -> String {
        let text = self.text(lang);
        let (first, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
        let first = match lang {
            Lang::Tr => to_lower(first),
            Lang::En => first.to_lowercase(),
        };
        first + rest
    }

    const fn words(self) -> Text<&'static str> {
        let (tr, en) = match self {
            Self::NoAddress => ("Telefon ve e-posta yok.", "No phone and no e-mail."),
            Self::PhoneLetters => {
                ("Telefonda harf ya da tanınmayan işaret var.", "The phone holds letters or unknown marks.")
            }
            Self::PhoneTooShort => ("Telefonda rakam eksik.", "The phone lacks digits."),
            Self::PhoneTooLong => ("Telefonda fazla rakam var.", "The phone has too many digits."),
            Self::PhoneCountry => (
                "Yabancı numaranın başında + ve ülke kodu yok.",
                "A foreign number lacks + and country code.",
            ),
            Self::PhoneShortNumber => {
                ("Kısa numaraya (444…) mesaj gitmez.", "A short number (444…) receives no messages.")
            }
            Self::PhoneRounded => (
                "Numarayı Excel yuvarlamış (…E+11); sütunu metin yapıp listeyi yeniden kaydedin.",
                "The spreadsheet rounded the number (…E+11); format the column as text and save again.",
            ),
            Self::EmailInvalid => ("E-posta adresi okunamadı.", "The e-mail address cannot be read."),
            Self::Duplicate => {
                ("Aynı kişi listede daha önce geçti.", "The same contact stood in an earlier row.")
            }
            Self::CellTooLong => ("Bir hücredeki metin çok uzun.", "The text of a cell is too long."),
            Self::BadLetters => (
                "Satırda okunamayan harfler var; harf kodlamasını denetleyin.",
                "The row holds unreadable letters; check the encoding.",
            ),
            Self::ExtraCells => (
                "Satırda başlıktan fazla hücre var; ayraç bir hücrenin içinde geçiyor olabilir.",
                "The row has more cells than the header; a separator may stand inside a cell.",
            ),
            Self::Erased => (
                "Kişi silinmesini istemişti; listeyle geri alınamaz.",
                "The person asked to be erased; a list cannot bring them back.",
            ),
            Self::TaxNumber => ("Vergi numarası geçersiz.", "The tax number is not valid."),
        };
        Text::new(tr, en)
    }
}

impl From<PhoneError> for RejectReason {
    fn from(error: PhoneError) -> Self {
        match error {
            PhoneError::Empty => Self::NoAddress,
            PhoneError::Letters | PhoneError::Character(_) => Self::PhoneLetters,
            PhoneError::TooShort => Self::PhoneTooShort,
            PhoneError::TooLong => Self::PhoneTooLong,
            PhoneError::CountryUnclear => Self::PhoneCountry,
            PhoneError::Landline | PhoneError::NotAMobile => Self::PhoneShortNumber,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_words_in_both_languages() {
        for reason in RejectReason::ALL {
            let (tr, en) = (reason.text(Lang::Tr), reason.text(Lang::En));
            assert!(tr.ends_with('.') && en.ends_with('.') && tr != en, "{reason}");
        }
    }

    #[test]
    fn a_reason_goes_on_after_a_colon() {
        let reason = RejectReason::NoAddress;
        assert_eq!(reason.after_colon(Lang::Tr), "telefon ve e-posta yok.");
        assert_eq!(reason.after_colon(Lang::En), "no phone and no e-mail.");
    }
}
