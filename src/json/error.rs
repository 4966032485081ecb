//! Why a text is refused.

use std::fmt;

/// What is wrong with a JSON text; [`SyntaxError`] also says where. A result that holds only this fits into two registers, which
/// most of the scanner's speed depends on.
pub(crate) type Reason = &'static str;

/// Where a text stops being JSON, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyntaxError {
    /// The offset in bytes.
    pub offset: usize,
    /// What is wrong there.
    pub reason: Reason,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.reason, self.offset)
    }
}

/// Why a JSON text cannot be converted to a Rust string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StringError {
    /// It is not a JSON string.
    Syntax(SyntaxError),
    /// It holds half a surrogate pair, which UTF-8 cannot encode.
    LoneSurrogate,
}

impl fmt::Display for StringError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => error.fmt(f),
            Self::LoneSurrogate => f.write_str("a lone surrogate cannot be encoded in UTF-8"),
        }
    }
}
