//! Windows: the owner and the access control list of a folder or a file are checked on its open handle.
//!
//! A path can lead elsewhere tomorrow: whoever may rename a folder above can put another one there. That one belongs to somebody else, so it
//! is refused when it is opened. While a folder is open here it cannot be renamed or removed, because the handle does not share that.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::windows::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use windows_permissions::constants::{SeObjectType, SecurityInformation};
use windows_permissions::{LocalBox, SecurityDescriptor, utilities, wrappers};

use super::missing::none_if_missing;
use super::unique_name::temporary_name;
use super::windows_access::{Kind, explain, private, shared};

/// To open a folder at all (`FILE_FLAG_BACKUP_SEMANTICS`).
const FOLDERS: u32 = 0x0200_0000;
/// To open a link itself, not what it leads to (`FILE_FLAG_OPEN_REPARSE_POINT`).
const LINKS: u32 = 0x0020_0000;
/// To read entries and the security descriptor (`FILE_LIST_DIRECTORY`, `FILE_READ_ATTRIBUTES`, `READ_CONTROL`).
const LIST: u32 = 0x1 | 0x80 | 0x2_0000;
/// To change who may access it as well (`WRITE_DAC`).
const CHANGE: u32 = LIST | 0x4_0000;
/// To create a file, read and write it, and say who may access it (`GENERIC_READ`, `GENERIC_WRITE`, `WRITE_DAC`).
const CREATE: u32 = 0x8000_0000 | 0x4000_0000 | 0x4_0000;
/// Others may read and write meanwhile, but not rename or remove it (`FILE_SHARE_READ`, `FILE_SHARE_WRITE`).
const STAYS: u32 = 0x1 | 0x2;
/// How long a file is tried to be replaced or removed that another program has open: a virus scanner, or an indexer. A store has 100 ms.
const BUSY_LIMIT: Duration = Duration::from_millis(60);

/// How long a lock file is given to become private that another process creates.
const FRESH_LIMIT: Duration = Duration::from_millis(20);

/// An open folder that has passed the check.
pub(crate) struct Folder {
    path: PathBuf,
    /// Keeps the folder where it is.
    _handle: File,
}

/// `Some(true)` if `path` exists. Who it belongs to is checked when it is opened.
pub(crate) fn belongs_to_user(path: &Path) -> Option<bool> {
    path.exists().then_some(true)
}

/// Empty: each user has a temporary folder of their own.
pub(crate) fn user_suffix() -> String {
    String::new()
}

impl Folder {
    /// Opens and checks the folder. If it is missing, it is created if `create`, otherwise the result is `None`.
    pub(crate) fn open(path: &Path, create: bool) -> io::Result<Option<Self>> {
        let path = std::path::absolute(path)?;
        if create {
            create_private(&path)?;
        }
        let opened = none_if_missing(open_folder(&path, LIST)).map_err(|error| with_path(&path, &error))?;
        let Some(handle) = opened else { return Ok(None) };
        let kind = handle.metadata()?.file_type();
        if !kind.is_dir() {
            let is = if kind.is_symlink() { "a link" } else { "a file" };
            return Err(io::Error::other(format!("the folder {} must be a folder itself, it is {is}", path.display())));
        }
        check(&handle, Kind::Folder, &path)?;
        Ok(Some(Self { path, _handle: handle }))
    }

    /// The first `limit` bytes of a file. `None` if it does not exist.
    pub(crate) fn read(&self, name: &str, limit: u64) -> io::Result<Option<Vec<u8>>> {
        let Some(file) = none_if_missing(self.open_file(name, OpenOptions::new().read(true)))? else { return Ok(None) };
        let mut value = Vec::new();
        file.take(limit).read_to_end(&mut value)?;
        Ok(Some(value))
    }

