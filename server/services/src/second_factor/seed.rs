use data_encoding::{BASE32_NOPAD, DecodeError};
use domain::id::UserId;
use qrcode::QrCode;
use qrcode::render::svg;
use secrecy::{ExposeSecret, SecretString};
use url::form_urlencoded::byte_serialize;
use zeroize::Zeroizing;

use crate::error::ServiceError;
use crate::secrets::{KeyScope, Sealed, SecretLabel, SecretPlace, random_bytes};
use crate::services::Services;

/// The secret that an authenticator app and the server share: 160 random bits, as base 32.
#[derive(Debug, Clone)]
pub(super) struct Seed(SecretString);

const fn place(user: UserId) -> SecretPlace {
    SecretPlace::new(KeyScope::User(user), SecretLabel::new("second_factors.seed.v1"), user.as_i64())
}

impl Seed {
    pub fn generate() -> Result<Self, ServiceError> {
        Ok(Self(SecretString::from(BASE32_NOPAD.encode(random_bytes::<20>()?.as_slice()))))
    }

    /// In groups of four, to be typed.
    pub fn to_type(&self) -> String {
        let letters: Vec<char> = self.0.expose_secret().chars().collect();
        letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }

    /// A picture of the `otpauth` address, as an `<svg>` element without a style of its own.
    ///
    /// # Errors
    /// A brand and an address that are longer than a picture holds; both are bounded.
    pub fn to_photograph(&self, brand: &str, email: &str) -> Result<String, ServiceError> {
        let code = QrCode::new(self.address(brand, email))
            .map_err(|_| ServiceError::Broken("an otpauth address is too long for a picture"))?;
        let drawn = code
            .render::<svg::Color>()
            .min_dimensions(220, 220)
            .dark_color(svg::Color("#000"))
            .light_color(svg::Color("#fff"))
            .build();
        Ok(drawn.find("<svg").map_or_else(String::new, |at| drawn[at..].to_owned()))
    }

    /// What apps read: the key URI format of Google Authenticator.
    fn address(&self, brand: &str, email: &str) -> String {
        let (issuer, account) = (encoded(brand), encoded(email));
        let secret = self.0.expose_secret();
        format!(
            "otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30"
        )
    }

    pub fn bytes(&self) -> Result<Zeroizing<Vec<u8>>, ServiceError> {
        let read: Result<_, DecodeError> = BASE32_NOPAD.decode(self.0.expose_secret().as_bytes());
        read.map(Zeroizing::new).map_err(|_| ServiceError::Broken("a seed is no base 32"))
    }
}

/// A part of a URI; a plus sign would not be read as a blank there.
fn encoded(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

impl Services {
    pub(super) async fn seal_seed(&self, user: UserId, seed: &Seed) -> Result<Vec<u8>, ServiceError> {
        Ok(self.vault().seal(&place(user), &seed.0).await?.into_bytes())
    }

    pub(super) async fn open_seed(&self, user: UserId, sealed: Vec<u8>) -> Result<Seed, ServiceError> {
        Ok(Seed(self.vault().open(&place(user), &Sealed::from_bytes(sealed)?).await?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_brand_and_account() {
        let seed = Seed(SecretString::from("GEZDGNBVGY3TQOJQ"));
        assert_eq!(
            seed.address("Işık & Co", "a+b@firma.com.tr"),
            "otpauth://totp/I%C5%9F%C4%B1k%20%26%20Co:a%2Bb%40firma.com.tr?secret=GEZDGNBVGY3TQOJQ\
             &issuer=I%C5%9F%C4%B1k%20%26%20Co&algorithm=SHA1&digits=6&period=30"
        );
        assert_eq!(seed.to_type(), "GEZD GNBV GY3T QOJQ");
    }

    #[test]
    fn a_picture_is_one_element_without_styles() -> Result<(), ServiceError> {
        let picture = Seed::generate()?.to_photograph(&"ş".repeat(100), &"a".repeat(254))?;
        assert!(picture.starts_with("<svg") && picture.trim_end().ends_with("</svg>"));
        assert!(!picture.contains("style") && !picture.contains("<script"));
        Ok(())
    }
}
