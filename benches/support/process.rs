//! The program itself in a pseudo-terminal.

use std::io::{Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// A first frame.
pub(crate) struct First {
    /// From the start of the process to the last byte of the frame.
    pub(crate) time: Duration,
    /// Of that, what the program's first thread was at work on a processor; unknown is nothing.
    pub(crate) worked: Duration,
    /// Kilobytes of memory that the process holds.
    pub(crate) memory: u64,
}

/// Starts the program on a store, and leaves it when its first frame stands.
pub(crate) fn first_frame(store: &Path) -> First {
    let (cols, rows) = super::SIZE;
    let pty = native_pty_system()
        .openpty(PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        })
        .unwrap();
    let config = store.with_extension("toml");
    std::fs::write(&config, "zone = \"UTC\"\n").unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_downbeat"));
    command.args([
        "--db".as_ref(),
        store.as_os_str(),
        "--config".as_ref(),
        config.as_os_str(),
    ]);
    command.args(["--now", &super::now().to_rfc3339()]);
    command.env("TERM", "xterm-256color");
    let mut reader = pty.master.try_clone_reader().unwrap();
    let mut writer = pty.master.take_writer().unwrap();
    let start = Instant::now();
    let mut child = pty.slave.spawn_command(command).unwrap();
    let (mut seen, mut chunk) = (Vec::new(), vec![0; 65_536]);
    // The last line of the frame holds the keys that work now.
    while !seen.windows(8).any(|window| window == b"all keys") {
        let read = reader.read(&mut chunk).unwrap();
        assert!(read > 0, "the program ended: {}", String::from_utf8_lossy(&seen));
        seen.extend_from_slice(&chunk[..read]);
    }
    let time = start.elapsed();
    let of = |name: &str| {
        let path = format!("/proc/{}/{name}", child.process_id().unwrap());
        std::fs::read_to_string(path).unwrap_or_default()
    };
    let worked = of("schedstat");
    let worked = worked.split_whitespace().next().and_then(|ns| ns.parse().ok());
    let status = of("status");
    let memory = status
        .lines()
        .find_map(|line| {
            line.strip_prefix("VmRSS:")?
                .trim()
                .strip_suffix(" kB")?
                .trim()
                .parse()
                .ok()
        })
        .unwrap_or(0);
    writer.write_all(b"q").unwrap();
    // The frame goes on; what is left is read so that the program can end.
    std::thread::spawn(move || {
        let mut rest = Vec::new();
        drop(reader.read_to_end(&mut rest));
    });
    child.wait().unwrap();
    First {
        time,
        worked: Duration::from_nanos(worked.unwrap_or(0)),
        memory,
    }
}
