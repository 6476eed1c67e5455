//! Where the config and the store are, and the first writing of a config.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::{fs, io};

use chrono_tz::Tz;
use directories::ProjectDirs;
use thiserror::Error;

use super::{Config, ConfigErrors, resolve};

/// `config.example.toml`, as `downbeat config init` writes it.
pub const EXAMPLE: &str = include_str!("../../config.example.toml");

const CONFIG_FILE: &str = "config.toml";
const STORE_FILE: &str = "downbeat.db";
const LOG_FILE: &str = "downbeat.log";

/// Files that were named, by arguments (`--config`, `--db`) or by the environment (`DOWNBEAT_CONFIG`,
/// `DOWNBEAT_DB`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// The config.
    pub config: Option<PathBuf>,
    /// The store.
    pub store: Option<PathBuf>,
}

/// The folders that the platform has for a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Platform {
    /// For its config.
    pub config: PathBuf,
    /// For its data.
    pub data: PathBuf,
    /// For its logs.
    pub state: PathBuf,
}

impl Platform {
    /// This platform's, for the user who runs the program. `None` where there is no home folder.
    #[must_use]
    pub fn here() -> Option<Self> {
        let dirs = ProjectDirs::from("", "", "downbeat")?;
        Some(Self {
            config: dirs.config_dir().to_owned(),
            data: dirs.data_dir().to_owned(),
            state: dirs
                .state_dir()
                .unwrap_or_else(|| dirs.data_local_dir())
                .to_owned(),
        })
    }
}

/// Where everything is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The config.
    pub config: PathBuf,
    /// Whether the config was named: then it must be there.
    pub config_named: bool,
    /// The store.
    pub store: PathBuf,
    /// Whether the store was named.
    pub store_named: bool,
    /// The log file; beside the store where there is no home folder.
    pub log: PathBuf,
}

/// There is no home folder, and a file was not named.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "finding the {what} failed: there is no home folder to look in. Name the file with {argument} FILE or {variable}"
)]
pub struct NoHome {
    what: &'static str,
    argument: &'static str,
    variable: &'static str,
}

impl Paths {
    /// What the arguments name, else what the environment names, else the platform's folders. An empty name counts
    /// as none.
    ///
    /// # Errors
    /// Where a file is not named and the platform has no folder for it.
    pub fn find(args: Named, env: Named, platform: Option<&Platform>) -> Result<Self, NoHome> {
        let first = |one: Option<PathBuf>, other: Option<PathBuf>| {
            [one, other]
                .into_iter()
                .flatten()
                .find(|path| !path.as_os_str().is_empty())
        };
        let config = first(args.config, env.config);
        let store = first(args.store, env.store);
        let no_home = |what, argument, variable| NoHome {
            what,
            argument,
            variable,
        };
        let (config_named, store_named) = (config.is_some(), store.is_some());
        let config = config
            .or_else(|| platform.map(|dirs| dirs.config.join(CONFIG_FILE)))
            .ok_or_else(|| no_home("config", "--config", "DOWNBEAT_CONFIG"))?;
        let store = store
            .or_else(|| platform.map(|dirs| dirs.data.join(STORE_FILE)))
            .ok_or_else(|| no_home("store", "--db", "DOWNBEAT_DB"))?;
        let log = platform.map_or_else(
            || store.with_file_name(LOG_FILE),
            |dirs| dirs.state.join(LOG_FILE),
        );
        Ok(Self {
            config,
            config_named,
            store,
            store_named,
            log,
        })
    }
}

/// Why there is no config.
#[derive(Debug, Error)]
pub enum LoadError {
    /// It was named and is not there.
    #[error(
        "reading the config {0} failed: there is no such file. Name another, or write one with `downbeat config init`"
    )]
    Missing(PathBuf),
    /// It cannot be read.
    #[error("reading the config {0} failed: {1}. Nothing was started; see to the file and start again")]
    Unreadable(PathBuf, io::Error),
    /// It is not UTF-8.
    #[error(
        "reading the config {file} failed: line {line} is not UTF-8. Save the file as UTF-8 and start again"
    )]
    NotText {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// It has faults.
    #[error(transparent)]
    Faults(#[from] ConfigErrors),
}

/// Reads the config. Where it is not named and not there, the defaults hold.
///
/// # Errors
/// Where it is named and not there, cannot be read, or has faults.
pub fn load(paths: &Paths, local: Tz) -> Result<Config, LoadError> {
    let file = &paths.config;
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return if paths.config_named {
                Err(LoadError::Missing(file.clone()))
            } else {
                Ok(Config::defaults(local))
            };
        }
        Err(error) => return Err(LoadError::Unreadable(file.clone(), error)),
    };
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(resolve(text, file, local)?),
        Err(error) => {
            let before = bytes.iter().take(error.valid_up_to());
            let line = before.filter(|byte| **byte == b'\n').count() + 1;
            Err(LoadError::NotText {
                file: file.clone(),
                line,
            })
        }
    }
}

