//! Read the input of a fuzzer. Inputs are lines of text, so that the corpora can be read and written by hand.

use std::borrow::Cow;

/// Removes the first line of `data` and returns it.
pub(crate) fn line<'a>(data: &mut &'a [u8]) -> &'a [u8] {
    let end = data.iter().position(|&byte| byte == b'\n');
    let (line, rest) = end.map_or((*data, &[][..]), |end| (&data[..end], &data[end + 1..]));
    *data = rest;
    line
}

/// Removes the first line of `data` and returns it as text.
pub(crate) fn text_line<'a>(data: &mut &'a [u8]) -> Cow<'a, str> {
    String::from_utf8_lossy(line(data))
}

/// Whether serde accepts `text` as JSON. Numbers of any size and half surrogate pairs are accepted, as in V8.
pub(crate) fn is_json(text: &str) -> bool {
    serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok()
}
