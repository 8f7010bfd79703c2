use domain::lang::Lang;
use domain::page::Brand;
use domain::turkish::{format_credit, format_date};

use super::SystemMail;

/// The words of a mail: plain text, lines ended by `\n`.
#[derive(Clone, PartialEq, Eq)]
pub struct RenderedMail {
    pub subject: String,
    pub text: String,
}

impl std::fmt::Debug for RenderedMail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RenderedMail({:?})", self.subject)
    }
}

impl SystemMail {
    /// Writes the mail in a language, under the operator's brand.
    pub fn render(&self, lang: Lang, brand: &Brand) -> RenderedMail {
        let (subject, body) = match lang {
            Lang::Tr => self.in_turkish(),
            Lang::En => self.in_english(),
        };
        let subject = format!("{}: {subject}", brand.name);
        RenderedMail { subject, text: format!("{body}\n\n{}\n{}\n", brand.name, brand.contact) }
    }

    fn in_turkish(&self) -> (String, String) {
        match self {
            Self::PasswordReset { name, link } => (
                "şifre yenileme bağlantınız".to_owned(),
                format!(
                    "Merhaba {name},\n\nYeni bir şifre belirlemek için 30 dakika içinde şu bağlantıyı açın:\n\
                     {link}\n\nBunu siz istemediyseniz bir şey yapmanıza gerek yok; şifreniz değişmedi."
                ),
            ),
            Self::PasswordChanged { name, address } => (
                "şifreniz değişti".to_owned(),
                format!(
                    "Merhaba {name},\n\nHesabınızın şifresi {address} adresinden değiştirildi ve diğer tüm \
                     oturumlarınız kapatıldı.\n\nBunu siz yapmadıysanız hemen şifrenizi yenileyin ve bize yazın."
                ),
            ),
            Self::Invitation { company, invited_by, link } => (
                format!("{company} sizi davet ediyor"),
                format!(
                    "Merhaba,\n\n{invited_by}, sizi {company} şirketine davet etti. Katılmak için 7 gün içinde şu \
                     bağlantıyı açın:\n{link}\n\nBu daveti beklemiyorsanız bu iletiyi yok sayabilirsiniz."
                ),
            ),
            Self::EmailConfirm { name, link } => (
                "yeni e-posta adresinizi onaylayın".to_owned(),
                format!(
                    "Merhaba {name},\n\nHesabınızın e-posta adresini bu adresle değiştirmek için 60 dakika içinde şu \
                     bağlantıyı açıp onaylayın:\n{link}\n\nBunu siz istemediyseniz bir şey yapmanıza gerek yok; \
                     hiçbir şey değişmedi."
                ),
            ),
            Self::EmailChanged { name, email, address } => (
                "e-posta adresiniz değişti".to_owned(),
                format!(
                    "Merhaba {name},\n\nHesabınızın e-posta adresi artık {email}. Değişiklik {address} adresinden \
                     onaylandı.\n\nBunu siz yapmadıysanız hemen bize yazın."
                ),
            ),
            Self::SecondFactorChanged { name, is_on, address } => {
                let what = if *is_on { "açıldı" } else { "kapatıldı" };
                (
                    format!("iki adımlı giriş {what}"),
                    format!(
                        "Merhaba {name},\n\nHesabınızda iki adımlı giriş {what} ({address}).\n\nBunu siz \
                         yapmadıysanız hemen şifrenizi yenileyin ve bize yazın."
                    ),
                )
            }
            Self::CreditLow { company, account, left, least, lasts_until, link } => {
                let (left, least) = (format_credit(left, Lang::Tr), format_credit(least, Lang::Tr));
                let until = lasts_until.map(|day| format_date(day, Lang::Tr));
                let pace = until
                    .map(|day| format!("\n\nSon günlerdeki kullanımla tahminen {day} tarihine kadar yeter."));
                (
                    format!("{account} hesabının kredisi azaldı"),
                    format!(
                        "Merhaba,\n\n{company} şirketinin {account} hesabında kalan: {left}. Uyarı eşiği: \
                         {least}.{}\n\nAyrıntılar:\n{link}\n\nBu uyarı, kredi eşiğe her indiğinde bir kez gönderilir.",
                        pace.unwrap_or_default()
                    ),
                )
            }
        }
    }

