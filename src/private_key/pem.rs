//! Read private keys in PEM (RFC 7468, and the headers of RFC 1421 that OpenSSL writes).

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

use super::der;
use super::key::{Bytes, NotUsable, PrivateKey};

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// Base64 with or without padding.
const BASE64: GeneralPurpose =
    GeneralPurpose::new(&base64::alphabet::STANDARD, GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent));

/// A block of a PEM text.
struct Block<'a> {
    label: &'a str,
    content: &'a str,
}

/// The one private key of a PEM text. Other blocks, such as certificates and the parameters of the curve, are ignored.
///
/// White space counts nowhere, since a file may have CRLF and an environment variable spaces for line breaks. A `\n` of two characters,
/// as .env files have it, is white space too: base64 has no backslash.
pub(super) fn parse(text: &str) -> Result<PrivateKey, NotUsable> {
    let blocks = blocks(text)?;
    let mut keys = blocks.iter().filter(|block| block.label.ends_with("PRIVATE KEY"));
    match (keys.next(), keys.next()) {
        (Some(block), None) => block.key(),
        (Some(_), Some(_)) => Err(NotUsable::new("PEM with more than one private key; give several keys as an array")),
        (None, _) => Err(NotUsable::new(match blocks.first().map(|block| block.label) {
            None if is_der(text) => DER,
            None if is_base64_of_der(text) => BASE64_OF_DER,
            None => "a text that is neither PEM nor a JWK",
            Some("PUBLIC KEY" | "RSA PUBLIC KEY" | "EC PUBLIC KEY") => "a public key",
            Some("CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE") => "a certificate",
            Some("CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST") => "a certificate request",
            Some("EC PARAMETERS") => "the parameters of a curve, without a key",
            Some(_) => "PEM without a private key",
        })),
    }
}

const DER: &str = "a key in DER, which is binary; `openssl pkey -inform DER -in key.der -out key.pem` makes PEM of it, and so does \
                   `createPrivateKey({ key, format: 'der', type: 'pkcs8' })` of node:crypto make a KeyObject";
const BASE64_OF_DER: &str = "a key in DER as base64, which is PEM without its first and last line: put it between \
                             `-----BEGIN PRIVATE KEY-----` and `-----END PRIVATE KEY-----`";

/// Whether a text is made of bytes in DER: the first byte is that of a sequence, and some of the others are no text.
fn is_der(text: &str) -> bool {
    let is_binary = |c: char| c == char::REPLACEMENT_CHARACTER || (c.is_control() && !c.is_whitespace());
    text.starts_with('0') && text.chars().any(is_binary)
}

fn is_base64_of_der(text: &str) -> bool {
    let block = Block { label: "", content: text };
    // A sequence that is longer than 127 bytes (X.690, section 8.1.3).
    block.bytes().is_some_and(|bytes| bytes.len() > 100 && bytes[0] == 0x30)
}

fn blocks(mut text: &str) -> Result<Vec<Block<'_>>, NotUsable> {
    let mut blocks = Vec::new();
    while let Some((_, after)) = text.split_once(BEGIN) {
        let block = after.split_once(DASHES).and_then(|(label, rest)| {
            let (content, rest) = rest.split_once(END)?;
            let rest = rest.strip_prefix(label)?.strip_prefix(DASHES)?;
            Some((Block { label, content }, rest))
        });
        let (block, rest) = block.ok_or_else(|| NotUsable::new("PEM that is cut off, or whose last line does not match the first one"))?;
        blocks.push(block);
        text = rest;
    }
    Ok(blocks)
}

impl Block<'_> {
    fn key(&self) -> Result<PrivateKey, NotUsable> {
        let encrypted = || NotUsable::new("an encrypted private key; decrypt it first, for example with `openssl pkey -in key.pem`");
        let read: fn(&[u8]) -> Result<PrivateKey, NotUsable> = match self.label {
            // RFC 1421, section 4.6.1.1
            _ if self.content.contains("Proc-Type") => return Err(encrypted()),
            "ENCRYPTED PRIVATE KEY" => return Err(encrypted()),
            "PRIVATE KEY" => der::pkcs8,
            "RSA PRIVATE KEY" => der::pkcs1,
            "EC PRIVATE KEY" => der::sec1,
            "OPENSSH PRIVATE KEY" => {
                return Err(NotUsable::new("a key in the format of OpenSSH; `ssh-keygen -p -m PKCS8 -f FILE` converts the file"));
            }
            "DSA PRIVATE KEY" => return Err(NotUsable::new("a DSA key")),
            _ => return Err(NotUsable::new("a private key of another kind")),
        };
        read(&self.bytes().ok_or_else(|| NotUsable::new("PEM whose content is not base64"))?)
    }

    fn bytes(&self) -> Option<Bytes> {
        let mut text = Zeroizing::new(Vec::with_capacity(self.content.len()));
        let mut characters = self.content.bytes().peekable();
        while let Some(character) = characters.next() {
            match character {
                b'\\' if matches!(characters.peek(), Some(b'n' | b'r' | b't')) => _ = characters.next(),
                // A backslash at the end of a line continues it in some shells and files.
                b'\\' if matches!(characters.peek(), Some(b'\n' | b'\r')) => {}
                _ if character.is_ascii_whitespace() => {}
                _ => text.push(character),
            }
        }
        let mut bytes = Zeroizing::new(vec![0; text.len()]);
        let length = BASE64.decode_slice(&*text, &mut bytes).ok()?;
        bytes.truncate(length);
        Some(bytes)
    }
}
