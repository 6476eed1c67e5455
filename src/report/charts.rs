//! Charts as inline SVG for the HTML reports: black on white, told apart by pattern and by the figures written beside
//! them, so that they read in print and without colour. Nothing in them is fetched or run.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar;

/// The width of a chart, in its own units; the page scales it.
const WIDTH: f64 = 700.0;
/// Where bars start, and where they end at the latest.
const BARS: (f64, f64) = (190.0, 560.0);
/// The height of a bar with the room below it.
const ROW: f64 = 22.0;
const BAR: f64 = 14.0;
/// Columns that fit a label.
const LABEL: usize = 26;
/// The room above and below standing columns, and between them.
const COLUMNS: (f64, f64) = (28.0, 168.0);

/// One lying bar: what has been done of it, and what has not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Its name, at the left.
    pub label: String,
    /// The part drawn full.
    pub full: u64,
    /// The part drawn hatched behind it.
    pub hatched: u64,
    /// The figures in words, at the right.
    pub words: String,
}

/// One standing column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name, below.
    pub label: String,
    /// Its height in percent; `None` where there is nothing to show.
    pub percent: Option<u32>,
}

/// One step of a bridge from what was to what is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name, at the left.
    pub label: String,
    /// How much it adds, or takes away when negative. Of a total, how much it stands at.
    pub amount: i64,
    /// A total stands on the ground; a step begins where the one before it ended.
    pub total: bool,
    /// The amount in words, at the right.
    pub words: String,
}

/// Lying bars, one below the other; empty without any.
#[must_use]
pub fn bars(title: &str, bars: &[Bar]) -> String {
    let most = bars.iter().map(|bar| bar.full + bar.hatched).max().unwrap_or(0);
    if most == 0 {
        return String::new();
    }
    let said = bars.iter().map(|bar| (&bar.label, bar.words.clone()));
    let (mut svg, hatch) = begin(title, &description(said), rows(bars.len()));
    for (row, bar) in bars.iter().enumerate() {
        let full = scaled(bar.full, most);
        let hatched = scaled(bar.hatched, most);
        label(&mut svg, row, &bar.label);
        rect(&mut svg, (BARS.0, full), row, "#111");
        rect(&mut svg, (BARS.0 + full, hatched), row, &hatch);
        figure(&mut svg, row, &bar.words);
    }
    end(svg)
}

/// Standing columns of percents, from left to right; empty when none has one.
#[must_use]
pub fn columns(title: &str, columns: &[Column]) -> String {
    if columns.iter().all(|column| column.percent.is_none()) {
        return String::new();
    }
    let (top, bottom) = COLUMNS;
    let said = columns.iter().map(|column| {
        let percent = column.percent;
        (
            &column.label,
            percent.map_or_else(|| "nothing to show".to_owned(), |percent| format!("{percent}%")),
        )
    });
    let (mut svg, _) = begin(title, &description(said), bottom + 24.0);
    let count = u32::try_from(columns.len()).unwrap_or(u32::MAX);
    let step = WIDTH / f64::from(count.max(1));
    let wide = (step * 0.6).min(56.0);
    for (index, column) in columns.iter().enumerate() {
        let middle = step * (f64::from(u32::try_from(index).unwrap_or(u32::MAX)) + 0.5);
        if let Some(percent) = column.percent {
            let high = (bottom - top) * f64::from(percent.min(100)) / 100.0;
            let _ = write!(
                svg,
                r##"<rect x="{:.1}" y="{:.1}" width="{wide:.1}" height="{high:.1}" fill="#111"/>"##,
                middle - wide / 2.0,
                bottom - high,
            );
            centred(&mut svg, middle, bottom - high - 5.0, &format!("{percent}%"));
        } else {
            centred(&mut svg, middle, bottom - 5.0, "–");
        }
        centred(&mut svg, middle, bottom + 17.0, &column.label);
    }
    let _ = write!(
        svg,
        r##"<line x1="0" x2="{WIDTH}" y1="{bottom}" y2="{bottom}" stroke="#111"/>"##
    );
    end(svg)
}

