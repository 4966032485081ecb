//! Where the folder is.

use std::path::{Path, PathBuf};

use super::folder::{belongs_to_user, user_suffix};

const NAME: &str = "pipedream-native";

/// A folder that was named, or the user's cache folder by what the environment says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    Named(PathBuf),
    Cache {
        /// `XDG_CACHE_HOME` or `LOCALAPPDATA`.
        caches: Vec<PathBuf>,
        home: Option<PathBuf>,
        /// The folder for temporary files, which users may share.
        shared_store: PathBuf,
    },
}

impl Location {
    /// What `variable` gives for the user's cache folder. A path that is not absolute is none (XDG Base Directory
    /// Specification, "All paths set in these environment variables must be absolute"), and `/` is nobody's home.
    pub fn cache(variable: impl Fn(&str) -> Option<std::ffi::OsString>) -> Self {
        let absolute = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let shared_store = Some(std::env::temp_dir()).filter(|path| path.is_absolute()).unwrap_or_else(|| "/tmp".into());
        Self::Cache {
            caches: ["XDG_CACHE_HOME", "LOCALAPPDATA"].into_iter().filter_map(absolute).collect(),
            home: absolute("HOME").filter(|home| home.parent().is_some()),
            shared_store,
        }
    }

    /// The folder. A cache folder or a home that is another user's, as `sudo` may leave it, is passed over. So is a home
    /// that is not there. What is left then is a folder in the shared_store one, with the user's number in its name.
    pub fn folder(&self) -> PathBuf {
        let (caches, home, shared_store) = match self {
            Self::Named(folder) => return folder.clone(),
            Self::Cache { caches, home, shared_store } => (caches, home, shared_store),
        };
        let is_own = |path: &&PathBuf| belongs_to_user(path) == Some(true);
        let may_be_own = |path: &&PathBuf| belongs_to_user(path) != Some(false);
        let cache = caches.iter().find(may_be_own).cloned();
        let cache = cache.or_else(|| home.as_ref().filter(is_own).map(|home| home.join(".cache")).filter(|cache| may_be_own(&cache)));
        cache.map_or_else(|| shared_store.join(format!("{NAME}{}", user_suffix())), |cache: PathBuf| Path::join(&cache, NAME))
    }
}
