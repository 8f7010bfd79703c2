use domain::contacts::{ContactAddress, ContactCard};
use domain::id::CompanyId;
use domain::turkish::fold;

use crate::services::Services;

impl Services {
    /// What a person leaves behind who is erased at their own request, and what a row is compared with:
    /// one mark for each address and for the code. Nobody without the secret of the installation can
    /// tell whose it is.
    pub(crate) fn marks<'a>(
        &self,
        company: CompanyId,
        card: &ContactCard,
        addresses: impl IntoIterator<Item = &'a ContactAddress>,
    ) -> Vec<i64> {
        let code = card.code.as_deref().map(fold).filter(|code| !code.is_empty());
        let code = code.map(|code| format!("code {code}"));
        let code = code.map(|code| self.mark(company, &code));
        addresses.into_iter().map(|address| self.mark_of(company, address)).chain(code).collect()
    }

    pub(super) fn mark_of(&self, company: CompanyId, address: &ContactAddress) -> i64 {
        self.mark(company, &format!("address {}", address.key()))
    }

    fn mark(&self, company: CompanyId, text: &str) -> i64 {
        let hash = self.secret().pseudonym("tombstone.v1", &format!("{company} {text}"));
        hash.iter().take(8).fold(0, |mark, byte| (mark << 8) | i64::from(*byte))
    }
}
