//! A private key as numbers: its canonical text, its signatures, and the check that its numbers belong together.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::rsa::{KeyPairComponents, PublicKeyComponents};
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use zeroize::Zeroizing;

use crate::secret::{Secret, off_the_deep_stack};

/// The length of a P-256 scalar or coordinate.
const P256: usize = 32;

/// Bytes that are wiped when they are dropped.
pub(super) type Bytes = Zeroizing<Vec<u8>>;

/// What a text is, if it is no key that can be used: `a public key`. It never holds a part of the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct NotUsable(String);

impl NotUsable {
    pub(super) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

/// A private key that can sign.
pub(crate) struct PrivateKey {
    pub(super) numbers: Numbers,
    key_id: Option<String>,
}

/// The numbers of a key, big-endian.
pub(super) enum Numbers {
    /// The scalar, and the public point as `04 ‖ x ‖ y`.
    P256 { scalar: Bytes, point: Vec<u8> },
    /// n, e, d, p, q, dP, dQ and qInv, without leading zeros.
    Rsa(Box<[Bytes; 8]>),
}

impl PrivateKey {
    pub(super) fn p256(scalar: &[u8], point: Vec<u8>) -> Result<Self, NotUsable> {
        let scalar = fixed_length(scalar).ok_or_else(damaged)?;
        Ok(Self { numbers: Numbers::P256 { scalar, point }, key_id: None })
    }

    /// `numbers` are n, e, d, p, q, dP, dQ and qInv.
    pub(super) fn rsa<N: AsRef<[u8]>>(numbers: &[N; 8]) -> Self {
        let numbers = numbers.each_ref().map(|number| Zeroizing::new(without_zeros(number.as_ref()).to_vec()));
        Self { numbers: Numbers::Rsa(Box::new(numbers)), key_id: None }
    }

    /// The `kid` of the JWK, if it has one.
    pub(crate) fn key_id(&self) -> Option<&str> {
        self.key_id.as_deref()
    }

    /// The key with another key id.
    pub(crate) fn with_key_id(self, key_id: Option<String>) -> Self {
        Self { key_id, ..self }
    }

    /// The key as one text: algorithm, numbers and key id, separated by spaces.
    pub(crate) fn canonical(&self) -> Secret {
        let text = |number: &[u8]| Zeroizing::new(URL_SAFE_NO_PAD.encode(number));
        let numbers: Vec<Zeroizing<String>> = match &self.numbers {
            Numbers::P256 { scalar, point } => vec![text(scalar), text(point)],
            Numbers::Rsa(numbers) => numbers.iter().map(|number| text(number)).collect(),
        };
        let mut parts = vec![self.algorithm(), " "];
        for number in &numbers {
            parts.extend([number.as_str(), "."]);
        }
        parts.pop();
        parts.extend(self.key_id.iter().flat_map(|id| [" ", id.as_str()]));
        Secret::new(parts.concat())
    }

    /// The key of a canonical text. `None` for any other text.
    pub(crate) fn from_canonical(secret: &Secret) -> Option<Self> {
        let mut parts = secret.expose().splitn(3, ' ');
        let (algorithm, numbers, key_id) = (parts.next()?, parts.next()?, parts.next().map(str::to_owned));
        let numbers = numbers.split('.').map(decode).collect::<Option<Vec<Bytes>>>()?;
        let key = match (algorithm, &*numbers) {
            ("ES256", [scalar, point]) => Self::p256(scalar, point.to_vec()).ok()?,
            ("RS256", numbers) => Self::rsa::<Bytes>(numbers.try_into().ok()?),
            _ => return None,
        };
        Some(key.with_key_id(key_id))
    }

    /// The part of a canonical text that is the same with any key id.
    pub(crate) fn without_key_id(canonical: &Secret) -> &str {
        let text = canonical.expose();
        text.match_indices(' ').nth(1).map_or(text, |(end, _)| &text[..end])
    }

    /// The algorithm of its signatures (RFC 7518, section 3.1).
    pub(super) fn algorithm(&self) -> &'static str {
        match self.numbers {
            Numbers::P256 { .. } => "ES256",
            Numbers::Rsa(_) => "RS256",
        }
    }

