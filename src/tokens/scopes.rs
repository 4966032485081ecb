//! OAuth scopes (RFC 6749, section 3.3).

/// The scopes of a token. They are a set: `"a b"` gets the same token as `"b a"`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scopes {
    requested: Option<String>,
    canonical: String,
}

impl Scopes {
    /// Scopes separated by spaces. `None` requests all scopes of the client.
    pub(crate) fn new(scope: Option<String>) -> Self {
        let mut names: Vec<&str> = scope.as_deref().unwrap_or_default().split_ascii_whitespace().collect();
        names.sort_unstable();
        names.dedup();
        let canonical = names.join(" ");
        Self { requested: scope, canonical }
    }

    /// The scopes as the caller wrote them, for the token request.
    pub(crate) fn requested(&self) -> Option<&str> {
        self.requested.as_deref()
    }

    /// The scopes sorted and without duplicates, to compare them.
    pub(crate) fn canonical(&self) -> &str {
        &self.canonical
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_compared_as_a_set_and_sent_as_written() {
        let scopes = |text: &str| Scopes::new(Some(text.into()));
        assert_eq!(scopes(" b  a b").canonical(), scopes("a b").canonical());
        assert_ne!(scopes("a").canonical(), scopes("a b").canonical());
        assert_eq!(scopes("b a").requested(), Some("b a"));
        assert_eq!((Scopes::new(None).requested(), Scopes::new(None).canonical()), (None, ""));
    }
}
