use domain::lang::Lang;
use domain::phone::humanize;
use domain::rights::{Right, Rights};
use services::exports::{Cell, Layout, MessageRecord};

use super::words::{cost_cells, cost_heads, locale, purpose_text};
use crate::i18n::*;
use crate::messages::labels::{class_text, reason_text, state_text};
use crate::parts::channel_name;

/// Messages in a file, in the columns that its reader may see.
#[derive(Debug, Clone, Copy)]
pub struct MessageTable {
    i18n: Locale,
    rights: Rights,
}

impl MessageTable {
    pub const fn new(lang: Lang, rights: Rights) -> Self {
        Self { i18n: locale(lang), rights }
    }
}

impl Layout for MessageTable {
    type Row = MessageRecord;

    fn title(&self) -> String {
        t_string!(self.i18n, exports.file_messages).to_owned()
    }

    fn heads(&self) -> Vec<String> {
        let i18n = self.i18n;
        let heads = [
            t_string!(i18n, exports.col_made),
            t_string!(i18n, exports.col_channel),
            t_string!(i18n, exports.col_recipient),
            t_string!(i18n, exports.col_name),
            t_string!(i18n, exports.col_state),
            t_string!(i18n, exports.col_reason),
            t_string!(i18n, exports.col_changed),
            t_string!(i18n, exports.col_late),
            t_string!(i18n, exports.col_due),
            t_string!(i18n, exports.col_class),
            t_string!(i18n, exports.col_purpose),
            t_string!(i18n, exports.col_campaign),
            t_string!(i18n, exports.col_account),
            t_string!(i18n, exports.col_sender),
            t_string!(i18n, exports.col_author),
            t_string!(i18n, exports.col_approver),
            t_string!(i18n, exports.col_attempts),
            t_string!(i18n, exports.col_number),
            t_string!(i18n, exports.col_first),
        ];
        let mut heads = heads.map(ToOwned::to_owned).to_vec();
        if self.rights.has(Right::SeeBodies) {
            heads.push(t_string!(i18n, exports.col_subject).to_owned());
            heads.push(t_string!(i18n, exports.col_text).to_owned());
        }
        if self.rights.has(Right::SeeFinancial) {
            heads.extend(cost_heads(i18n));
        }
        heads
    }

    fn cells(&self, row: &MessageRecord) -> Vec<Cell> {
        let i18n = self.i18n;
        let mut cells = vec![
            Cell::Moment(row.made),
            Cell::text(channel_name(i18n, row.channel)),
            Cell::text(humanize(&row.recipient)),
            Cell::maybe(row.name.as_deref()),
            Cell::text(state_text(i18n, row.state)),
            Cell::maybe(row.reason.map(|reason| reason_text(i18n, reason))),
            Cell::Moment(row.changed),
            Cell::maybe(row.late.then(|| t_string!(i18n, exports.yes))),
            Cell::Moment(row.due),
            Cell::text(class_text(i18n, row.class)),
            Cell::text(purpose_text(i18n, row.purpose)),
            Cell::maybe(row.campaign.as_deref()),
            Cell::maybe(row.account.as_deref()),
            Cell::maybe(row.sender.as_deref()),
            Cell::maybe(row.author.as_deref()),
            Cell::maybe(row.approver.as_deref()),
            Cell::Count(row.attempts.into()),
            Cell::text(row.id.to_string()),
            Cell::maybe(row.resend_of.map(|id| id.to_string())),
        ];
        if self.rights.has(Right::SeeBodies) {
            let (subject, text) = row.said.as_ref().map(|(subject, text)| (subject, text)).unzip();
            cells.extend([Cell::maybe(subject.cloned()), Cell::maybe(text.cloned())]);
        }
        if self.rights.has(Right::SeeFinancial) {
            cells.extend(cost_cells(row.cost));
        }
        cells
    }
}