    /// Signs `message`. `None` if the numbers of the key do not belong together, or without entropy.
    pub(super) fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
        let random = SystemRandom::new();
        off_the_deep_stack(|| match &self.numbers {
            Numbers::P256 { scalar, point } => {
                let pair = EcdsaKeyPair::from_private_key_and_public_key(&ECDSA_P256_SHA256_FIXED_SIGNING, scalar, point, &random).ok()?;
                Some(pair.sign(&random, message).ok()?.as_ref().to_vec())
            }
            Numbers::Rsa(numbers) => {
                let mut signature = vec![0; numbers[0].len()];
                let signed = rsa_pair(numbers).ok().and_then(|pair| pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).ok());
                overwrite_freed(&[signature.len() / 2, signature.len()]);
                signed.map(|()| signature)
            }
        })
    }

    /// Checks the size of the numbers, and by a signature that they belong together.
    pub(super) fn check(&self) -> Result<(), NotUsable> {
        if let Numbers::Rsa(numbers) = &self.numbers {
            let bits = numbers[0].len() * 8 - numbers[0].first().map_or(0, |first| first.leading_zeros() as usize);
            if !(2048..=4096).contains(&bits) {
                return Err(NotUsable::new(format!("an RSA key of {bits} bits")));
            }
            let pair = rsa_pair(numbers).map(drop);
            overwrite_freed(&[numbers[0].len() / 2, numbers[0].len()]);
            if let Err(rejected) = pair {
                return Err(match rejected.to_string().as_str() {
                    "PrivateModulusLenNotMultipleOf512Bits" => {
                        NotUsable::new(format!("an RSA key of {bits} bits, which is no multiple of 512"))
                    }
                    "TooSmall" => NotUsable::new("an RSA key whose public exponent is below 65537"),
                    _ => damaged(),
                });
            }
        }
        self.sign(b"").map(|_| ()).ok_or_else(damaged)
    }
}

fn rsa_pair(numbers: &[Bytes; 8]) -> Result<RsaKeyPair, ring::error::KeyRejected> {
    off_the_deep_stack(|| {
        RsaKeyPair::from_components(&KeyPairComponents {
            public_key: PublicKeyComponents { n: numbers[0].as_slice(), e: &numbers[1] },
            d: numbers[2].as_slice(),
            p: &numbers[3],
            q: &numbers[4],
            dP: &numbers[5],
            dQ: &numbers[6],
            qInv: &numbers[7],
        })
    })
}

/// Overwrites memory that was freed just now in blocks of these `sizes`, as far as the allocator gives it out again. ring does not wipe
/// the numbers of an RSA key when it frees them, and offers no way to do it.
fn overwrite_freed(sizes: &[usize]) {
    const BLOCKS: usize = 64;
    for &size in sizes {
        // Not zeros: memory that comes zeroed is not what was freed last.
        let block = |_| std::hint::black_box(vec![0xff_u8; size]);
        drop(std::hint::black_box((0..BLOCKS).map(block).collect::<Vec<_>>()));
    }
}

pub(super) fn damaged() -> NotUsable {
    NotUsable::new("a private key that is damaged: its numbers do not belong together")
}

/// Without the public point ring cannot sign, and it has no function that computes it.
pub(super) fn no_point() -> NotUsable {
    NotUsable::new(
        "an EC key without its public point; `openssl ec -in key.pem -conv_form uncompressed -out complete.pem` writes it with the point",
    )
}

/// The bytes of a base64url text (RFC 7515, section 2). Padding is ignored.
pub(super) fn decode(text: &str) -> Option<Bytes> {
    let mut bytes = Zeroizing::new(vec![0; text.len()]);
    let length = URL_SAFE_NO_PAD.decode_slice(text.trim_end_matches('='), &mut bytes).ok()?;
    bytes.truncate(length);
    Some(bytes)
}

pub(super) fn without_zeros(number: &[u8]) -> &[u8] {
    &number[number.iter().take_while(|byte| **byte == 0).count()..]
}

/// A number in 32 bytes. `None` if it needs more.
fn fixed_length(number: &[u8]) -> Option<Bytes> {
    let number = without_zeros(number);
    let mut bytes = Zeroizing::new(vec![0; P256]);
    bytes.get_mut(P256.checked_sub(number.len())?..)?.copy_from_slice(number);
    Some(bytes)
}

/// A point from its coordinates, without compression: `04 ‖ x ‖ y` (SEC 1, section 2.3.3).
pub(super) fn point(x: &[u8], y: &[u8]) -> Option<Vec<u8>> {
    Some([&[4], &**fixed_length(x)?, &**fixed_length(y)?].concat())
}
