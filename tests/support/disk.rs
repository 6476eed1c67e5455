//! A small disk of its own, for tests of what happens when there is no room or nothing may be written.

use std::fs;
use std::path::PathBuf;
use std::process::Command as Process;

/// A small disk of its own, gone with this.
pub(crate) struct Disk {
    pub(crate) folder: tempfile::TempDir,
}

impl Disk {
    pub(crate) fn new(options: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Process::new("mount")
            .args(["-t", "tmpfs", "-o", options, "downbeat-test"])
            .arg(folder.path())
            .output()
            .is_ok_and(|output| output.status.success());
        if !mounted {
            println!("skipped: this test needs the right to mount a small disk");
        }
        mounted.then_some(Self { folder })
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn remount(&self, options: &str) {
        let status = Process::new("mount")
            .args(["-o", &format!("remount,{options}")])
            .arg(self.folder.path())
            .status();
        assert!(status.unwrap().success());
    }

    /// Fills what room there is, but for so many bytes, with a file of that name.
    pub(crate) fn fill(&self, name: &str, room: u64) -> PathBuf {
        let path = self.path(name);
        let mut length = 8 << 20;
        while fs::write(&path, vec![0; length]).is_err() {
            length -= 4096;
        }
        fs::write(&path, vec![0; length - usize::try_from(room).unwrap()]).unwrap();
        path
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let unmounted = Process::new("umount").arg("-l").arg(self.folder.path()).status();
        if !unmounted.is_ok_and(|status| status.success()) {
            println!("{} is still mounted", self.folder.path().display());
        }
    }
}
