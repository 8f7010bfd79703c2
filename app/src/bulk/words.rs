use domain::lang::Lang;
use domain::messages::BulkAct;
use domain::turkish::format_integer;

use crate::i18n::*;

pub fn title_text(i18n: Locale, act: BulkAct) -> &'static str {
    match act {
        BulkAct::Resend => t_string!(i18n, bulk.resend),
        BulkAct::Cancel => t_string!(i18n, bulk.cancel),
        BulkAct::Hold => t_string!(i18n, bulk.hold),
        BulkAct::Release => t_string!(i18n, bulk.release),
    }
}

pub fn means_text(i18n: Locale, act: BulkAct) -> &'static str {
    match act {
        BulkAct::Resend => t_string!(i18n, bulk.resend_means),
        BulkAct::Cancel => t_string!(i18n, bulk.cancel_means),
        BulkAct::Hold => t_string!(i18n, bulk.hold_means),
        BulkAct::Release => t_string!(i18n, bulk.release_means),
    }
}

/// How many it will be about.
pub fn count_text(i18n: Locale, lang: Lang, act: BulkAct, count: u32) -> String {
    let number = format_integer(i64::from(count), lang);
    match act {
        BulkAct::Resend => t_count!(i18n, count, bulk.one_resend_count | resend_count, count = number),
        BulkAct::Cancel => t_count!(i18n, count, bulk.one_cancel_count | cancel_count, count = number),
        BulkAct::Hold => t_count!(i18n, count, bulk.one_hold_count | hold_count, count = number),
        BulkAct::Release => t_count!(i18n, count, bulk.one_release_count | release_count, count = number),
    }
}

/// How many it was about.
pub fn done_text(i18n: Locale, lang: Lang, act: BulkAct, count: u32) -> String {
    let number = format_integer(i64::from(count), lang);
    match act {
        BulkAct::Resend => t_count!(i18n, count, bulk.one_resend_done | resend_done, count = number),
        BulkAct::Cancel => t_count!(i18n, count, bulk.one_cancel_done | cancel_done, count = number),
        BulkAct::Hold => t_count!(i18n, count, bulk.one_hold_done | hold_done, count = number),
        BulkAct::Release => t_count!(i18n, count, bulk.one_release_done | release_done, count = number),
    }
}
