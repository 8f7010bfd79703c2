//! What the name of a login makes the sink do.

/// Magic logins: the part of the user name before `@` chooses the answer. The password `bad` is
/// always refused with 535 5.7.8; any other login is accepted, unless the sink has credentials.
pub const USER_RULES: &[UserRule] = &[
    user(
        "wrong",
        UserEffect::Refuse("535 5.7.8 Authentication credentials invalid"),
        "Parola yanlış",
        "Wrong password",
    ),
    user(
        "oauth",
        UserEffect::RefusePassword("534 5.7.9 Application-specific password or OAuth required"),
        "OAuth gerekli",
        "OAuth needed",
    ),
    user(
        "nobasic",
        UserEffect::RefusePassword(
            "535 5.7.139 Authentication unsuccessful, basic authentication is disabled",
        ),
        "Parola ile giriş kapalı",
        "Basic authentication is off",
    ),
    user(
        "retired",
        UserEffect::RefuseMail("550 5.7.30 Basic authentication is not supported for client submission"),
        "Gönderim kapalı",
        "Client submission is off",
    ),
    user(
        "suspended",
        UserEffect::Refuse("535 5.7.13 User account disabled"),
        "Hesap kapatılmış",
        "Account disabled",
    ),
    user(
        "busy",
        UserEffect::LimitConnections,
        "Aynı anda sınırlı bağlantı, sonrası 432",
        "Few connections at once, then 432",
    ),
    user(
        "quota",
        UserEffect::LimitMessages,
        "Sınırlı ileti, sonrası 550 5.4.5",
        "Few messages, then 550 5.4.5",
    ),
];

/// One row of [`USER_RULES`], with a description a user can read.
#[derive(Clone, Copy, Debug)]
pub struct UserRule {
    /// User name (up to an `@`), lower case.
    pub user: &'static str,
    /// Description in Turkish.
    pub tr: &'static str,
    /// Description in English.
    pub en: &'static str,
    pub(super) effect: UserEffect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UserEffect {
    Accept,
    /// Reply to AUTH.
    Refuse(&'static str),
    /// Reply to AUTH unless it is XOAUTH2.
    RefusePassword(&'static str),
    /// Reply to MAIL.
    RefuseMail(&'static str),
    LimitConnections,
    LimitMessages,
}

impl UserEffect {
    pub(super) fn of(user: &str) -> Self {
        let name = user.split_once('@').map_or(user, |(name, _)| name);
        let found = USER_RULES.iter().find(|rule| rule.user.eq_ignore_ascii_case(name));
        found.map_or(Self::Accept, |rule| rule.effect)
    }
}

const fn user(user: &'static str, effect: UserEffect, tr: &'static str, en: &'static str) -> UserRule {
    UserRule { user, tr, en, effect }
}