    /// Writes a file under a temporary name and renames it, so that a reader finds all of it or nothing.
    pub(crate) fn write(&self, name: &str, value: &[u8]) -> io::Result<()> {
        let temporary = temporary_name(name)?;
        let (from, to) = (self.path.join(&temporary), self.path.join(name));
        let mut file = self.create_file(&temporary)?;
        let written = file.write_all(value).and_then(|()| file.sync_all());
        drop(file);
        let written = written.and_then(|()| while_busy(|| fs::rename(&from, &to)));
        if written.is_err() {
            // Clean up. If that fails too, a useless file stays behind.
            _ = fs::remove_file(&from);
        }
        written.map_err(|error| with_path(&to, &error))
    }

    /// Removes a file, if it exists.
    pub(crate) fn remove(&self, name: &str) -> io::Result<()> {
        let path = self.path.join(name);
        none_if_missing(while_busy(|| fs::remove_file(&path))).map(drop).map_err(|error| with_path(&path, &error))
    }

    /// Opens a file to lock. Its content does not change.
    #[expect(clippy::disallowed_methods, reason = "it runs on a thread for files")]
    pub(crate) fn lock_file(&self, name: &str) -> io::Result<File> {
        match self.create_file(name) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            outcome => return outcome,
        }
        // Another process may have created it just now, and not made it private yet.
        let began = Instant::now();
        loop {
            match self.open_file(name, OpenOptions::new().read(true).write(true)) {
                Err(_) if began.elapsed() < FRESH_LIMIT => std::thread::sleep(Duration::from_millis(2)),
                outcome => return outcome,
            }
        }
    }

    /// Creates a file that only the user may access, whatever it would inherit.
    fn create_file(&self, name: &str) -> io::Result<File> {
        let path = self.path.join(name);
        let mut options = OpenOptions::new();
        let created = options.write(true).create_new(true).access_mode(CREATE).custom_flags(LINKS).open(&path);
        let mut file = created.map_err(|error| with_path(&path, &error))?;
        make_private(&mut file, Kind::File).map_err(|error| with_path(&path, &error))?;
        Ok(file)
    }

    /// Opens a file of this folder that only the user may access. Never follows a link. A file with a second name is not looked for: only
    /// who may write into the folder could make one.
    fn open_file(&self, name: &str, options: &mut OpenOptions) -> io::Result<File> {
        let path = self.path.join(name);
        let file = options.custom_flags(LINKS).open(&path).map_err(|error| with_path(&path, &error))?;
        if !file.metadata()?.file_type().is_file() {
            return Err(io::Error::other(format!("{} is not trusted: it must be a file, it is a link", path.display())));
        }
        check(&file, Kind::File, &path)?;
        Ok(file)
    }
}

fn open_folder(path: &Path, access: u32) -> io::Result<File> {
    OpenOptions::new().access_mode(access).share_mode(STAYS).custom_flags(FOLDERS | LINKS).open(path)
}

/// Creates the folder and those above it. Only the user, the system and the administrators may access the folder, whatever it would inherit.
/// Another process may have created it first.
fn create_private(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok() {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|error| with_path(parent, &error))?;
    }
    // Under another name first, so that nobody finds it with what it inherits.
    let mut fresh = path.as_os_str().to_owned();
    fresh.push(temporary_name("")?);
    let fresh = PathBuf::from(fresh);
    fs::create_dir(&fresh).map_err(|error| with_path(&fresh, &error))?;
    let made =
        open_folder(&fresh, CHANGE).and_then(|mut handle| make_private(&mut handle, Kind::Folder)).and_then(|()| fs::rename(&fresh, path));
    if made.is_err() {
        _ = fs::remove_dir(&fresh);
    }
    match made {
        Err(error) if fs::symlink_metadata(path).is_err() => Err(with_path(path, &error)),
        _ => Ok(()),
    }
}

fn make_private(handle: &mut File, kind: Kind) -> io::Result<()> {
    let wanted: LocalBox<SecurityDescriptor> = private(kind, user()?).parse()?;
    let parts = SecurityInformation::Dacl | SecurityInformation::ProtectedDacl;
    wrappers::SetSecurityInfo(handle, SeObjectType::SE_FILE_OBJECT, parts, None, None, wanted.dacl(), None)
}

