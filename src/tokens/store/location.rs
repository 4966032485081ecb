//! Which folder a file store uses.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::folder::{belongs_to_user, user_suffix};

const NAME: &str = "pipedream-native";

/// A folder that the caller named, or one in the user's cache folder, found by environment variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Location {
    Named(PathBuf),
    Cache {
        /// `XDG_CACHE_HOME`, or what the system has for it.
        caches: Vec<PathBuf>,
        /// The user's home, and the folder for caches in it.
        home: Option<(PathBuf, &'static str)>,
        /// The folder for temporary files, which users may share.
        shared: PathBuf,
    },
}

/// Where users expect a cache.
#[derive(Clone, Copy)]
enum System {
    Unix,
    MacOs,
    Windows,
}

impl Location {
    /// The user's cache folder on this system, by the environment that `variable` reads.
    pub(crate) fn cache(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let system = match () {
            () if cfg!(windows) => System::Windows,
            () if cfg!(target_os = "macos") => System::MacOs,
            () => System::Unix,
        };
        Self::cache_on(system, variable)
    }

    /// The same on any system. A path that is not absolute is ignored (XDG Base Directory Specification: "All paths set in these environment
    /// variables must be absolute"). So is `/` as a home. Windows' variables are read on Windows only: WSL can hand them to Linux, where
    /// they name a drive without permissions.
    fn cache_on(system: System, variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let absolute = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let (cache, home, below) = match system {
            System::Unix => (None, "HOME", ".cache"),
            // What is there is not part of a backup.
            System::MacOs => (None, "HOME", "Library/Caches"),
            System::Windows => (Some("LOCALAPPDATA"), "USERPROFILE", r"AppData\Local"),
        };
        let shared = Some(std::env::temp_dir()).filter(|path| path.is_absolute()).unwrap_or_else(|| "/tmp".into());
        Self::Cache {
            caches: ["XDG_CACHE_HOME"].into_iter().chain(cache).filter_map(absolute).collect(),
            home: absolute(home).filter(|home| home.parent().is_some()).map(|home| (home, below)),
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
        let cache = cache.or_else(|| {
            home.as_ref().filter(|(home, _)| is_own(&home)).map(|(home, below)| home.join(below)).filter(|cache| may_be_own(&cache))
        });
        cache.map_or_else(|| shared.join(format!("{NAME}{}", user_suffix())), |cache: PathBuf| Path::join(&cache, NAME))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn each_system_has_its_own_folder_for_caches() {
        let home = std::env::temp_dir().join(format!("pipedream-native-home-{}", std::process::id()));
        std::fs::create_dir_all(&home).unwrap();
        let found = |system, names: &[(&str, &str)]| {
            let variable = |name: &str| names.iter().find(|(set, _)| *set == name).map(|(_, below)| home.join(below).into_os_string());
            Location::cache_on(system, variable).folder().strip_prefix(&home).map(Path::to_path_buf).ok()
        };
        let all = [("HOME", ""), ("USERPROFILE", ""), ("LOCALAPPDATA", "Local")];
        let path = |path: &str| Some(PathBuf::from(path));
        assert_eq!(found(System::Unix, &all), path(".cache/pipedream-native"));
        assert_eq!(found(System::MacOs, &all), path("Library/Caches/pipedream-native"));
        assert_eq!(found(System::Windows, &all), path("Local/pipedream-native"));
        assert_eq!(found(System::Windows, &[("USERPROFILE", "")]), path(r"AppData\Local/pipedream-native"));
        assert_eq!(found(System::Unix, &[("LOCALAPPDATA", "Local")]), None, "the shared folder");
        for system in [System::Unix, System::MacOs, System::Windows] {
            assert_eq!(found(system, &[("HOME", ""), ("XDG_CACHE_HOME", "xdg")]), path("xdg/pipedream-native"));
        }
        std::fs::remove_dir_all(home).unwrap();
    }
}
