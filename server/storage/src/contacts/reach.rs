use domain::contacts::{AddressKind, ContactAddress, HasAddress};

/// Which kinds of addresses a card has; the first column of the indexes that lists read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reach(i16);

impl Reach {
    pub(crate) const NONE: Self = Self(0);
    const PHONE: i16 = 1;
    const EMAIL: i16 = 2;

    pub(crate) const fn code(self) -> i16 {
        self.0
    }

    pub(crate) const fn from_code(code: i16) -> Self {
        Self(code)
    }

    pub(super) fn of<'a>(addresses: impl IntoIterator<Item = &'a ContactAddress>) -> Self {
        addresses.into_iter().fold(Self::NONE, |reach, address| {
            Self(
                reach.0
                    | match address.kind() {
                        AddressKind::Phone => Self::PHONE,
                        AddressKind::Email => Self::EMAIL,
                    },
            )
        })
    }

    /// Those that a filter means; all of them without one.
    #[must_use]
    pub const fn of_filter(has: Option<HasAddress>) -> &'static [Self] {
        match has {
            None => &[Self(0), Self(1), Self(2), Self(3)],
            Some(HasAddress::Phone) => &[Self(1), Self(3)],
            Some(HasAddress::Email) => &[Self(2), Self(3)],
            Some(HasAddress::Nothing) => &[Self(0)],
            Some(HasAddress::Reported) => &[Self(1), Self(2), Self(3)],
        }
    }

    /// Those with an address of a kind.
    #[must_use]
    pub const fn with(kind: AddressKind) -> &'static [Self] {
        match kind {
            AddressKind::Phone => Self::of_filter(Some(HasAddress::Phone)),
            AddressKind::Email => Self::of_filter(Some(HasAddress::Email)),
        }
    }

    /// `reach IN (…)` for a filter.
    pub(super) fn list(reaches: &[Self]) -> String {
        reaches.iter().map(|reach| reach.0.to_string()).collect::<Vec<_>>().join(", ")
    }
}
