//! SMTP commands (RFC 5321 §4.1), parsed.

/// One command line. Addresses come without angle brackets.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Command<'a> {
    Hello { extended: bool, name: &'a str },
    Mail { address: &'a str, parameters: &'a str },
    Rcpt { address: &'a str },
    Data,
    Reset,
    Noop,
    Quit,
    Verify,
    StartTls,
    Auth { mechanism: &'a str, initial: Option<&'a str> },
}

/// Reads a line without its CRLF, or gives the reply that refuses it.
pub(super) fn parse(line: &str) -> Result<Command<'_>, &'static str> {
    let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
    let rest = rest.trim();
    match verb.to_ascii_uppercase().as_str() {
        "MAIL" => mail(rest),
        "RCPT" => rcpt(rest),
        "DATA" => no_argument(rest, Command::Data),
        "EHLO" => hello(true, rest),
        "HELO" => hello(false, rest),
        "RSET" => no_argument(rest, Command::Reset),
        "NOOP" => Ok(Command::Noop),
        "QUIT" => no_argument(rest, Command::Quit),
        "VRFY" => Ok(Command::Verify),
        "STARTTLS" => no_argument(rest, Command::StartTls),
        "AUTH" => auth(rest),
        _ => Err("500 5.5.2 Command not recognized"),
    }
}

fn no_argument<'a>(rest: &str, command: Command<'a>) -> Result<Command<'a>, &'static str> {
    if rest.is_empty() { Ok(command) } else { Err("501 5.5.4 No parameters allowed") }
}

fn hello(extended: bool, name: &str) -> Result<Command<'_>, &'static str> {
    if name.is_empty() || name.contains(' ') {
        return Err("501 5.5.4 A host name is needed");
    }
    Ok(Command::Hello { extended, name })
}

fn mail(rest: &str) -> Result<Command<'_>, &'static str> {
    let (address, parameters) = path(rest, "FROM:").ok_or("501 5.5.4 Syntax: MAIL FROM:<address>")?;
    if !address.is_empty() && !is_mailbox(address) {
        return Err("501 5.1.7 Bad sender address syntax");
    }
    Ok(Command::Mail { address, parameters })
}

fn rcpt(rest: &str) -> Result<Command<'_>, &'static str> {
    let (address, _) = path(rest, "TO:").ok_or("501 5.5.4 Syntax: RCPT TO:<address>")?;
    if !is_mailbox(address) && !address.eq_ignore_ascii_case("postmaster") {
        return Err("501 5.1.3 Bad recipient address syntax");
    }
    Ok(Command::Rcpt { address })
}

fn auth(rest: &str) -> Result<Command<'_>, &'static str> {
    let mut words = rest.split_whitespace();
    let mechanism = words.next().ok_or("501 5.5.4 A mechanism is needed")?;
    Ok(Command::Auth { mechanism, initial: words.next() })
}

/// `FROM:<address> parameters`.
fn path<'a>(rest: &'a str, keyword: &str) -> Option<(&'a str, &'a str)> {
    let head = rest.get(..keyword.len())?;
    if !head.eq_ignore_ascii_case(keyword) {
        return None;
    }
    let bracketed = rest[keyword.len()..].trim_start().strip_prefix('<')?;
    let (address, parameters) = bracketed.split_once('>')?;
    Some((address, parameters.trim()))
}

fn is_mailbox(address: &str) -> bool {
    let clean = !address.chars().any(|c| c.is_control() || c == ' ' || c == '<');
    let parts = address.rsplit_once('@');
    clean
        && address.len() <= 254
        && parts.is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_commands_in_any_case_and_with_odd_spaces() {
        let mail = Command::Mail { address: "a@x.tr", parameters: "SIZE=9 BODY=8BITMIME" };
        assert_eq!(parse("mail from: <a@x.tr>  SIZE=9 BODY=8BITMIME"), Ok(mail));
        assert_eq!(parse("Mail From:<>"), Ok(Command::Mail { address: "", parameters: "" }));
        assert_eq!(parse("RCPT TO:<b@x.tr>"), Ok(Command::Rcpt { address: "b@x.tr" }));
        assert_eq!(parse("EHLO me"), Ok(Command::Hello { extended: true, name: "me" }));
    }

    #[test]
    fn refuses_what_the_standard_refuses() {
        let code = |line| parse(line).err().map(|reply| &reply[..3]);
        assert_eq!(code("RCPT TO:b@x.tr"), Some("501"));
        assert_eq!(code("RCPT TO:<>"), Some("501"));
        assert_eq!(code("RCPT TO:<no-at-sign>"), Some("501"));
        assert_eq!(code("DATA now"), Some("501"));
        assert_eq!(code("EHLO"), Some("501"));
        assert_eq!(code("FLY"), Some("500"));
    }
}
