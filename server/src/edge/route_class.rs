//! What kind of thing a request asks for: said in measurements and logs instead of the address, which may
//! hold a token.

/// A kind of route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RouteClass {
    Page,
    Call,
    Callback,
    Stream,
    /// What a message leads to.
    Link,
    /// Lists that come in and go out.
    File,
    Operation,
    Asset,
}

impl RouteClass {
    /// The class of a path.
    pub fn of(path: &str) -> Self {
        let mut parts = path.split('/').skip(1);
        match parts.next().unwrap_or_default() {
            "api" => Self::Call,
            "callbacks" => Self::Callback,
            "events" => Self::Stream,
            "l" | "p" | "r" | "reset" => Self::Link,
            "health" | "metrics" => Self::Operation,
            "pkg" | "icons" | "manifest.webmanifest" | "sw.js" | "offline" | "palette.js" | "search.css" => {
                Self::Asset
            }
            "c" if path.ends_with("/imports/upload") || path.ends_with("/refused.csv") => Self::File,
            "c" if path.contains("/exports/") && path.ends_with("/file") => Self::File,
            "c" if path.ends_with("/proof.pdf") => Self::File,
            _ => Self::Page,
        }
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Call => "call",
            Self::Callback => "callback",
            Self::Stream => "stream",
            Self::Link => "link",
            Self::File => "file",
            Self::Operation => "operation",
            Self::Asset => "asset",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_says_nothing_of_who_asks() {
        let classes =
            ["/", "/c/com_1/contacts", "/api/v1/x/y", "/r/secret", "/c/com_1/imports/upload", "/metrics"];
        let words = classes.map(|path| RouteClass::of(path).word());
        assert_eq!(words, ["page", "page", "call", "link", "file", "operation"]);
    }
}
