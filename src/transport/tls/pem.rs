//! Find certificates and keys in PEM text (RFC 7468), as OpenSSL does: after a byte order mark, with any line ends, between other text,
//! and under the older labels.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::der::{Reader, SEQUENCE};

/// A block between `-----BEGIN label-----` and `-----END label-----`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block<'a> {
    pub label: &'a str,
    body: &'a [u8],
}

impl Block<'_> {
    /// Whether it holds a certificate. OpenSSL writes the second label too, and the third with data about trust after the certificate.
    pub(super) fn is_certificate(&self) -> bool {
        matches!(self.label, "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE")
    }

    /// Whether its content is encrypted (RFC 1421, section 4.6.1.1, and PKCS #8).
    pub(super) fn is_encrypted(&self) -> bool {
        self.label == "ENCRYPTED PRIVATE KEY" || memchr::memmem::find(self.body, b"4,ENCRYPTED").is_some()
    }

    /// Its bytes; `None` if they are not base64. They may be a key, so they are wiped when they are dropped.
    pub(super) fn bytes(&self) -> Option<Zeroizing<Vec<u8>>> {
        let digits: Zeroizing<Vec<u8>> = Zeroizing::new(self.body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect());
        // Room for all of it from the start: a buffer that grows leaves copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(digits.len()));
        STANDARD.decode_vec(&*digits, &mut bytes).ok()?;
        Some(bytes)
    }

    /// The certificate in it, in DER; `None` if it holds none. What follows the certificate is left out.
    pub(super) fn certificate(&self) -> Option<Vec<u8>> {
        Some(Reader(&self.bytes()?).next_if(SEQUENCE)?.whole.to_vec())
    }
}

/// The blocks of a text, in their order. What is between them is skipped, and so is a block without an end.
pub(super) fn blocks(text: &[u8]) -> impl Iterator<Item = Block<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let begin = memchr::memmem::find(rest, BEGIN)? + BEGIN.len();
            rest = &rest[begin..];
            let Some(label) = memchr::memmem::find(rest, b"-----").and_then(|end| std::str::from_utf8(&rest[..end]).ok()) else { continue };
            let body = &rest[label.len() + 5..];
            // A block that is cut off ends where the next one begins.
            let end = memchr::memmem::find(body, b"-----END ")?;
            if memchr::memmem::find(&body[..end], BEGIN).is_some() || !body[end + 9..].starts_with(label.as_bytes()) {
                continue;
            }
            rest = &body[end..];
            return Some(Block { label, body: &body[..end] });
        }
    })
}

const BEGIN: &[u8] = b"-----BEGIN ";

/// Why a text has no certificate in it, for a message.
pub(super) fn why_none(text: &[u8]) -> &'static str {
    match text {
        _ if text.iter().all(u8::is_ascii_whitespace) => "it is empty",
        _ if Reader(text).next_if(SEQUENCE).is_some() => "it is DER, not PEM: convert it with `openssl x509 -inform der -in FILE`",
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "it is UTF-16, not ASCII or UTF-8",
        _ => "there is no certificate in PEM in it",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DER: &[u8] = b"\x30\x03\x02\x01\x05";

    fn pem(label: &str, bytes: &[u8]) -> String {
        format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", STANDARD.encode(bytes))
    }

    #[test]
    fn every_form_that_openssl_reads_gives_the_certificate() {
        let plain = pem("CERTIFICATE", DER);
        let trusted = pem("TRUSTED CERTIFICATE", &[DER, b"\x30\x00"].concat());
        for text in [
            plain.clone(),
            format!("\u{feff}{plain}"),
            plain.replace('\n', "\r\n"),
            plain.replace('\n', "  \n"),
            format!("subject=CN = a\nissuer=-----\n{plain}more"),
            pem("X509 CERTIFICATE", DER),
            trusted,
        ] {
            let found: Vec<_> = blocks(text.as_bytes()).filter(Block::is_certificate).filter_map(|block| block.certificate()).collect();
            assert_eq!(found, [DER], "{text}");
        }
    }

    #[test]
    fn other_blocks_and_broken_ones_are_told_apart() {
        let cut = pem("CERTIFICATE", DER).replace("-----END CERTIFICATE-----\n", "");
        let text =
            [cut, pem("PRIVATE KEY", DER), pem("CERTIFICATE", DER), pem("CERTIFICATE", b"x"), pem("CERTIFICATE", DER).replace('M', "*")];
        let found: Vec<_> =
            text.iter().map(|text| blocks(text.as_bytes()).map(|b| (b.label, b.certificate().is_some())).collect::<Vec<_>>()).collect();
        assert_eq!(found[0], []);
        let all = text.concat();
        let all: Vec<_> = blocks(all.as_bytes()).map(|block| (block.label, block.certificate().is_some())).collect();
        assert_eq!(all, [("PRIVATE KEY", true), ("CERTIFICATE", true), ("CERTIFICATE", false), ("CERTIFICATE", false)]);
    }

    #[test]
    fn a_text_without_a_certificate_is_described() {
        assert_eq!(why_none(b" \n"), "it is empty");
        assert!(why_none(DER).contains("openssl x509"));
        assert!(why_none(b"\xff\xfe-\0").contains("UTF-16"));
        assert!(why_none(b"-----BEGIN CERTIFICATE-----").contains("no certificate"));
    }
}
