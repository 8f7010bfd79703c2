//! The limit of the company that a send would pass, in the visitor's words.

use domain::lang::Lang;
use domain::limits::{CompanyLimit, Left, LimitReached};
use domain::turkish::{format_date_time, format_integer, format_money};

use crate::i18n::*;
use crate::parts::channel_name;

/// Which limit, what it still leaves, and when counting begins anew.
pub fn limit_text(i18n: Locale, reached: &LimitReached) -> String {
    let lang = match i18n {
        Locale::tr => Lang::Tr,
        Locale::en => Lang::En,
    };
    let (count, left) = match reached.left {
        Left::Messages(messages) => (messages, format_integer(messages.into(), lang)),
        Left::Money(money) => (0, format_money(money, lang)),
    };
    let time = reached.resets_at.map(|at| format_date_time(at, lang)).unwrap_or_default();
    let channel = channel_name(i18n, reached.channel);
    match reached.limit {
        CompanyLimit::MessagesDay => t_count!(
            i18n,
            count,
            problem.one_limit_messages_day | limit_messages_day,
            channel = channel,
            left = left,
            time = time
        ),
        CompanyLimit::MessagesMonth => t_count!(
            i18n,
            count,
            problem.one_limit_messages_month | limit_messages_month,
            channel = channel,
            left = left,
            time = time
        ),
        CompanyLimit::MoneyDay => {
            t_string!(i18n, problem.limit_money_day, left = left, time = time).to_string()
        }
        CompanyLimit::Recipients => {
            t_count!(i18n, count, problem.one_limit_recipients | limit_recipients, left = left)
        }
    }
}
