//! Keys by name, as the bytes that a terminal sends for them.

/// The bytes of one key: `d`, `G`, `Enter`, `Esc`, `Tab`, `Shift-Tab`, `Space`, `Up`, `PgDn`, `F5`, `Ctrl-r`, `Alt-x`.
/// Panics on a name that is none.
pub(crate) fn bytes(key: &str) -> Vec<u8> {
    if let Some(named) = named(key) {
        return named.to_vec();
    }
    if let Some(rest) = key.strip_prefix("Ctrl-").filter(|rest| rest.len() == 1) {
        return rest
            .bytes()
            .map(|byte| byte.to_ascii_lowercase() & 0x1f)
            .collect();
    }
    if let Some(rest) = key.strip_prefix("Alt-") {
        let mut sent = vec![0x1b];
        sent.extend(bytes(rest));
        return sent;
    }
    let mut chars = key.chars();
    match (chars.next(), chars.next()) {
        (Some(one), None) if !one.is_whitespace() => key.as_bytes().to_vec(),
        _ => panic!("no key is named {key:?}: a single character, Enter, Esc, Ctrl-r and the like are"),
    }
}

fn named(key: &str) -> Option<&'static [u8]> {
    Some(match key {
        "Enter" => b"\r",
        "Esc" => b"\x1b",
        "Tab" => b"\t",
        "Shift-Tab" => b"\x1b[Z",
        "Space" => b" ",
        "Backspace" => b"\x7f",
        "Delete" => b"\x1b[3~",
        "Insert" => b"\x1b[2~",
        "Up" => b"\x1b[A",
        "Down" => b"\x1b[B",
        "Right" => b"\x1b[C",
        "Left" => b"\x1b[D",
        "Home" => b"\x1b[H",
        "End" => b"\x1b[F",
        "PgUp" => b"\x1b[5~",
        "PgDn" => b"\x1b[6~",
        "F1" => b"\x1bOP",
        "F2" => b"\x1bOQ",
        "F3" => b"\x1bOR",
        "F4" => b"\x1bOS",
        "F5" => b"\x1b[15~",
        "F6" => b"\x1b[17~",
        "F7" => b"\x1b[18~",
        "F8" => b"\x1b[19~",
        "F9" => b"\x1b[20~",
        "F10" => b"\x1b[21~",
        "F11" => b"\x1b[23~",
        "F12" => b"\x1b[24~",
        _ => return None,
    })
}
