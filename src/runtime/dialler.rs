//! The system's dialler: a program that the config names, started with a number and without a shell.

use std::process::{Command, Stdio};
use std::thread;

/// What stands for the number in the command.
const NUMBER: &str = "{number}";

/// Starts the program. It is waited for on a thread of its own; when it can't be started or fails, `failed` is told
/// why, in words.
pub(super) fn dial(command: &[String], number: &str, failed: impl FnOnce(String) + Send + 'static) {
    let mut parts = command.iter().map(|part| part.replace(NUMBER, number));
    let Some(program) = parts.next() else {
        failed("could not dial: the config names no program for it".to_owned());
        return;
    };
    let arguments: Vec<String> = parts.collect();
    let number = number.to_owned();
    thread::spawn(move || {
        let ended = Command::new(&program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        match ended {
            Ok(status) if status.success() => {}
            Ok(status) => failed(format!(
                "could not dial {number}: {program} ended with {status}; dial by hand, or look at [dialler] in the config"
            )),
            Err(error) => failed(format!(
                "could not dial {number}: {program} could not be started ({error}); dial by hand, or look at [dialler] \
                 in the config"
            )),
        }
    });
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_program_that_is_not_there_is_named_with_what_to_do() {
        let (tell, told) = channel();
        let command = ["no-such-dialler-anywhere".to_owned(), "tel:{number}".to_owned()];
        dial(&command, "+4930123", move |words| tell.send(words).unwrap());
        let words = told.recv_timeout(Duration::from_secs(10)).unwrap();
        assert!(
            words.contains("+4930123")
                && words.contains("no-such-dialler-anywhere")
                && words.contains("[dialler]"),
            "{words}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn the_number_is_one_argument_whatever_it_looks_like() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a b;c");
        // `touch` makes a file of exactly the argument's name: no shell has taken it apart.
        let (tell, told) = channel();
        let command = [
            "touch".to_owned(),
            format!("{}/{{number}}", folder.path().display()),
        ];
        dial(&command, "a b;c", move |words| tell.send(words).unwrap());
        assert!(
            told.recv_timeout(Duration::from_secs(10)).is_err(),
            "it did not fail"
        );
        assert!(file.exists());
    }
}
