//! What is around the store: who may read it, how much room there is, what kind of disk it is on, what lies beside it.

use std::fs;
use std::path::Path;

use super::Finding;
use crate::store::open::make::{SIDES, folder, sibling, stale};

/// Less room than this is too little for a morning's work and SQLite's log.
const LITTLE_ROOM: u64 = 64 << 20;

pub(super) fn look(path: &Path) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Ok(target) = fs::read_link(path) {
        findings.push(Finding::well(
            "file",
            format!("{} is a link to {}", path.display(), target.display()),
        ));
    }
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    findings.push(permissions(path));
    findings.push(disk(path));
    findings.extend(left_over(path));
    findings
}

/// A number of bytes as a person says it.
pub(super) fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
    let mut tenths = bytes / 100;
    let mut unit = 0;
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        tenths /= 1_000;
        unit += 1;
    }
    let unit = UNITS.get(unit).copied().unwrap_or_default();
    if tenths >= 100 {
        format!("{} {unit}", tenths / 10)
    } else {
        format!("{}.{} {unit}", tenths / 10, tenths % 10)
    }
}

#[cfg(unix)]
fn permissions(path: &Path) -> Finding {
    use std::os::unix::fs::PermissionsExt;
    const AREA: &str = "permissions";
    let mode = |path: &Path| fs::metadata(path).map(|meta| meta.permissions().mode() & 0o7777);
    let mut files = vec![path.to_owned()];
    files.extend(SIDES.iter().map(|side| sibling(path, side)));
    for file in files {
        if let Ok(mode) = mode(&file)
            && mode & 0o077 != 0
        {
            return Finding::wrong(
                AREA,
                format!(
                    "others on this machine can get at {} ({mode:04o})",
                    file.display()
                ),
                format!("run `chmod 600 {}`", file.display()),
            );
        }
    }
    let folder = folder(path);
    match mode(folder) {
        // In a folder with the sticky bit, others can add files but not replace this one.
        Ok(mode) if mode & 0o022 != 0 && mode & 0o1000 == 0 => Finding::wrong(
            AREA,
            format!(
                "others on this machine can replace files in {} ({mode:04o})",
                folder.display()
            ),
            format!("run `chmod go-w {}`", folder.display()),
        ),
        Ok(mode) if mode & 0o077 != 0 => Finding::note(
            AREA,
            format!(
                "only you can read the store; others can see that it is in {} ({mode:04o})",
                folder.display()
            ),
            format!(
                "run `chmod 700 {}` if the folder holds nothing for others",
                folder.display()
            ),
        ),
        Ok(_) => Finding::well(AREA, "only you can read the store and its folder"),
        Err(error) => Finding::wrong(
            AREA,
            format!("the folder {} can't be looked at ({error})", folder.display()),
            "check who owns it and its permissions",
        ),
    }
}

#[cfg(not(unix))]
fn permissions(path: &Path) -> Finding {
    Finding::well(
        "permissions",
        format!("as the folder {} gives them", folder(path).display()),
    )
}

#[cfg(unix)]
fn disk(path: &Path) -> Finding {
    const AREA: &str = "disk";
    if let Some(kind) = network_kind(path) {
        return Finding::wrong(
            AREA,
            format!("the store is on a network file system ({kind}), where two machines can damage it"),
            "move it to a disk of this machine, and back it up to the network with `downbeat backup FILE`",
        );
    }
    let free = match rustix::fs::statvfs(folder(path)) {
        Ok(stat) => stat.f_bavail.saturating_mul(stat.f_frsize),
        Err(error) => return Finding::well(AREA, format!("how much room there is can't be told ({error})")),
    };
    let store = fs::metadata(path).map_or(0, |meta| meta.len());
    if free < LITTLE_ROOM {
        Finding::wrong(
            AREA,
            format!("only {} are free", size(free)),
            "free some space before the disk is full",
        )
    } else if free < store.saturating_mul(3) {
        Finding::note(
            AREA,
            format!(
                "{} are free, too little to restore a backup beside the store",
                size(free)
            ),
            "free some space before a restore, or a newer downbeat, needs it",
        )
    } else {
        Finding::well(AREA, format!("{} are free", size(free)))
    }
}

#[cfg(not(unix))]
fn disk(_: &Path) -> Finding {
    Finding::well(
        "disk",
        format!(
            "how much room there is can't be told here; {} would be little",
            size(LITTLE_ROOM)
        ),
    )
}

#[cfg(target_os = "linux")]
fn network_kind(path: &Path) -> Option<&'static str> {
    let stat = rustix::fs::statfs(folder(path)).ok()?;
    // The type of the field differs between machines; the magic numbers have 32 bits.
    network_name(u32::try_from(i128::from(stat.f_type) & 0xffff_ffff).ok()?)
}

#[cfg(all(unix, not(target_os = "linux")))]
fn network_kind(_: &Path) -> Option<&'static str> {
    None
}

/// The network file system with this magic number (`statfs(2)`), if it is one.
#[cfg(any(test, target_os = "linux"))]
const fn network_name(magic: u32) -> Option<&'static str> {
    match magic {
        0x0000_6969 => Some("NFS"),
        0x0000_517b | 0xff53_4d42 | 0xfe53_4d42 => Some("SMB"),
        0x5346_414f => Some("AFS"),
        0x7375_7245 => Some("Coda"),
        0x00c3_6400 => Some("Ceph"),
        0x0102_1997 => Some("9P"),
        0x0bd0_0bd0 => Some("Lustre"),
        0x0116_1970 => Some("GFS2"),
        _ => None,
    }
}

fn left_over(path: &Path) -> Option<Finding> {
    let left: Vec<String> = stale(path)
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    (!left.is_empty()).then(|| {
        Finding::note(
            "left over",
            format!("a start that broke off left {}", left.join(", ")),
            "remove what is named; nothing is in it that the store does not have",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_said_in_the_unit_that_fits() {
        assert_eq!(size(0), "0.0 kB");
        assert_eq!(size(4_096), "4.0 kB");
        assert_eq!(size(217_088), "217 kB");
        assert_eq!(size(505_000_000), "505 MB");
        assert_eq!(size(1_500_000_000), "1.5 GB");
    }

    #[test]
    fn a_network_file_system_is_known_by_its_magic_number() {
        assert_eq!(network_name(0x6969), Some("NFS"));
        assert_eq!(network_name(0xff53_4d42), Some("SMB"));
        // ext4, tmpfs, btrfs.
        for local in [0xef53, 0x0102_1994, 0x9123_683e] {
            assert_eq!(network_name(local), None);
        }
    }
}
