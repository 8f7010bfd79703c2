use domain::id::ContactId;

/// A page of a list, as ids in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactPage {
    pub ids: Vec<ContactId>,
    /// Where the page before this one ends.
    pub previous: Option<ContactId>,
    /// Where the next page begins. A narrow filter may find less than a page and still go on, since one
    /// look is bounded.
    pub next: Option<ContactId>,
    /// Everybody the filter finds; `None` when counting them would take too long.
    pub found: Option<u32>,
}

/// A card's place in the order of a list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub name_key: String,
    pub id: i64,
}
