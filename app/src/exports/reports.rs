use domain::lang::Lang;
use domain::money::Currency;
use domain::reports::{Counted, MemberReportRow, VolumeRow};
use domain::rights::{Right, Rights};
use services::exports::{Cell, Layout};

use super::words::locale;
use crate::i18n::*;
use crate::parts::channel_name;
use crate::reports::member_name;

/// Who sent what, in a file.
#[derive(Debug, Clone, Copy)]
pub struct MemberTable {
    i18n: Locale,
    rights: Rights,
}

/// Volume and cost by day and channel, in a file.
#[derive(Debug, Clone, Copy)]
pub struct VolumeTable {
    i18n: Locale,
    rights: Rights,
}

impl MemberTable {
    pub const fn new(lang: Lang, rights: Rights) -> Self {
        Self { i18n: locale(lang), rights }
    }
}

impl VolumeTable {
    pub const fn new(lang: Lang, rights: Rights) -> Self {
        Self { i18n: locale(lang), rights }
    }
}

impl Layout for MemberTable {
    type Row = MemberReportRow;

    fn title(&self) -> String {
        t_string!(self.i18n, exports.file_members).to_owned()
    }

    fn heads(&self) -> Vec<String> {
        heads(self.i18n, t_string!(self.i18n, exports.col_member), self.rights)
    }

    fn cells(&self, row: &MemberReportRow) -> Vec<Cell> {
        let channel = channel_name(self.i18n, row.channel);
        let first = [Cell::text(member_name(self.i18n, row)), Cell::text(channel)];
        first.into_iter().chain(counted(&row.counted, self.rights)).collect()
    }
}

impl Layout for VolumeTable {
    type Row = VolumeRow;

    fn title(&self) -> String {
        t_string!(self.i18n, exports.file_volume).to_owned()
    }

    fn heads(&self) -> Vec<String> {
        heads(self.i18n, t_string!(self.i18n, exports.col_day), self.rights)
    }

    fn cells(&self, row: &VolumeRow) -> Vec<Cell> {
        let first = [Cell::Day(row.day), Cell::text(channel_name(self.i18n, row.channel))];
        first.into_iter().chain(counted(&row.counted, self.rights)).collect()
    }
}

fn heads(i18n: Locale, first: &str, rights: Rights) -> Vec<String> {
    let heads = [
        first,
        t_string!(i18n, exports.col_channel),
        t_string!(i18n, exports.col_sent),
        t_string!(i18n, exports.col_arrived),
        t_string!(i18n, exports.col_failed),
        t_string!(i18n, exports.col_waiting),
        t_string!(i18n, exports.col_left_out),
    ];
    let costs = Currency::ALL.iter().filter(|_| rights.has(Right::SeeFinancial));
    let costs =
        costs.map(|currency| t_string!(i18n, exports.col_cost_in, currency = currency.code()).to_string());
    heads.into_iter().map(ToOwned::to_owned).chain(costs).collect()
}

fn counted(counted: &Counted, rights: Rights) -> Vec<Cell> {
    let Counted { sent, arrived, failed, waiting, left_out, .. } = *counted;
    let counts = [sent, arrived, failed, waiting, left_out].map(|count| Cell::Count(count.into()));
    let costs = Currency::ALL.iter().filter(|_| rights.has(Right::SeeFinancial));
    let costs = costs.map(|currency| counted.cost_in(*currency).map_or(Cell::Empty, Cell::Amount));
    counts.into_iter().chain(costs).collect()
}
