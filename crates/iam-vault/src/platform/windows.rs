//! Windows: an owner-only access list on the folder, which everything made in it inherits.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::windows::ffi::OsStrExt;
use std::os::windows::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::ptr;

use windows_sys::Win32::Foundation::LocalFree;
use windows_sys::Win32::Security::Authorization::{
    ConvertStringSecurityDescriptorToSecurityDescriptorW, SDDL_REVISION_1,
};
use windows_sys::Win32::Security::{PSECURITY_DESCRIPTOR, SECURITY_ATTRIBUTES};
use windows_sys::Win32::Storage::FileSystem::{
    CreateDirectoryW, FILE_ATTRIBUTE_REPARSE_POINT, FILE_FLAG_OPEN_REPARSE_POINT,
};

/// Protected (nothing is inherited from above); full access for the owner and for the system,
/// inherited by files and folders within.
const OWNER_ONLY: &str = "D:P(A;OICI;FA;;;OW)(A;OICI;FA;;;SY)";

#[expect(
    unsafe_code,
    reason = "the standard library cannot give a folder an access list when making it"
)]
pub(super) fn make_private_folder(path: &Path) -> io::Result<()> {
    let sddl: Vec<u16> = OWNER_ONLY.encode_utf16().chain([0]).collect();
    let name: Vec<u16> = path.as_os_str().encode_wide().chain([0]).collect();
    let mut descriptor: PSECURITY_DESCRIPTOR = ptr::null_mut();
    // SAFETY: `sddl` ends with a zero; the descriptor is freed below.
    let converted = unsafe {
        ConvertStringSecurityDescriptorToSecurityDescriptorW(
            sddl.as_ptr(),
            SDDL_REVISION_1,
            &raw mut descriptor,
            ptr::null_mut(),
        )
    };
    if converted == 0 {
        return Err(io::Error::last_os_error());
    }
    let attributes = SECURITY_ATTRIBUTES {
        nLength: size_of::<SECURITY_ATTRIBUTES>() as u32,
        lpSecurityDescriptor: descriptor,
        bInheritHandle: 0,
    };
    // SAFETY: `name` ends with a zero, and `attributes` outlives the call.
    let made = unsafe { CreateDirectoryW(name.as_ptr(), &raw const attributes) };
    let error = io::Error::last_os_error();
    // SAFETY: the conversion allocated it with LocalAlloc, as its documentation says.
    unsafe { LocalFree(descriptor.cast()) };
    if made == 0 { Err(error) } else { Ok(()) }
}

pub(super) fn make_private_file(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .open(path)
}

pub(super) fn open_without_following(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(FILE_FLAG_OPEN_REPARSE_POINT)
        .open(path)?;
    if file.metadata()?.file_attributes() & FILE_ATTRIBUTE_REPARSE_POINT != 0 {
        return Err(super::not_regular());
    }
    Ok(file)
}

/// NTFS journals names itself; a folder cannot be flushed without rights over the whole volume.
pub(super) fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}
