//! Read private keys in DER: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017, appendix A.1.2) and SEC1 (RFC 5915).

use super::key::{NotUsable, PrivateKey, no_point, without_zeros};

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const OID: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
/// `[0]` and `[1]` of SEC1.
const PARAMETERS: u8 = 0xa0;
const PUBLIC_KEY: u8 = 0xa1;
/// `[1]` of PKCS#8, which is tagged implicitly.
const PKCS8_PUBLIC_KEY: u8 = 0x81;

const EC: &[u8] = b"\x2a\x86\x48\xce\x3d\x02\x01";
const RSA: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01";
const P256: &[u8] = b"\x2a\x86\x48\xce\x3d\x03\x01\x07";

/// Keys that are recognized, but not used, by their object identifiers.
const OTHER_KEYS: [(&[u8], &str); 7] = [
    (b"\x2b\x65\x70", "an Ed25519 key"),
    (b"\x2b\x65\x71", "an Ed448 key"),
    (b"\x2b\x65\x6e", "an X25519 key"),
    (b"\x2b\x65\x6f", "an X448 key"),
    (b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a", "an RSA-PSS key"),
    (b"\x2a\x86\x48\xce\x38\x04\x01", "a DSA key"),
    (b"\x2a\x86\x48\x86\xf7\x0d\x01\x03\x01", "a Diffie-Hellman key"),
];

/// Curves that are recognized, but not used.
const OTHER_CURVES: [(&[u8], &str); 3] =
    [(b"\x2b\x81\x04\x00\x22", "P-384"), (b"\x2b\x81\x04\x00\x23", "P-521"), (b"\x2b\x81\x04\x00\x0a", "secp256k1")];

/// The elements of a structure, one after the other.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// The next element: its tag and its content. `None` at the end, and if the element is not complete.
    fn next(&mut self) -> Option<(u8, &'a [u8])> {
        let (&tag, rest) = self.0.split_first()?;
        let (&first, rest) = rest.split_first()?;
        let (length, rest) = match first {
            0..=0x7f => (usize::from(first), rest),
            0x81..=0x83 => {
                let (length, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
                (length.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)), rest)
            }
            // Of 16 MB and more, or of an indefinite length, which DER does not have.
            _ => return None,
        };
        let (content, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some((tag, content))
    }

    /// The content of the next element, which must have this tag.
    fn expect(&mut self, tag: u8) -> Option<&'a [u8]> {
        self.next().filter(|(found, _)| *found == tag).map(|(_, content)| content)
    }

    /// The content of the next element that has this tag. Other elements are skipped.
    fn find(&mut self, tag: u8) -> Option<&'a [u8]> {
        std::iter::from_fn(|| self.next()).find(|(found, _)| *found == tag).map(|(_, content)| content)
    }
}

/// The elements of a sequence that is all of `der`.
fn sequence(der: &[u8]) -> Result<Reader<'_>, NotUsable> {
    let mut all = Reader(der);
    all.expect(SEQUENCE).filter(|_| all.0.is_empty()).map(Reader).ok_or_else(unreadable)
}

/// A key in PKCS#8.
pub(super) fn pkcs8(der: &[u8]) -> Result<PrivateKey, NotUsable> {
    let mut info = sequence(der)?;
    let version = info.expect(INTEGER);
    let mut algorithm = Reader(version.and_then(|_| info.expect(SEQUENCE)).ok_or_else(unreadable)?);
    let (kind, curve) = (algorithm.expect(OID).ok_or_else(unreadable)?, algorithm.next());
    let key = info.expect(OCTET_STRING).ok_or_else(unreadable)?;
    match kind {
        RSA => pkcs1(key),
        EC => {
            check_curve(curve)?;
            ec(key, info.find(PKCS8_PUBLIC_KEY))
        }
        other => Err(NotUsable::new(name(&OTHER_KEYS, other).unwrap_or("a private key of another kind"))),
    }
}

/// An RSA key in PKCS#1.
pub(super) fn pkcs1(der: &[u8]) -> Result<PrivateKey, NotUsable> {
    let mut key = sequence(der)?;
    if without_zeros(key.expect(INTEGER).ok_or_else(unreadable)?) != b"" {
        return Err(NotUsable::new("an RSA key of more than two primes"));
    }
    let mut numbers = [&[][..]; 8];
    for number in &mut numbers {
        // A number whose first bit is set is negative.
        *number = key.expect(INTEGER).filter(|number| number.first().is_some_and(|first| *first < 0x80)).ok_or_else(unreadable)?;
    }
    Ok(PrivateKey::rsa(&numbers))
}

/// An EC key in SEC1.
pub(super) fn sec1(der: &[u8]) -> Result<PrivateKey, NotUsable> {
    ec(der, None)
}

/// An EC key in SEC1. `public_key` is the bit string that stands beside it in PKCS#8.
fn ec(der: &[u8], public_key: Option<&[u8]>) -> Result<PrivateKey, NotUsable> {
    let mut key = sequence(der)?;
    let version = key.expect(INTEGER);
    let scalar = version.and_then(|_| key.expect(OCTET_STRING)).ok_or_else(unreadable)?;
    let mut own = None;
    while let Some((tag, content)) = key.next() {
        match tag {
            PARAMETERS => check_curve(Reader(content).next())?,
            PUBLIC_KEY => own = Reader(content).expect(BIT_STRING),
            _ => {}
        }
    }
    // The first byte of a bit string is the number of its unused bits.
    match own.or(public_key) {
        Some([0, point @ ..]) if point.first() == Some(&4) => PrivateKey::p256(scalar, point.to_vec()),
        _ => Err(no_point()),
    }
}

fn check_curve(parameters: Option<(u8, &[u8])>) -> Result<(), NotUsable> {
    match parameters {
        Some((OID, P256)) => Ok(()),
        Some((OID, other)) => Err(other_curve(name(&OTHER_CURVES, other))),
        _ => Err(NotUsable::new("an EC key that does not name its curve")),
    }
}

pub(super) fn other_curve(name: Option<&str>) -> NotUsable {
    NotUsable::new(name.map_or_else(|| "an EC key on another curve".to_owned(), |name| format!("an EC key on the curve {name}")))
}

fn name<'a>(names: &[(&[u8], &'a str)], oid: &[u8]) -> Option<&'a str> {
    names.iter().find(|(known, _)| *known == oid).map(|(_, name)| *name)
}

fn unreadable() -> NotUsable {
    NotUsable::new("PEM whose content is damaged")
}
