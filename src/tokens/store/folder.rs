//! A folder that only its user can access, and the files in it.
//!
//! The folder is checked each time it is opened. It is opened never through a link, so nothing can replace it between the check and the use.
//! A folder that others can access is refused and left unchanged: they may have put files there already, and the permissions may be
//! intended.
//!
//! | | Unix | Windows |
//! | --- | --- | --- |
//! | the folder must | belong to the user, with mode 0700 | belong to the user or the administrators, and let in only them and the system |
//! | the path to it must | be one that only root and the user can redirect | be anything: what it leads to is checked |
//! | the files are opened | relative to the checked handle | by path, while the handle keeps the folder where it is |

mod missing;
#[cfg(unix)]
mod path_check;
mod unique_name;
#[cfg(unix)]
mod unix;
#[cfg(unix)]
mod user;
#[cfg(windows)]
mod windows;
#[cfg(any(windows, test))]
mod windows_access;

#[cfg(windows)]
pub(crate) use windows::{Folder, belongs_to_user, user_suffix};
#[cfg(unix)]
pub(crate) use {
    unix::Folder,
    user::{belongs_to_user, user_suffix},
};