/// A bridge: totals full, what was added hatched to the right, what was taken away drawn as a frame; empty when all of
/// it is nothing.
#[must_use]
pub fn bridge(title: &str, steps: &[Step]) -> String {
    let mut level = 0_i64;
    let mut spans = Vec::new();
    for step in steps {
        let (from, to) = if step.total {
            (0, step.amount)
        } else {
            (level, level.saturating_add(step.amount))
        };
        spans.push((from.min(to), from.max(to)));
        level = to;
    }
    let least = spans.iter().map(|span| span.0).min().unwrap_or(0).min(0);
    let most = spans.iter().map(|span| span.1).max().unwrap_or(0);
    let range = most.abs_diff(least);
    if range == 0 {
        return String::new();
    }
    let said = steps.iter().map(|step| (&step.label, step.words.clone()));
    let (mut svg, hatch) = begin(title, &description(said), rows(steps.len()));
    for (row, (step, (from, to))) in steps.iter().zip(spans).enumerate() {
        let left = BARS.0 + scaled(from.abs_diff(least), range);
        let wide = scaled(to.abs_diff(from), range);
        label(&mut svg, row, &step.label);
        let fill = match (step.total, step.amount >= 0) {
            (true, _) => "#111",
            (false, true) => hatch.as_str(),
            (false, false) => "#fff",
        };
        rect(&mut svg, (left, wide), row, fill);
        figure(&mut svg, row, &step.words);
    }
    end(svg)
}

fn rows(count: usize) -> f64 {
    ROW.mul_add(f64::from(u32::try_from(count).unwrap_or(u32::MAX)), 4.0)
}

/// The share of the bars' room that a part of the whole takes.
fn scaled(part: u64, whole: u64) -> f64 {
    // A chart shows no more than a few digits; what a float loses is far below a pixel.
    let thousandths = u128::from(part) * 100_000 / u128::from(whole.max(1));
    let thousandths = u32::try_from(thousandths).unwrap_or(u32::MAX);
    (BARS.1 - BARS.0) * f64::from(thousandths) / 100_000.0
}

/// What a chart shows, for whoever can't see it: `Maria: 17 of 24; Dev: 0 of 1`.
fn description<'a>(parts: impl Iterator<Item = (&'a String, String)>) -> String {
    let parts: Vec<String> = parts.map(|(label, words)| format!("{label}: {words}")).collect();
    parts.join("; ")
}

/// The head of a chart, and what its hatched parts are filled with. Its names are made of its title, so that several
/// charts stand on one page.
fn begin(title: &str, description: &str, height: f64) -> (String, String) {
    let name: String = title
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let (title, description) = (escaped(title), escaped(description));
    let svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-labelledby="{name}-title {name}-desc" viewBox="0 0 {WIDTH} {height:.0}" font-size="12" font-family="system-ui, sans-serif" fill="#111"><title id="{name}-title">{title}</title><desc id="{name}-desc">{description}</desc><defs><pattern id="{name}-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="#fff"/><rect width="2" height="5" fill="#111"/></pattern></defs>"##
    );
    (svg, format!("url(#{name}-hatch)"))
}

fn end(mut svg: String) -> String {
    svg.push_str("</svg>");
    svg
}

fn top_of(row: usize) -> f64 {
    ROW.mul_add(f64::from(u32::try_from(row).unwrap_or(u32::MAX)), 4.0)
}

fn rect(svg: &mut String, (left, wide): (f64, f64), row: usize, fill: &str) {
    if wide > 0.0 {
        let _ = write!(
            svg,
            r##"<rect x="{left:.1}" y="{:.1}" width="{wide:.1}" height="{BAR}" fill="{fill}" stroke="#111"/>"##,
            top_of(row),
        );
    }
}

fn label(svg: &mut String, row: usize, text: &str) {
    let _ = write!(
        svg,
        r#"<text x="{:.1}" y="{:.1}" text-anchor="end">{}</text>"#,
        BARS.0 - 8.0,
        top_of(row) + 11.0,
        escaped(&cut(text)),
    );
}

/// At the right edge, where no bar reaches.
fn figure(svg: &mut String, row: usize, text: &str) {
    let _ = write!(
        svg,
        r#"<text x="{:.1}" y="{:.1}">{}</text>"#,
        BARS.1 + 8.0,
        top_of(row) + 11.0,
        escaped(text),
    );
}

