//! A sealed entry: it opens to what was sealed, whatever is changed in it is found out, and nothing else opens.

use std::sync::LazyLock;
use std::time::Duration;

use crate::secret::Secret;
use crate::tokens::{Entry, Scopes, Seal};

static SEAL: LazyLock<Seal> = LazyLock::new(|| of_secret("hush"));
/// Seals nothing: a fuzzer watches what bytes are compared with, and gives back what `SEAL` made.
static OTHER: LazyLock<Seal> = LazyLock::new(|| of_secret("another"));

fn of_secret(secret: &str) -> Seal {
    Seal::new("https://api/v1/oauth/token", &Secret::new("client-1".into()), &Scopes::new(Some("b a".into())), secret)
}

/// Bytes that nobody sealed.
pub fn check_foreign(kept: &[u8]) {
    assert_eq!(OTHER.open(kept), None, "{kept:?} opened");
}

/// An entry, and then one byte of what was kept put in place of another, put in, or taken away at `at`.
pub fn check(token: &str, born: u64, life: u64, at: usize, byte: u8) {
    let entry =
        Entry { token: Secret::new(token.into()), requested_at: Duration::from_millis(born), lifetime: Duration::from_millis(life) };
    let kept = SEAL.seal(&entry).expect("there is entropy");
    assert_eq!(SEAL.open(&kept).as_ref(), Some(&entry));
    assert_eq!(OTHER.open(&kept), None);
    let at = at % kept.len();
    let edit = |edit: &dyn Fn(&mut Vec<u8>)| {
        let mut changed = kept.clone();
        edit(&mut changed);
        assert!(changed == kept || SEAL.open(&changed).is_none(), "byte {at} of {} can be changed to {byte}", kept.len());
    };
    edit(&|changed| changed[at] = byte);
    edit(&|changed| changed.insert(at, byte));
    edit(&|changed| changed.push(byte));
    edit(&|changed| changed.truncate(at));
    edit(&|changed| _ = changed.remove(at));
}

/// Two times, a place and a byte as numbers of eight bytes each, then the token. All of it as something that was kept, too.
pub fn check_bytes(data: &[u8]) {
    check_foreign(data);
    let (numbers, token) = data.split_at(data.len().min(32));
    let mut numbers = numbers.chunks(8).map(|bytes| bytes.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)));
    let mut number = || numbers.next().unwrap_or_default();
    check(&String::from_utf8_lossy(token), number(), number(), usize::try_from(number()).unwrap_or(usize::MAX), number().to_le_bytes()[0]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_token_and_any_change(token in ".{0,40}", born in any::<u64>(), life in any::<u64>(), at in any::<usize>(), byte in any::<u8>()) {
            check(&token, born, life, at, byte);
        }

        #[test]
        fn no_other_text_opens(kept in "[A-Za-z0-9+/]{0,90}={0,2}", bytes in prop::collection::vec(any::<u8>(), 0..90)) {
            check_foreign(kept.as_bytes());
            check_foreign(&bytes);
        }
    }
}
