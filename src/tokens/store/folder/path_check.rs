//! Unix: check that nobody else can redirect the path to a folder.
//!
//! Each component of the path is checked before it is followed. A component that only root and the user can change stays
//! what it was when it was checked, so the resolved path leads to what was checked.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, Metadata, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _};
use std::path::{Component, Path, PathBuf};

use super::missing::none_if_missing;
use super::user::user;

/// The most links that are followed, as in Linux.
const MAX_LINKS: u32 = 40;
const STICKY: u32 = 0o1000;

/// The path of `folder` without links. A part that is missing is created with mode 0700 if `create`, otherwise the result is
/// `None`.
pub(crate) fn resolve(folder: &Path, create: bool) -> io::Result<Option<PathBuf>> {
    let mut left = Vec::new();
    push(&mut left, &std::path::absolute(folder)?);
    let mut here = PathBuf::from("/");
    check_parent(&here, &fs::symlink_metadata(&here)?)?;
    let mut links = 0;
    while let Some(name) = left.pop() {
        if name == ".." {
            here.pop();
            continue;
        }
        let next = here.join(&name);
        let found = match none_if_missing(fs::symlink_metadata(&next)).map_err(|error| with_path(&next, &error))? {
            Some(found) => found,
            None if create => create_folder(&next).map_err(|error| with_path(&next, &error))?,
            None => return Ok(None),
        };
        if !found.is_symlink() {
            if !left.is_empty() {
                check_parent(&next, &found)?;
            }
            here = next;
            continue;
        }
        links += 1;
        if left.is_empty() {
            return Err(io::Error::other(format!("the folder {} must be a folder itself, it is a link", next.display())));
        }
        check_owner(&next, &found)?;
        if links > MAX_LINKS {
            return Err(io::Error::other(format!("the path to {} has more than {MAX_LINKS} links", folder.display())));
        }
        let target = fs::read_link(&next)?;
        if target.is_absolute() {
            here = PathBuf::from("/");
        }
        push(&mut left, &target);
    }
    Ok(Some(here))
}

/// Pushes the components of `path` on the stack, the first on top.
fn push(left: &mut Vec<OsString>, path: &Path) {
    let names = path.components().rev().filter(|part| matches!(part, Component::Normal(_) | Component::ParentDir));
    left.extend(names.map(|part| part.as_os_str().to_owned()));
}

/// Creates a folder with mode 0700, whatever the umask. Another process may have created it first.
fn create_folder(path: &Path) -> io::Result<Metadata> {
    match DirBuilder::new().mode(0o700).create(path) {
        Ok(()) => {
            let created = fs::symlink_metadata(path)?;
            if created.mode() & 0o700 != 0o700 {
                fs::set_permissions(path, Permissions::from_mode(0o700))?;
            }
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    fs::symlink_metadata(path)
}

/// Refuses a parent in which somebody else could rename entries, and so replace the folder.
fn check_parent(path: &Path, found: &Metadata) -> io::Result<()> {
    check_owner(path, found)?;
    // In a sticky folder, such as /tmp, users can create entries, but rename only their own.
    let mode = found.mode();
    if mode & 0o022 == 0 || mode & STICKY != 0 {
        return Ok(());
    }
    // By convention the group with the user's number has no other member; pam_umask relies on it as well.
    let own_group = found.gid() == user() && user() != 0;
    if mode & 0o002 == 0 && own_group {
        return Ok(());
    }
    Err(io::Error::other(format!(
        "the path to its folder contains {}, in which others can replace it (mode {:04o}); allowed are folders that nobody else \
         can write to, and sticky folders",
        path.display(),
        mode & 0o7777
    )))
}

fn check_owner(path: &Path, found: &Metadata) -> io::Result<()> {
    let owner = found.uid();
    if owner == 0 || owner == user() {
        return Ok(());
    }
    let user = user();
    Err(io::Error::other(format!(
        "the path to its folder contains {}, which belongs to user {owner}; allowed are folders and links of root and of user {user}",
        path.display()
    )))
}

/// Adds the path to an error.
pub(crate) fn with_path(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
