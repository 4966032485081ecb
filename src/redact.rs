//! Remove secrets from texts of others, before they become part of an error.
//!
//! A server may repeat the request that it got: as it is, or within JSON, a URL, HTML, base64 or hex, broken into lines, with separators
//! between its bytes, or as a list of bytes. Guarantees: a text that was redacted holds no secret in one of these forms; JSON stays
//! JSON; the work is linear in the length of the text, whatever it holds; a text without a secret is returned unchanged.
//!
//! A secret of fewer than [`MIN_SUBSTRING`] bytes may be part of any word. It is removed only as it is, and only as a whole word. One of
//! fewer than [`MIN_LENGTH`] bytes is not removed: it protects nothing, since it can be guessed.

mod escape;
mod find;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::Arc;

use http::{HeaderName, HeaderValue};

use crate::error::{Answered, Error, TokenFailure};
use crate::head::Head;
use crate::json::{self, Scanner};
use crate::secret::Secret;
use find::Finder;
pub(crate) use find::{MIN_LENGTH, MIN_SUBSTRING};

/// The text that replaces a secret.
pub(crate) const PLACEHOLDER: &str = "[redacted]";

/// Removes a set of secrets from texts.
pub(crate) struct Redactor(Finder);

impl Redactor {
    /// A redactor of `secrets`.
    pub(crate) fn new<'a>(secrets: impl IntoIterator<Item = &'a Secret>) -> Self {
        Self(Finder::new(secrets.into_iter().map(Secret::expose).filter(|secret| secret.len() >= MIN_LENGTH)))
    }

    /// `text` without the secrets.
    pub(crate) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        replace(text, &self.0.ranges(text))
    }

    /// `body` without the secrets. JSON stays JSON.
    pub(crate) fn body<'t>(&self, body: &'t str) -> Cow<'t, str> {
        let ranges = self.0.ranges(body);
        // Only a character written as `\u00…` can start another escape, which this first search does not undo.
        if ranges.is_empty() && memchr::memmem::find(body.as_bytes(), b"\\u00").is_none() {
            return Cow::Borrowed(body);
        }
        if is_json(body) { self.json(body) } else { replace(body, &ranges) }
    }

    /// Valid JSON text without the secrets. Each string is unescaped before it is searched, and written again if it changes.
    fn json<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let bytes = text.as_bytes();
        let (mut out, mut copied, mut at) = (String::new(), 0, 0);
        while at < bytes.len() {
            let quote = memchr::memchr(b'"', &bytes[at..]).map_or(bytes.len(), |found| at + found);
            for (start, end) in self.numbers(text, at, quote) {
                out.push_str(&text[copied..start]);
                out.push('"');
                out.push_str(PLACEHOLDER);
                out.push('"');
                copied = end;
            }
            if quote == bytes.len() {
                break;
            }
            let (end, has_escapes) = end_of_string(bytes, quote + 1);
            let raw = &text[quote..end];
            let string = json::unquote(raw, has_escapes);
            let ranges = if string.len() < MIN_LENGTH { Vec::new() } else { self.0.ranges(&string) };
            if !ranges.is_empty() {
                out.push_str(&text[copied..quote]);
                out.push_str(&serde_json::to_string(&*replace(&string, &ranges)).expect("a string is always JSON"));
                copied = end;
            }
            at = end;
        }
        if copied == 0 {
            return Cow::Borrowed(text);
        }
        out.push_str(&text[copied..]);
        Cow::Owned(out)
    }

    /// The numbers between `from` and `to` that hold a secret: a number, or a list of bytes.
    fn numbers(&self, text: &str, from: usize, to: usize) -> Vec<(usize, usize)> {
        let between = &text.as_bytes()[from..to];
        let is_number = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
        if between.len() < MIN_LENGTH || !between.iter().any(u8::is_ascii_digit) {
            return Vec::new();
        }
        let found = self.0.ranges(&text[from..to]).into_iter();
        let found = found.filter(|(start, end)| {
            between[*start..*end].iter().all(|byte| is_number(byte) || matches!(byte, b',' | b' ' | b'\t' | b'\r' | b'\n'))
        });
        let mut whole: Vec<(usize, usize)> = Vec::new();
        for (start, end) in found {
            // The whole number is removed, not only the digits of the secret.
            let start = from + start - between[..start].iter().rev().take_while(|byte| is_number(byte)).count();
            let end = from + end + between[end..].iter().take_while(|byte| is_number(byte)).count();
            match whole.last_mut() {
                Some(last) if start <= last.1 => last.1 = end,
                _ => whole.push((start, end)),
            }
        }
        whole
    }

    /// A head without the secrets: in its reason phrase and its URL, and in the names and values of its headers.
    pub(crate) fn head(&self, mut head: Head) -> Head {
        if let Cow::Owned(cleaned) = self.text(&head.url) {
            head.url = cleaned;
        }
        let reason = head.reason.take();
        head.reason = reason.map(|reason| self.text(&reason).into_owned());
        for value in head.headers.values_mut() {
            if let Some(cleaned) = self.header_value(value.as_bytes()) {
                *value = HeaderValue::from_bytes(&cleaned).expect("a header's value with a part replaced by ASCII is valid");
            }
        }
        if head.headers.keys().any(|name| matches!(self.text(name.as_str()), Cow::Owned(_))) {
            head.headers = head.headers.iter().map(|(name, value)| (self.header_name(name), value.clone())).collect();
        }
        head
    }

    /// The value of a header without the secrets, if it holds one. It is UTF-8, or else Latin-1.
    fn header_value(&self, value: &[u8]) -> Option<Vec<u8>> {
        if let Ok(text) = str::from_utf8(value) {
            return match self.text(text) {
                Cow::Owned(cleaned) => Some(cleaned.into_bytes()),
                Cow::Borrowed(_) => None,
            };
        }
        let text: String = value.iter().map(|&byte| char::from(byte)).collect();
        match self.text(&text) {
            Cow::Owned(cleaned) => Some(cleaned.chars().map(|character| character as u8).collect()),
            Cow::Borrowed(_) => None,
        }
    }

    fn header_name(&self, name: &HeaderName) -> HeaderName {
        // A header's name cannot hold brackets.
        let cleaned = self.text(name.as_str()).replace(PLACEHOLDER, "redacted");
        HeaderName::from_bytes(cleaned.as_bytes()).expect("a header's name with a part replaced by letters is valid")
    }

    /// An error without the secrets.
    pub(crate) fn error(&self, error: Error) -> Error {
        let text = |text: String| match self.text(&text) {
            Cow::Owned(cleaned) => cleaned,
            Cow::Borrowed(_) => text,
        };
        match error {
            Error::Status(answered) => Error::Status(self.answered(answered)),
            Error::Unreadable { answered, message } => Error::Unreadable { answered: self.answered(answered), message: text(message) },
            Error::Connection { fault, message, progress, thrown } => Error::Connection { fault, message: text(message), progress, thrown },
            Error::Timeout { limit, label, phase } => Error::Timeout { limit, label: text(label), phase },
            Error::Deadline { limit, label, phase, last } => {
                Error::Deadline { limit, label: text(label), phase, last: last.map(|last| Box::new(self.error(*last))) }
            }
            Error::HeldBack { status, left, label } => Error::HeldBack { status, left, label: text(label) },
            Error::Invalid { message } => Error::Invalid { message: text(message) },
            Error::Internal { message } => Error::Internal { message: text(message) },
            Error::Token(failure) => Error::Token(Arc::new(self.failure((*failure).clone()))),
            Error::Aborted => Error::Aborted,
            Error::Closed => Error::Closed,
        }
    }

    fn failure(&self, failure: TokenFailure) -> TokenFailure {
        TokenFailure {
            message: self.text(&failure.message).into_owned(),
            code: failure.code.map(|code| self.text(&code).into_owned()),
            body: failure.body.map(|body| self.body(&body).into_owned()),
            head: failure.head.map(|head| self.head(head)),
            ..failure
        }
    }

    fn answered(&self, answered: Arc<Answered>) -> Arc<Answered> {
        let Answered { head, body, retry_after } = Arc::unwrap_or_clone(answered);
        let cleaned = match self.body(&body) {
            Cow::Owned(cleaned) => Some(cleaned),
            Cow::Borrowed(_) => None,
        };
        Arc::new(Answered { head: self.head(head), body: cleaned.unwrap_or(body), retry_after })
    }
}

