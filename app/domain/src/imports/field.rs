use crate::coded::coded_enum;

coded_enum! {
    /// What a column of a list holds. Phones, e-mails, tags and notes may have several columns.
    ImportField {
        /// Nothing that is taken in.
        Skip = 0 "skip",
        GivenName = 1 "given_name",
        FamilyName = 2 "family_name",
        /// A person's whole name; the last word is the family name.
        FullName = 3 "full_name",
        /// A firm's trade name.
        Title = 4 "title",
        /// A customer's name, whether person or firm.
        CustomerName = 5 "customer_name",
        Phone = 6 "phone",
        Email = 7 "email",
        /// The customer's code in the ERP.
        Code = 8 "code",
        TaxNumber = 9 "tax_number",
        City = 10 "city",
        Tag = 11 "tag",
        Language = 12 "language",
        /// BIREYSEL or TACIR.
        Recipient = 13 "recipient",
        Notes = 14 "notes",
    }
}

impl ImportField {
    /// Whether several columns may hold it.
    pub const fn may_repeat(self) -> bool {
        matches!(self, Self::Skip | Self::Phone | Self::Email | Self::Tag | Self::Notes)
    }

    /// Whether a contact can be reached through it.
    pub const fn is_address(self) -> bool {
        matches!(self, Self::Phone | Self::Email)
    }
}
