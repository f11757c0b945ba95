//! Writing files whole or not at all.
//!
//! In: bytes and where they belong. Out: the file or folder in place, or an error with everything as before. A reader
//! sees the old or the new, never a part.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::{fs, mem};

use tempfile::{Builder, NamedTempFile, TempDir};

/// Puts the bytes in the file, creating its folder.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = file_beside(path)?;
    beside.write_all(bytes)?;
    put_in_place(beside, path)
}

/// A file in the same folder, for those who write by name; [`put_in_place`] finishes it.
pub fn file_beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = folder_of(path);
    fs::create_dir_all(&folder)?;
    Builder::new().prefix(".noegle-").tempfile_in(folder)
}

pub fn put_in_place(beside: NamedTempFile, path: &Path) -> io::Result<()> {
    usual_permissions(beside.path(), path)?;
    beside.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Temporary files are private; a finished one keeps its predecessor's rights, or gets those of any new file.
#[cfg(unix)]
fn usual_permissions(beside: &Path, path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    let permissions = match fs::metadata(path) {
        Ok(existing) => existing.permissions(),
        Err(_) => fs::Permissions::from_mode(0o644),
    };
    fs::set_permissions(beside, permissions)
}

#[cfg(not(unix))]
fn usual_permissions(_beside: &Path, _path: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes the folder hold exactly these files, named by paths inside it with `/`.
pub fn replace_folder(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    let mut fresh = FreshFolder::beside(folder)?;
    for (name, bytes) in files {
        fresh.add(name, bytes)?;
    }
    fresh.put_in_place()
}

/// A folder under way beside the one it will replace. Dropped before that, it leaves nothing behind.
#[derive(Debug)]
pub struct FreshFolder {
    target: PathBuf,
    beside: TempDir,
}

impl FreshFolder {
    pub fn beside(target: &Path) -> io::Result<FreshFolder> {
        let parent = folder_of(target);
        fs::create_dir_all(&parent)?;
        let fresh =
            FreshFolder { target: target.to_owned(), beside: Builder::new().prefix(".noegle-").tempdir_in(parent)? };
        fs::create_dir(fresh.path())?;
        Ok(fresh)
    }

    fn path(&self) -> PathBuf {
        self.beside.path().join("fresh")
    }

    /// A file by its path inside the folder, with `/`.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.path().join(name);
        fs::create_dir_all(folder_of(&path))?;
        fs::write(path, bytes)
    }

    /// The folder holds exactly the files added.
    pub fn put_in_place(self) -> io::Result<()> {
        let (fresh, former) = (self.path(), self.beside.path().join("former"));
        swap(&self.target, &fresh, &former, self.beside)
    }
}

fn swap(folder: &Path, fresh: &Path, former: &Path, beside: TempDir) -> io::Result<()> {
    let existed = folder.exists();
    if existed {
        fs::rename(folder, former)?;
    }
    let Err(error) = fs::rename(fresh, folder) else { return Ok(()) };
    if existed && fs::rename(former, folder).is_err() {
        // Nothing could be put back: leave the former folder where it is instead of deleting it.
        mem::forget(beside);
    }
    Err(error)
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}