/// Whether an answer of a token endpoint may contain a token, in any format and at any place: it has the name of one.
pub(crate) fn may_contain_token(text: &str) -> bool {
    let names = ["access_token", "accesstoken", "refresh_token", "refreshtoken", "id_token"];
    let text = zeroize::Zeroizing::new(text.to_ascii_lowercase());
    names.into_iter().any(|name| memchr::memmem::find(text.as_bytes(), name.as_bytes()).is_some())
}

fn is_json(text: &str) -> bool {
    let mut scan = Scanner::new(text);
    scan.skip_whitespace();
    scan.skip_value().is_ok() && scan.expect_end().is_ok()
}

/// The end of the JSON string whose first character is at `at`, behind its closing quote, and whether it has escapes.
fn end_of_string(bytes: &[u8], mut at: usize) -> (usize, bool) {
    let mut has_escapes = false;
    while let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[at..]) {
        at += found;
        if bytes[at] == b'"' {
            return (at + 1, has_escapes);
        }
        has_escapes = true;
        at += 2;
    }
    (bytes.len(), has_escapes)
}

/// `text` with the placeholder in the place of each range.
fn replace<'t>(text: &'t str, ranges: &[(usize, usize)]) -> Cow<'t, str> {
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for &(start, end) in ranges {
        out.push_str(&text[copied..start]);
        out.push_str(PLACEHOLDER);
        copied = end;
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}