    fn in_english(&self) -> (String, String) {
        match self {
            Self::PasswordReset { name, link } => (
                "your link for a new password".to_owned(),
                format!(
                    "Hello {name},\n\nOpen this link within 30 minutes to set a new password:\n{link}\n\n\
                     If you did not ask for it there is nothing to do; your password is unchanged."
                ),
            ),
            Self::PasswordChanged { name, address } => (
                "your password was changed".to_owned(),
                format!(
                    "Hello {name},\n\nThe password of your account was changed from {address}, and all your other \
                     sessions were ended.\n\nIf it was not you, reset your password at once and write to us."
                ),
            ),
            Self::Invitation { company, invited_by, link } => (
                format!("{company} invites you"),
                format!(
                    "Hello,\n\n{invited_by} has invited you to {company}. Open this link within 7 days to join:\n\
                     {link}\n\nIf you do not expect this you can ignore it."
                ),
            ),
            Self::EmailConfirm { name, link } => (
                "confirm your new e-mail address".to_owned(),
                format!(
                    "Hello {name},\n\nOpen this link within 60 minutes and confirm, to make this the address of your \
                     account:\n{link}\n\nIf you did not ask for it there is nothing to do; nothing was changed."
                ),
            ),
            Self::EmailChanged { name, email, address } => (
                "your e-mail address was changed".to_owned(),
                format!(
                    "Hello {name},\n\nThe e-mail address of your account is now {email}. It was confirmed from \
                     {address}.\n\nIf it was not you, write to us at once."
                ),
            ),
            Self::SecondFactorChanged { name, is_on, address } => {
                let what = if *is_on { "on" } else { "off" };
                (
                    format!("two-step sign-in is {what}"),
                    format!(
                        "Hello {name},\n\nTwo-step sign-in of your account was switched {what} ({address}).\n\nIf \
                         it was not you, reset your password at once and write to us."
                    ),
                )
            }
            Self::CreditLow { company, account, left, least, lasts_until, link } => {
                let (left, least) = (format_credit(left, Lang::En), format_credit(least, Lang::En));
                let until = lasts_until.map(|day| format_date(day, Lang::En));
                let pace =
                    until.map(|day| format!("\n\nAt the pace of the last days it lasts until about {day}."));
                (
                    format!("the credit of {account} is low"),
                    format!(
                        "Hello,\n\nLeft on the account {account} of {company}: {left}. You are warned at {least} or \
                         less.{}\n\nDetails:\n{link}\n\nThis is sent once each time the credit comes down to that.",
                        pace.unwrap_or_default()
                    ),
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::credit::Credit;
    use domain::time::Date;

    use super::*;

    #[test]
    fn a_reset_mail_holds_its_link_in_both_languages() {
        let mail = SystemMail::PasswordReset { name: "Ayşe".to_owned(), link: "https://x/y".to_owned() };
        for lang in Lang::ALL {
            let text = mail.render(lang, &Brand::default()).text;
            assert!(text.contains("\nhttps://x/y\n") && text.contains("Ayşe"), "{text}");
        }
    }

    #[test]
    fn a_warning_tells_what_is_left_and_how_long_that_lasts() {
        let pieces = |count| Credit::Pieces { of: "Adet SMS".to_owned(), count };
        let mail = |lasts_until| SystemMail::CreditLow {
            company: "Işık Ltd.".to_owned(),
            account: "NetGSM".to_owned(),
            left: pieces(1_300),
            least: pieces(1_500),
            lasts_until,
            link: "https://x/y".to_owned(),
        };
        let day = Date::new(2026, 12, 5);
        let text = mail(day).render(Lang::Tr, &Brand::default()).text;
        for told in
            ["Işık Ltd.", "NetGSM", "1.300 Adet SMS", "1.500 Adet SMS", "05.12.2026", "\nhttps://x/y\n"]
        {
            assert!(text.contains(told), "{told}: {text}");
        }
        let text = mail(None).render(Lang::En, &Brand::default()).text;
        assert!(text.contains("1,300 Adet SMS") && !text.contains("pace"), "{text}");
    }

    #[test]
    fn a_link_is_not_printed() {
        let mail = SystemMail::PasswordReset { name: String::new(), link: "https://secret".to_owned() };
        let printed = format!("{mail:?} {:?}", mail.render(Lang::Tr, &Brand::default()));
        assert!(!printed.contains("secret"), "{printed}");
    }
}
