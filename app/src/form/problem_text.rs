//! A problem in the visitor's words: what happened and what to do.

use domain::failure::Problem;

use super::limit_text::limit_text;
use crate::i18n::*;

/// The sentence for a problem in the visitor's language; `detail` is what was typed, a limit or a name.
pub fn problem_text(i18n: Locale, problem: Problem, detail: Option<&str>) -> String {
    let sentence = sentence(i18n, problem);
    match (problem, detail.filter(|_| !tells_raw(problem))) {
        (Problem::TooManyTries, Some(seconds)) => {
            let count: u64 = seconds.parse().unwrap_or_default();
            t_count!(i18n, count, problem.one_too_many_tries_until | too_many_tries_until, seconds = seconds)
        }
        (_, Some(detail)) if problem.is_about_limits() => {
            detail.parse().map_or_else(|_| sentence.to_owned(), |reached| limit_text(i18n, &reached))
        }
        (_, Some(detail)) if names_typed(problem) => format!("{}: {sentence}", quoted(detail)),
        (_, Some(detail)) => format!("{sentence} ({detail})"),
        (_, None) => sentence.to_owned(),
    }
}

/// Whether the detail is a provider's own code, which says nothing to a person.
const fn tells_raw(problem: Problem) -> bool {
    use Problem as P;
    matches!(
        problem,
        P::ProviderRefused
            | P::ProviderUnreachable
            | P::ProviderUnclear
            | P::ProviderCredentials
            | P::ProviderSender
            | P::ProviderNoCredit
            | P::ProviderSettings
    )
}

/// Whether the detail is what was typed.
const fn names_typed(problem: Problem) -> bool {
    use Problem as P;
    matches!(problem, P::NotAPhone | P::NotAMobile | P::NotAnEmail | P::UnknownVariable)
}

/// `“0533 abc”, “0534 12x”, +5`: each of what was typed, and how many more there are.
fn quoted(typed: &str) -> String {
    let digits = |text: &str| text.bytes().all(|letter| letter.is_ascii_digit());
    let is_count = |text: &str| text.len() < 7 && text.strip_prefix('+').is_some_and(digits);
    let one = |text: &str| if is_count(text) { text.to_owned() } else { format!("“{text}”") };
    typed.split(", ").map(one).collect::<Vec<_>>().join(", ")
}

macro_rules! sentences {
    ($i18n:ident, $problem:ident, $($variant:ident => $key:ident,)+) => {
        match $problem { $(Problem::$variant => t_string!($i18n, problem.$key),)+ }
    };
}

fn sentence(i18n: Locale, problem: Problem) -> &'static str {
    sentences! { i18n, problem,
        Malformed => malformed, TooLarge => too_large, Invalid => invalid, NotFound => not_found,
        Conflict => conflict, StaleTab => stale_tab, AlreadyDone => already_done,
        WrongMethod => wrong_method, TooSlow => too_slow, TooMany => too_many, SignInNeeded => sign_in_needed, Forbidden => forbidden, CrossSite => cross_site,
        TooManyTries => too_many_tries, WrongCredentials => wrong_credentials,
        LinkExpired => link_expired, SignupClosed => signup_closed, WrongCode => wrong_code, CodeExpired => code_expired,
        SecondStepNeeded => second_step_needed, TermsNotAccepted => terms_not_accepted,
        Required => required, TooLong => too_long, TooShort => too_short, Taken => taken,
        NotAnEmail => not_an_email, NotAPhone => not_a_phone, NotAMobile => not_a_mobile,
        PasswordWeak => password_weak, PasswordShort => password_short, PasswordMismatch => password_mismatch,
        PasswordBreached => password_breached,
        NotANumber => not_a_number, OutOfRange => out_of_range, NotAMersis => not_a_mersis,
        NotATaxNumber => not_a_tax_number, NotANationalId => not_a_national_id, MustAccept => must_accept,
        UnknownVariable => unknown_variable, BadTemplate => bad_template, LineBreak => line_break,
        InThePast => in_the_past, BadCharacters => bad_characters, LastOwner => last_owner,
        NotATime => not_a_time, NotAUrl => not_a_url, NotAHost => not_a_host, HostRefused => host_refused,
        ProviderRefused => provider_refused, ProviderUnreachable => provider_unreachable,
        ProviderUnclear => provider_unclear, ProviderCredentials => provider_credentials,
        ProviderSender => provider_sender, ProviderNoCredit => provider_no_credit,
        ProviderSettings => provider_settings, NoAccount => no_account, AccountPaused => account_paused,
        NobodyToSend => nobody_to_send, LimitReached => limit_reached,
        CampaignTooLarge => campaign_too_large,
        ProfileIncomplete => profile_incomplete, TemplateUnusable => template_unusable,
        StillWaiting => still_waiting, ReadsLikePromotion => reads_like_promotion,
        NoConsent => no_consent, RecipientRefused => recipient_refused, AddressUnusable => address_unusable, WindowClosed => window_closed,
        FileUnreadable => file_unreadable, FileTooManyColumns => file_too_many_columns,
        FileTooManyRows => file_too_many_rows, FileBomb => file_bomb, FileEmpty => file_empty,
        NoPhoneColumn => no_phone_column, FileOldExcel => file_old_excel,
        FileProtected => file_protected, FileOpenQuote => file_open_quote, FileNotAList => file_not_a_list,
        Busy => busy, Internal => internal, Unreachable => unreachable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_first() {
        let told = |problem, detail| problem_text(Locale::en, problem, Some(detail));
        let words = told(Problem::NotAPhone, "0533 abc, 0534 12x, +5");
        assert!(words.starts_with("“0533 abc”, “0534 12x”, +5: This does not look like"), "{words}");
        let words = told(Problem::FileOpenQuote, "7");
        assert!(words.ends_with("(7)"), "{words}");
    }

    #[test]
    fn one_second_is_one() {
        let told = |seconds| problem_text(Locale::en, Problem::TooManyTries, Some(seconds));
        assert!(told("1").ends_with(" 1 second.") && told("2").ends_with(" 2 seconds."));
    }
}
