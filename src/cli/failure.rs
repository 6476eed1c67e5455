//! Why a command ended without doing what it was asked to, and the exit code that says so.

use std::io;
use std::process::ExitCode;

use crate::config::ConfigErrors;
use crate::domain::week::WeekError;
use crate::domain::when::WhenError;
use crate::store::StoreError;

/// Why a command ended early.
#[derive(Debug)]
pub(super) enum Failure {
    /// The command line can't be understood: exit code 2.
    Usage(String),
    /// It was understood and refused, or failed: exit code 1.
    Refused(String),
    /// Everything was said already, and the exit code is 1: what `doctor` found, what `config check` found.
    Found,
    /// Whoever read the output has gone. Nothing is wrong, and nobody is there to be told.
    Closed,
}

/// What a command comes to.
pub(super) type Result<T = ()> = std::result::Result<T, Failure>;

impl Failure {
    /// A refusal in words.
    pub(super) fn refused(words: impl Into<String>) -> Self {
        Self::Refused(words.into())
    }

    /// Bad usage in words.
    pub(super) fn usage(words: impl Into<String>) -> Self {
        Self::Usage(words.into())
    }

    /// The exit code.
    pub(super) fn code(&self) -> ExitCode {
        match self {
            Self::Usage(_) => ExitCode::from(2),
            Self::Refused(_) | Self::Found => ExitCode::FAILURE,
            Self::Closed => ExitCode::SUCCESS,
        }
    }

    /// What is said on standard error.
    pub(super) fn words(&self) -> Option<&str> {
        match self {
            Self::Usage(words) | Self::Refused(words) => Some(words),
            Self::Found | Self::Closed => None,
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NeedsReason(words) => Self::Refused(format!(
                "{words}; give it with --reason, for example --reason habit"
            )),
            StoreError::Refused(_) | StoreError::Failed { .. } | StoreError::Interrupted => {
                Self::Refused(error.to_string())
            }
        }
    }
}

impl From<ConfigErrors> for Failure {
    fn from(errors: ConfigErrors) -> Self {
        Self::Refused(errors.to_string())
    }
}

/// A date that is understood and past is refused; words that are no date are bad usage.
impl From<WhenError> for Failure {
    fn from(error: WhenError) -> Self {
        let words = error.to_string();
        match error {
            WhenError::Past { .. } | WhenError::TooFar(_) => Self::Refused(words),
            WhenError::Empty
            | WhenError::NotUnderstood(_)
            | WhenError::NoSuchDay(_)
            | WhenError::OtherWeekday { .. } => Self::Usage(words),
        }
    }
}

impl From<WeekError> for Failure {
    fn from(error: WeekError) -> Self {
        Self::Usage(error.to_string())
    }
}

/// Only writing to standard output brings this; other files are written with words of their own.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::Closed
        } else {
            Self::Refused(format!(
                "could not write to standard output: {error}; what was asked for may have been done all the same, \
                 `downbeat history` says"
            ))
        }
    }
}

/// JSON is only ever written to standard output.
impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::from(io::Error::from(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_that_has_gone_is_no_failure() {
        let gone = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert!(matches!(gone, Failure::Closed));
        assert!(gone.words().is_none());
        let full = Failure::from(io::Error::from(io::ErrorKind::StorageFull));
        assert!(matches!(full, Failure::Refused(_)));
    }

    #[test]
    fn a_json_writer_passes_on_that_the_reader_has_gone() {
        struct Gone;
        impl io::Write for Gone {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::Error::from(io::ErrorKind::BrokenPipe))
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let error = serde_json::to_writer(Gone, &1).unwrap_err();
        assert!(matches!(Failure::from(error), Failure::Closed));
    }
}
