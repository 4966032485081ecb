//! Read and write DER (X.690), as far as certificates need it: definite lengths, tags of one byte.

/// `SEQUENCE`.
pub(super) const SEQUENCE: u8 = 0x30;
/// `SET`.
pub(super) const SET: u8 = 0x31;
/// `INTEGER`.
pub(super) const INTEGER: u8 = 0x02;
/// `BIT STRING`.
pub(super) const BIT_STRING: u8 = 0x03;
/// `OCTET STRING`.
pub(super) const OCTET_STRING: u8 = 0x04;
/// `OBJECT IDENTIFIER`.
pub(super) const OID: u8 = 0x06;

/// One element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'a> {
    pub tag: u8,
    /// Its content.
    pub content: &'a [u8],
    /// Its tag, length and content.
    pub whole: &'a [u8],
}

/// Reads elements that follow each other.
#[derive(Debug)]
pub(super) struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    /// The next element if it has this tag; else the reader stays where it is.
    pub(super) fn next_if(&mut self, tag: u8) -> Option<Element<'a>> {
        let mut ahead = Reader(self.0);
        let element = ahead.next().filter(|element| element.tag == tag)?;
        *self = ahead;
        Some(element)
    }
}

impl<'a> Iterator for Reader<'a> {
    type Item = Element<'a>;

    /// The next element; `None` at the end, and if the bytes are not DER.
    fn next(&mut self) -> Option<Element<'a>> {
        let (&tag, rest) = self.0.split_first()?;
        let (&first, rest) = rest.split_first()?;
        let (length, content) = match first {
            0..=0x7f => (usize::from(first), rest),
            0x81..=0x84 => {
                let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
                (digits.iter().fold(0, |length, &digit| length << 8 | usize::from(digit)), rest)
            }
            _ => return None,
        };
        let header = self.0.len() - content.len();
        let content = content.get(..length)?;
        let (whole, rest) = self.0.split_at(header + length);
        self.0 = rest;
        Some(Element { tag, content, whole })
    }
}

/// An element with this tag and this content.
pub(super) fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let digits = &length[length.iter().position(|&digit| digit != 0).unwrap_or(length.len() - 1)..];
    let mut written = Vec::with_capacity(2 + digits.len() + content.len());
    written.push(tag);
    if digits.len() > 1 || digits[0] >= 0x80 {
        written.push(0x80 | u8::try_from(digits.len()).expect("a length has at most eight bytes"));
    }
    written.extend_from_slice(digits);
    written.extend_from_slice(content);
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_can_be_read() {
        for length in [0, 1, 127, 128, 255, 256, 65_535, 65_536] {
            let content = vec![7; length];
            let written = [element(SEQUENCE, &content), element(INTEGER, b"1")].concat();
            let mut reader = Reader(&written);
            assert!(reader.next_if(INTEGER).is_none());
            let read = reader.next_if(SEQUENCE).unwrap();
            assert_eq!((read.content, read.whole.len()), (&content[..], written.len() - 3));
            assert_eq!(reader.next().unwrap().content, b"1");
            assert!(reader.next().is_none());
        }
    }

    #[test]
    fn bytes_that_are_no_der_end_it() {
        for bytes in [&b"\x30"[..], b"\x30\x80", b"\x30\x85\0\0\0\0\0", b"\x30\x02\0", b"\x30\x82\x01", b"\x30\x84\xff\xff\xff\xff\0"] {
            assert!(Reader(bytes).next().is_none(), "{bytes:?}");
        }
    }
}
