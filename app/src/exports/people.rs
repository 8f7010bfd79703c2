use domain::lang::Lang;
use domain::phone::humanize;
use domain::rights::{Right, Rights};
use services::exports::{Cell, Layout, PersonRecord};

use super::words::{cost_cells, cost_heads, locale};
use crate::i18n::*;
use crate::messages::labels::{reason_text, state_text};

/// The people of a campaign in a file, in the columns that its reader may see.
#[derive(Debug, Clone, Copy)]
pub struct PersonTable {
    i18n: Locale,
    rights: Rights,
}

impl PersonTable {
    pub const fn new(lang: Lang, rights: Rights) -> Self {
        Self { i18n: locale(lang), rights }
    }
}

impl Layout for PersonTable {
    type Row = PersonRecord;

    fn title(&self) -> String {
        t_string!(self.i18n, exports.file_people).to_owned()
    }

    fn heads(&self) -> Vec<String> {
        let i18n = self.i18n;
        let heads = [
            t_string!(i18n, exports.col_name),
            t_string!(i18n, exports.col_recipient),
            t_string!(i18n, exports.col_result),
            t_string!(i18n, exports.col_reason),
            t_string!(i18n, exports.col_changed),
            t_string!(i18n, exports.col_number),
        ];
        let mut heads = heads.map(ToOwned::to_owned).to_vec();
        if self.rights.has(Right::SeeFinancial) {
            heads.extend(cost_heads(i18n));
        }
        heads
    }

    fn cells(&self, row: &PersonRecord) -> Vec<Cell> {
        let i18n = self.i18n;
        let result = match row.state {
            Some(state) => state_text(i18n, state),
            None => t_string!(i18n, exports.left_out),
        };
        let mut cells = vec![
            Cell::maybe(row.name.as_deref()),
            Cell::text(humanize(&row.address)),
            Cell::text(result),
            Cell::maybe(row.reason.map(|reason| reason_text(i18n, reason))),
            row.changed.map_or(Cell::Empty, Cell::Moment),
            Cell::maybe(row.message.map(|id| id.to_string())),
        ];
        if self.rights.has(Right::SeeFinancial) {
            cells.extend(cost_cells(row.cost));
        }
        cells
    }
}