/// Refuses what others may access.
fn check(handle: &File, kind: Kind, path: &Path) -> io::Result<()> {
    let parts = SecurityInformation::Owner | SecurityInformation::Dacl;
    let found = wrappers::GetSecurityInfo(handle, SeObjectType::SE_FILE_OBJECT, parts).map_err(|error| with_path(path, &error))?;
    let text = wrappers::ConvertSecurityDescriptorToStringSecurityDescriptor(&found, parts)?;
    let user = user()?;
    match shared(&text.to_string_lossy(), user) {
        None => Ok(()),
        Some(why) => Err(io::Error::other(explain(&why, kind, &path.display().to_string(), user))),
    }
}

/// The SID of the user of this process.
fn user() -> io::Result<&'static str> {
    static USER: OnceLock<String> = OnceLock::new();
    if let Some(user) = USER.get() {
        return Ok(user);
    }
    let sid = utilities::current_process_sid()?;
    let text = wrappers::ConvertSidToStringSid(&sid)?;
    Ok(USER.get_or_init(|| text.to_string_lossy().into_owned()))
}

/// Tries again while another program has the file open.
#[expect(clippy::disallowed_methods, reason = "it runs on a thread for files")]
fn while_busy<T>(act: impl Fn() -> io::Result<T>) -> io::Result<T> {
    let began = Instant::now();
    loop {
        match act() {
            // ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION.
            Err(error) if matches!(error.raw_os_error(), Some(5 | 32 | 33)) && began.elapsed() < BUSY_LIMIT => {
                std::thread::sleep(Duration::from_millis(5));
            }
            outcome => return outcome,
        }
    }
}

/// Adds the path to an error.
fn with_path(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("pipedream-native-{}-{name}", std::process::id()));
        _ = fs::remove_dir_all(&path);
        path
    }

    fn set(path: &Path, rules: &str) {
        let wanted: LocalBox<SecurityDescriptor> = rules.parse().unwrap();
        let mut handle = open_folder(path, CHANGE).unwrap();
        let parts = SecurityInformation::Dacl | SecurityInformation::ProtectedDacl;
        wrappers::SetSecurityInfo(&mut handle, SeObjectType::SE_FILE_OBJECT, parts, None, None, wanted.dacl(), None).unwrap();
    }

    #[test]
    fn a_folder_that_is_made_is_private_and_so_are_its_files() {
        let path = empty("made");
        assert!(Folder::open(&path, false).unwrap().is_none());
        let folder = Folder::open(&path.join("below"), true).unwrap().unwrap();
        folder.write("a.token", b"1").unwrap();
        folder.write("a.token", b"2").unwrap();
        assert_eq!(folder.read("a.token", 10).unwrap(), Some(b"2".to_vec()));
        assert_eq!(folder.read("b.token", 10).unwrap(), None);
        folder.remove("a.token").unwrap();
        folder.remove("a.token").unwrap();
        assert_eq!(fs::read_dir(path.join("below")).unwrap().count(), 0, "nothing temporary is left");
        drop(folder);
        fs::remove_dir_all(path).unwrap();
    }

    #[test]
    fn a_folder_that_others_can_access_is_refused_with_what_to_type() {
        let path = empty("shared");
        fs::create_dir(&path).unwrap();
        set(&path, &format!("{}(A;OICI;FR;;;WD)", private(Kind::Folder, user().unwrap())));
        let refused = Folder::open(&path, true).err().unwrap().to_string();
        assert!(refused.contains("it lets in Everyone") && refused.contains("icacls"), "{refused}");
        set(&path, &private(Kind::Folder, user().unwrap()));
        assert!(Folder::open(&path, true).unwrap().is_some());
        fs::remove_dir_all(path).unwrap();
    }

    #[test]
    fn a_file_in_its_place_is_refused() {
        let path = empty("file");
        fs::write(&path, "").unwrap();
        let refused = Folder::open(&path, true).err().unwrap().to_string();
        assert!(refused.contains("must be a folder itself, it is a file"), "{refused}");
        fs::remove_file(path).unwrap();
    }
}