fn centred(svg: &mut String, x: f64, y: f64, text: &str) {
    let _ = write!(
        svg,
        r#"<text x="{x:.1}" y="{y:.1}" text-anchor="middle">{}</text>"#,
        escaped(text),
    );
}

/// A label that fits its room, wide characters counted as two.
fn cut(text: &str) -> String {
    let mut room = LABEL;
    let mut kept = String::new();
    for c in text.chars() {
        let width = c.width().unwrap_or(0);
        if width > room {
            kept.push('…');
            return kept;
        }
        room -= width;
        kept.push(c);
    }
    kept
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(label: &str, full: u64, hatched: u64) -> Bar {
        Bar {
            label: label.to_owned(),
            full,
            hatched,
            words: format!("{full} of {}", full + hatched),
        }
    }

    #[test]
    fn a_bar_is_as_long_as_its_share_of_the_longest() {
        let svg = bars("By owner", &[bar("Maria", 4, 0), bar("Dev", 1, 1)]);
        assert!(svg.contains(r#"x="190.0" y="4.0" width="370.0""#), "{svg}");
        assert!(svg.contains(r#"x="190.0" y="26.0" width="92.5""#), "{svg}");
        assert!(
            svg.contains(r#"x="282.5" y="26.0" width="92.5" height="14" fill="url(#By-owner-hatch)""#),
            "{svg}"
        );
        assert!(svg.contains(">1 of 2</text>"), "{svg}");
        assert!(
            svg.contains(r#"<desc id="By-owner-desc">Maria: 4 of 4; Dev: 1 of 2</desc>"#),
            "{svg}"
        );
    }

    #[test]
    fn a_bridge_begins_each_step_where_the_one_before_ended() {
        let step = |label: &str, amount, total| Step {
            label: label.to_owned(),
            amount,
            total,
            words: amount.to_string(),
        };
        let svg = bridge(
            "Pipeline",
            &[
                step("Last Monday", 100, true),
                step("New", 100, false),
                step("Lost", -50, false),
                step("Now", 150, true),
            ],
        );
        assert!(svg.contains(r#"x="190.0" y="4.0" width="185.0""#), "{svg}");
        assert!(
            svg.contains(r#"x="375.0" y="26.0" width="185.0" height="14" fill="url(#Pipeline-hatch)""#),
            "{svg}"
        );
        assert!(
            svg.contains(r##"x="467.5" y="48.0" width="92.5" height="14" fill="#fff""##),
            "{svg}"
        );
        assert!(svg.contains(r#"x="190.0" y="70.0" width="277.5""#), "{svg}");
    }

    #[test]
    fn a_week_without_a_share_is_shown_as_none_and_not_as_zero() {
        let week = |label: &str, percent| Column {
            label: label.to_owned(),
            percent,
        };
        let svg = columns(
            "Conducted share",
            &[week("W46", None), week("W47", Some(0)), week("W48", Some(80))],
        );
        assert!(
            svg.contains(">–</text>") && svg.contains(">0%</text>") && svg.contains(">80%</text>"),
            "{svg}"
        );
        assert!(svg.contains(r#"height="112.0""#), "{svg}");
    }

    #[test]
    fn what_has_nothing_to_show_is_no_chart() {
        assert_eq!(bars("x", &[]), "");
        assert_eq!(bars("x", &[bar("Maria", 0, 0)]), "");
        assert_eq!(columns("x", &[]), "");
        assert_eq!(bridge("x", &[]), "");
    }

    #[test]
    fn a_name_can_be_no_markup_and_keeps_its_room() {
        let svg = bars(
            "<b>",
            &[bar("<script>alert('x & y')</script> of a very long name", 1, 0)],
        );
        assert!(!svg.contains("<script>") && !svg.contains("<b>"), "{svg}");
        assert!(
            svg.contains("&lt;script&gt;alert(&#39;x &amp; y&#39;)&lt;/sc…"),
            "{svg}"
        );
        assert_eq!(
            cut("山田商店山田商店山田商店山田商店"),
            "山田商店山田商店山田商店山…"
        );
    }
}
