//! Sealed entries, and the files that hold them.

use std::time::Duration;

use super::super::scopes::Scopes;
use super::sealed::{Entry, Seal};
use super::{FileStore, LockOutcome, TokenStore};
use crate::secret::Secret;

fn seal(secret: &str) -> Seal {
    Seal::new("https://api/v1/oauth/token", &Secret::new("client-1".into()), &Scopes::new(Some("b a".into())), secret)
}

fn entry() -> Entry {
    Entry {
        token: Secret::new("the-token".into()),
        requested_at: Duration::from_millis(1_700_000_000_123),
        lifetime: Duration::from_secs(3600),
    }
}

#[test]
fn guarantee_32_an_entry_reveals_neither_token_nor_secret_nor_client_id() {
    let seal = seal("client-secret");
    let kept = String::from_utf8(seal.seal(&entry()).unwrap()).unwrap();
    for hidden in ["the-token", "client-secret", "client-1"] {
        assert!(!kept.contains(hidden) && !seal.name().contains(hidden));
    }
    assert_eq!(seal.open(kept.as_bytes()), Some(entry()));
    assert_ne!(seal.seal(&entry()).unwrap(), kept.as_bytes(), "each entry has its own nonce");
}

#[test]
fn guarantee_32_a_rotated_secret_makes_old_entries_a_miss() {
    let kept = seal("old").seal(&entry()).unwrap();
    assert_ne!(seal("old").name(), seal("new").name());
    assert_eq!(seal("new").open(&kept), None);
}

#[test]
fn guarantee_30_a_changed_or_truncated_entry_is_not_opened() {
    let seal = seal("client-secret");
    let kept = seal.seal(&entry()).unwrap();
    for cut in 0..kept.len() {
        assert_eq!(seal.open(&kept[..cut]), None);
    }
    for at in 0..kept.len() {
        let mut changed = kept.clone();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        assert_ne!(seal.open(&changed), Some(entry()));
    }
    assert_eq!(seal.open(b"garbage"), None);
}

#[test]
fn the_order_of_scopes_does_not_change_the_name_of_the_entry() {
    let other = Seal::new("https://api/v1/oauth/token", &Secret::new("client-1".into()), &Scopes::new(Some("a b".into())), "s");
    assert_eq!(other.name(), seal("s").name());
}

fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("pipedream-native-test-{}-{name}", std::process::id()));
    _ = std::fs::remove_dir_all(&folder);
    folder
}

#[tokio::test]
async fn guarantee_32_files_are_private_from_their_creation() {
    let folder = folder("private");
    let store = FileStore::new(Some(folder.clone()));
    assert_eq!(store.get("k").await.unwrap(), None);
    store.set("k", b"v".to_vec(), 1000).await.unwrap();
    assert_eq!(store.get("k").await.unwrap(), Some(b"v".to_vec()));
    #[cfg(unix)]
    for file in std::fs::read_dir(&folder).unwrap() {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(file.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    store.delete("k").await.unwrap();
    store.delete("k").await.unwrap();
    assert_eq!(store.get("k").await.unwrap(), None);
    std::fs::remove_dir_all(folder).unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn guarantee_30_a_file_that_others_can_read_is_not_trusted() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder("readable");
    let store = FileStore::new(Some(folder.clone()));
    store.set("k", b"v".to_vec(), 1000).await.unwrap();
    std::fs::set_permissions(folder.join("k.token"), std::fs::Permissions::from_mode(0o640)).unwrap();
    assert!(store.get("k").await.unwrap_err().message.contains("not trusted"));
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn guarantee_30_a_lock_is_held_by_one_owner_until_it_is_released() {
    let folder = folder("lock");
    let store = FileStore::new(Some(folder.clone()));
    let held = store.lock("k", 1000).await.unwrap();
    assert!(matches!(held, LockOutcome::Acquired(_)));
    assert!(matches!(store.lock("k", 1000).await.unwrap(), LockOutcome::Busy(_)));
    assert!(matches!(store.lock("other", 1000).await.unwrap(), LockOutcome::Acquired(_)));
    drop(held);
    assert!(matches!(store.lock("k", 1000).await.unwrap(), LockOutcome::Acquired(_)));
    std::fs::remove_dir_all(folder).unwrap();
}
