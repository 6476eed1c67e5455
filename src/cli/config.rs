//! `downbeat config`: where the config is, a first one, and whether it is sound.

use clap::Subcommand;

use super::args::Global;
use super::desk;
use super::failure::{Failure, Result};
use super::out::{self, Out};
use crate::config::{self, Origin};
use crate::store::Reader;

/// What can be done with the config.
#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Write a config with every setting, its default and why
    Init,
    /// Print where the config is
    Path,
    /// Write the rules that your last hand-offs teach
    ///
    /// Three times the same other owner than the row showed teach one. It is written before all other rules; the rest
    /// of the config stays as it is.
    Learn {
        /// Say the rules without writing them
        #[arg(long)]
        dry_run: bool,
    },
    /// Look for faults, clashing keys and rules that name nobody
    Check,
}

impl ConfigCommand {
    pub(super) fn run(self, global: &Global, out: &mut Out) -> Result {
        let paths = desk::paths(global)?;
        match self {
            Self::Init => {
                config::init(&paths.config).map_err(|error| Failure::refused(error.to_string()))?;
                out::say(&format!(
                    "a config with every default was written to {}",
                    paths.config.display()
                ));
                Ok(())
            }
            Self::Path => {
                out.line(&paths.config.display().to_string())?;
                if !paths.config.exists() {
                    out::say(
                        "there is no config there yet: the defaults hold. `downbeat config init` writes one",
                    );
                }
                Ok(())
            }
            Self::Learn { dry_run } => learn(&paths, dry_run),
            Self::Check => check(&paths),
        }
    }
}

/// Writes the rules that the last hand-offs teach.
fn learn(paths: &config::Paths, dry_run: bool) -> Result {
    let local = desk::local_zone();
    // A config that holds a rule already shows its owner, so what is taught here is not in it yet, unless the hand-offs
    // are older than the rule.
    let config = config::load(paths, local.zone).map_err(|error| Failure::refused(error.to_string()))?;
    let lessons: Vec<_> = Reader::open(&paths.store)?
        .lessons()?
        .into_iter()
        .filter(|lesson| !config.settings.rules.contains(&lesson.rule))
        .collect();
    if lessons.is_empty() {
        out::say("your last hand-offs teach no rule that is not in the config");
    }
    for lesson in lessons {
        if dry_run {
            out::say(&format!("{}: not written", lesson.why));
            continue;
        }
        config::learn(&paths.config, &lesson.rule, local.zone)
            .map_err(|error| Failure::refused(error.to_string()))?;
        out::say(&format!("{}: written to {}", lesson.why, paths.config.display()));
    }
    Ok(())
}

/// Says every fault, and everything odd. Nothing is printed on standard output: the exit code is the answer.
fn check(paths: &config::Paths) -> Result {
    let local = desk::local_zone();
    let config = config::load(paths, local.zone).map_err(|error| Failure::refused(error.to_string()))?;
    // Without a store there are no owners to name, which is no fault of the config.
    let owners = if paths.store.exists() {
        Some(Reader::open(&paths.store)?.owners()?)
    } else {
        None
    };
    let findings = config::check(&config, owners.as_deref().unwrap_or_default());
    for finding in &findings {
        out::say(&match (&config.origin, finding.line) {
            (Origin::File(file), Some(line)) => {
                format!("{}:{line}: {}: {}", file.display(), finding.key, finding.words)
            }
            (Origin::File(_) | Origin::Defaults, _) => finding.to_string(),
        });
    }
    if let Some(remark) = &local.remark {
        out::say(remark);
    }
    if !findings.is_empty() {
        return Err(Failure::Found);
    }
    match &config.origin {
        Origin::Defaults => out::say("there is no config: the defaults hold"),
        Origin::File(file) => out::say(&format!("{} is sound", file.display())),
    }
    Ok(())
}
