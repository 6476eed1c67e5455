//! Drafts from templates: what somebody who is asked could write to the client, in the rep's words.

/// What stands for an executive where the config says nothing.
pub const EXECUTIVE: &str = "\
Dear {contact},

I follow our work with {client}, and {rep} tells me how it goes.
{common_ground}
I would be glad to see you at {event}.

May I ask for half an hour of your time, to hear it from you? We will gladly come to you.

With kind regards
{to}";

/// What stands for marketing where the config says nothing.
pub const MARKETING: &str = "\
Dear {contact},

We would be glad to have you with us: {event}.
{common_ground}
{rep} will call you with all there is to know, and answers every question before that.

With kind regards
{to}";

/// The names of the fields that a template may have.
pub const FIELDS: [&str; 8] = [
    "to",
    "client",
    "contact",
    "rep",
    "why",
    "common_ground",
    "ideal_result",
    "event",
];

/// What the fields of a template stand for; an empty one is not known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fields<'a> {
    /// Who is asked.
    pub to: &'a str,
    /// The client.
    pub client: &'a str,
    /// Who at the client; the client where nobody is known.
    pub contact: &'a str,
    /// The rep.
    pub rep: &'a str,
    /// Why it is worth their time.
    pub why: &'a str,
    /// What they have in common.
    pub common_ground: &'a str,
    /// What is to come of it.
    pub ideal_result: &'a str,
    /// The event with its day and place.
    pub event: &'a str,
}

impl Fields<'_> {
    fn of(&self, name: &str) -> Option<&str> {
        Some(match name {
            "to" => self.to,
            "client" => self.client,
            "contact" if self.contact.is_empty() => self.client,
            "contact" => self.contact,
            "rep" => self.rep,
            "why" => self.why,
            "common_ground" => self.common_ground,
            "ideal_result" => self.ideal_result,
            "event" => self.event,
            _ => return None,
        })
    }
}

/// The first field of a template that there is not: what stands between its braces.
#[must_use]
pub fn unknown_field(template: &str) -> Option<&str> {
    let mut rest = template;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, then)) = after.split_once('}') else {
            return Some(after.lines().next().unwrap_or_default());
        };
        if !FIELDS.contains(&name) {
            return Some(name);
        }
        rest = then;
    }
    None
}

/// The text of a template with its fields filled in. A line that has a field of which nothing is known is left out, and
/// so is an empty line that would follow another.
#[must_use]
pub fn filled(template: &str, fields: &Fields<'_>) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in template.lines() {
        let Some(line) = filled_line(line, fields) else {
            continue;
        };
        let follows_empty = lines.last().is_none_or(String::is_empty);
        if !(line.trim().is_empty() && follows_empty) {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().to_owned()
}

/// `None` when a field of the line says nothing.
fn filled_line(line: &str, fields: &Fields<'_>) -> Option<String> {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, then)) = after.split_once('}') else {
            rest = &rest[before.len()..];
            break;
        };
        match fields.of(name) {
            Some("") => return None,
            Some(value) => text.push_str(value.trim()),
            None => {
                text.push('{');
                text.push_str(name);
                text.push('}');
            }
        }
        rest = then;
    }
    text.push_str(rest);
    Some(text)
}
