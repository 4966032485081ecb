//! Which folder a file store uses.

use std::path::{Path, PathBuf};

use super::folder::{belongs_to_user, user_suffix};

const NAME: &str = "pipedream-native";

/// A folder that the caller named, or one in the user's cache folder, found by environment variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Location {
    Named(PathBuf),
    Cache {
        /// `XDG_CACHE_HOME` or `LOCALAPPDATA`.
        caches: Vec<PathBuf>,
        home: Option<PathBuf>,
        /// The folder for temporary files, which users may share.
        shared: PathBuf,
    },
}

impl Location {
    /// The user's cache folder by the environment that `variable` reads. A path that is not absolute is ignored (XDG Base
    /// Directory Specification: "All paths set in these environment variables must be absolute"). So is `/` as a home.
    pub(crate) fn cache(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> Self {
        let absolute = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let shared = Some(std::env::temp_dir()).filter(|path| path.is_absolute()).unwrap_or_else(|| "/tmp".into());
        Self::Cache {
            caches: ["XDG_CACHE_HOME", "LOCALAPPDATA"].into_iter().filter_map(absolute).collect(),
            home: absolute("HOME").filter(|home| home.parent().is_some()),
            shared,
        }
    }

    /// The folder. A cache folder or a home of another user, as `sudo` may leave it, is ignored, and so is a home that does
    /// not exist. Without either, the folder is in the shared temporary folder, with the user's number in its name.
    pub(crate) fn folder(&self) -> PathBuf {
        let (caches, home, shared) = match self {
            Self::Named(folder) => return folder.clone(),
            Self::Cache { caches, home, shared } => (caches, home, shared),
        };
        let is_own = |path: &&PathBuf| belongs_to_user(path) == Some(true);
        let may_be_own = |path: &&PathBuf| belongs_to_user(path) != Some(false);
        let cache = caches.iter().find(may_be_own).cloned();
        let cache = cache.or_else(|| home.as_ref().filter(is_own).map(|home| home.join(".cache")).filter(|cache| may_be_own(&cache)));
        cache.map_or_else(|| shared.join(format!("{NAME}{}", user_suffix())), |cache: PathBuf| Path::join(&cache, NAME))
    }
}