/// Why no config was written.
#[derive(Debug, Error)]
pub enum InitError {
    /// There is one already.
    #[error("writing a config to {0} failed: there is one already, and it was left as it is")]
    Exists(PathBuf),
    /// It could not be written.
    #[error("writing a config to {0} failed: {1}")]
    Unwritable(PathBuf, io::Error),
}

/// Writes the example config, in a folder for the user alone, over nothing.
///
/// # Errors
/// Where there is a file already, or none can be written.
pub fn init(file: &Path) -> Result<(), InitError> {
    let unwritable = |error: io::Error| match error.kind() {
        ErrorKind::AlreadyExists => InitError::Exists(file.to_owned()),
        _ => InitError::Unwritable(file.to_owned(), error),
    };
    if let Some(folder) = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir())
    {
        private_folder()
            .create(folder)
            .map_err(|error| InitError::Unwritable(file.to_owned(), error))?;
    }
    let mut written = private_file().open(file).map_err(unwritable)?;
    written.write_all(EXAMPLE.as_bytes()).map_err(unwritable)
}

/// Makes folders that only their user can enter (0700 on Unix).
pub(super) fn private_folder() -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Opens a new file that only its user can read (0600 on Unix).
pub(super) fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn platform() -> Platform {
        Platform {
            config: "/c".into(),
            data: "/d".into(),
            state: "/s".into(),
        }
    }

    fn named(config: Option<&str>, store: Option<&str>) -> Named {
        Named {
            config: config.map(PathBuf::from),
            store: store.map(PathBuf::from),
        }
    }

    #[test]
    fn arguments_stand_before_the_environment_and_both_before_the_platform() {
        let paths = Paths::find(
            named(Some("/a/x"), None),
            named(Some("/e/x"), Some("/e/db")),
            Some(&platform()),
        );
        let paths = paths.unwrap();
        assert_eq!((paths.config, paths.config_named), ("/a/x".into(), true));
        assert_eq!((paths.store, paths.store_named), ("/e/db".into(), true));
        let paths = Paths::find(Named::default(), named(Some(""), None), Some(&platform())).unwrap();
        assert_eq!(
            (paths.config, paths.config_named),
            ("/c/config.toml".into(), false)
        );
        assert_eq!(
            (paths.store, paths.log),
            ("/d/downbeat.db".into(), "/s/downbeat.log".into())
        );
    }

    #[test]
    fn without_a_home_folder_the_files_must_be_named() {
        let error = Paths::find(named(Some("/a/x"), None), Named::default(), None).unwrap_err();
        assert!(error.to_string().contains("--db FILE or DOWNBEAT_DB"), "{error}");
        let paths = Paths::find(named(Some("/a/x"), Some("/a/db")), Named::default(), None).unwrap();
        assert_eq!(paths.log, PathBuf::from("/a/downbeat.log"));
    }

    fn paths_to(config: &Path, config_named: bool) -> Paths {
        Paths {
            config: config.to_owned(),
            config_named,
            store: "db".into(),
            store_named: false,
            log: "log".into(),
        }
    }

    #[test]
    fn the_first_config_is_private_loads_and_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new/config.toml");
        init(&file).unwrap();
        let config = load(&paths_to(&file, true), Tz::Europe__Berlin).unwrap();
        assert_eq!(config.settings, Config::defaults(Tz::Europe__Berlin).settings);
        fs::write(&file, "rep = \"Ada\"\n").unwrap();
        assert!(matches!(init(&file), Err(InitError::Exists(_))));
        assert_eq!(fs::read_to_string(&file).unwrap(), "rep = \"Ada\"\n");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_the_first_config() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new/config.toml");
        init(&file).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(file.parent().unwrap()), mode(&file)), (0o700, 0o600));
    }

    #[test]
    fn a_config_that_is_named_must_be_there_and_be_text() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        assert!(matches!(
            load(&paths_to(&file, true), Tz::UTC),
            Err(LoadError::Missing(_))
        ));
        assert_eq!(
            load(&paths_to(&file, false), Tz::UTC).unwrap(),
            Config::defaults(Tz::UTC)
        );
        fs::write(&file, b"rep = \"x\"\n\nzone = \"\xff\"\n").unwrap();
        let error = load(&paths_to(&file, false), Tz::UTC).unwrap_err().to_string();
        assert!(error.contains("line 3 is not UTF-8"), "{error}");
        assert!(matches!(
            load(&paths_to(folder.path(), true), Tz::UTC),
            Err(LoadError::Unreadable(..))
        ));
    }
}
