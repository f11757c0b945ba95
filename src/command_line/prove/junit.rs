//! Outcomes as JUnit XML, for build servers.
//!
//! In: outcomes. Out: an XML document. Guaranteed now: texts are escaped, and characters that XML cannot hold replaced.

use super::Outcome;

/// `suites`: each with its name.
pub fn report(suites: &[(&str, &[Outcome])]) -> String {
    let suites: String = suites.iter().map(|(name, outcomes)| suite(name, outcomes)).collect();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"noegle\">\n{suites}</testsuites>\n")
}

fn suite(name: &str, outcomes: &[Outcome]) -> String {
    let failed = outcomes.iter().filter(|outcome| !outcome.problems.is_empty()).count();
    let cases: String = outcomes.iter().map(case).collect();
    let name = escaped(name);
    format!("  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{failed}\">\n{cases}  </testsuite>\n", outcomes.len())
}

fn case(outcome: &Outcome) -> String {
    let (file, line) = outcome.place.rsplit_once(':').unwrap_or((&outcome.place, "1"));
    let start = format!(
        "    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{line}\"",
        escaped(&outcome.subject),
        escaped(&outcome.title),
        escaped(file)
    );
    match outcome.problems.first() {
        None => format!("{start}/>\n"),
        Some(first) => format!(
            "{start}>\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n",
            escaped(first),
            escaped(&outcome.problems.join("\n"))
        ),
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push('\n'),
            control if control.is_control() => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}
