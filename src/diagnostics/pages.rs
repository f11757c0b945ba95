//! The page of each code, as `forklar N202` prints it.
//!
//! In: a code. Out: its page under `docs/diagnostik`. Guaranteed now: every code has a page.

use crate::text::wrapped;

/// Code and page, in the order of the codes.
const PAGES: &[(&str, &str)] = &[
    ("N001", include_str!("../../docs/diagnostik/N001.md")),
    ("N002", include_str!("../../docs/diagnostik/N002.md")),
    ("N003", include_str!("../../docs/diagnostik/N003.md")),
    ("N004", include_str!("../../docs/diagnostik/N004.md")),
    ("N005", include_str!("../../docs/diagnostik/N005.md")),
    ("N006", include_str!("../../docs/diagnostik/N006.md")),
    ("N007", include_str!("../../docs/diagnostik/N007.md")),
    ("N008", include_str!("../../docs/diagnostik/N008.md")),
    ("N009", include_str!("../../docs/diagnostik/N009.md")),
    ("N010", include_str!("../../docs/diagnostik/N010.md")),
    ("N011", include_str!("../../docs/diagnostik/N011.md")),
    ("N012", include_str!("../../docs/diagnostik/N012.md")),
    ("N101", include_str!("../../docs/diagnostik/N101.md")),
    ("N102", include_str!("../../docs/diagnostik/N102.md")),
    ("N103", include_str!("../../docs/diagnostik/N103.md")),
    ("N104", include_str!("../../docs/diagnostik/N104.md")),
    ("N105", include_str!("../../docs/diagnostik/N105.md")),
    ("N201", include_str!("../../docs/diagnostik/N201.md")),
    ("N202", include_str!("../../docs/diagnostik/N202.md")),
    ("N203", include_str!("../../docs/diagnostik/N203.md")),
    ("N204", include_str!("../../docs/diagnostik/N204.md")),
    ("N205", include_str!("../../docs/diagnostik/N205.md")),
    ("N206", include_str!("../../docs/diagnostik/N206.md")),
    ("N207", include_str!("../../docs/diagnostik/N207.md")),
    ("N208", include_str!("../../docs/diagnostik/N208.md")),
    ("N209", include_str!("../../docs/diagnostik/N209.md")),
    ("N210", include_str!("../../docs/diagnostik/N210.md")),
    ("N301", include_str!("../../docs/diagnostik/N301.md")),
    ("N302", include_str!("../../docs/diagnostik/N302.md")),
    ("N303", include_str!("../../docs/diagnostik/N303.md")),
    ("N304", include_str!("../../docs/diagnostik/N304.md")),
    ("N305", include_str!("../../docs/diagnostik/N305.md")),
    ("N401", include_str!("../../docs/diagnostik/N401.md")),
    ("N402", include_str!("../../docs/diagnostik/N402.md")),
    ("N403", include_str!("../../docs/diagnostik/N403.md")),
    ("N404", include_str!("../../docs/diagnostik/N404.md")),
    ("N405", include_str!("../../docs/diagnostik/N405.md")),
    ("N406", include_str!("../../docs/diagnostik/N406.md")),
    ("N501", include_str!("../../docs/diagnostik/N501.md")),
    ("N502", include_str!("../../docs/diagnostik/N502.md")),
    ("N505", include_str!("../../docs/diagnostik/N505.md")),
    ("N601", include_str!("../../docs/diagnostik/N601.md")),
    ("N602", include_str!("../../docs/diagnostik/N602.md")),
    ("N603", include_str!("../../docs/diagnostik/N603.md")),
    ("N701", include_str!("../../docs/diagnostik/N701.md")),
    ("N702", include_str!("../../docs/diagnostik/N702.md")),
    ("N703", include_str!("../../docs/diagnostik/N703.md")),
    ("N704", include_str!("../../docs/diagnostik/N704.md")),
    ("N705", include_str!("../../docs/diagnostik/N705.md")),
    ("N706", include_str!("../../docs/diagnostik/N706.md")),
    ("N707", include_str!("../../docs/diagnostik/N707.md")),
    ("N708", include_str!("../../docs/diagnostik/N708.md")),
    ("N709", include_str!("../../docs/diagnostik/N709.md")),
    ("N710", include_str!("../../docs/diagnostik/N710.md")),
    ("N801", include_str!("../../docs/diagnostik/N801.md")),
    ("N802", include_str!("../../docs/diagnostik/N802.md")),
    ("N803", include_str!("../../docs/diagnostik/N803.md")),
    ("N901", include_str!("../../docs/diagnostik/N901.md")),
    ("N951", include_str!("../../docs/diagnostik/N951.md")),
];

/// The page of a code, in Markdown.
pub fn page(code: &str) -> Option<&'static str> {
    let index = PAGES.binary_search_by_key(&code, |(known, _)| known).ok()?;
    Some(PAGES[index].1)
}

/// All codes that have a page, in their order.
pub fn codes() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|(code, _)| *code)
}

/// What a page is about: its first line without the mark and the code.
pub fn title(page: &str) -> &str {
    let heading = page.lines().next().unwrap_or_default().trim_start_matches('#').trim();
    heading.split_once(' ').map_or(heading, |(_, title)| title)
}

/// A page as a terminal shows it: without marks, examples set in, lines of a bearable width.
pub fn plain(page: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut in_example = false;
    let mut paragraph = String::new();
    for line in page.lines() {
        let is_fence = line.starts_with("```");
        if is_fence || in_example || line.is_empty() || line.starts_with('#') {
            lines.extend(wrapped(&std::mem::take(&mut paragraph), WIDTH));
        }
        match line {
            _ if is_fence => in_example = !in_example,
            _ if in_example => lines.push(format!("    {line}").trim_end().to_owned()),
            "" => lines.push(String::new()),
            _ if line.starts_with('#') => lines.push(line.trim_start_matches('#').trim().to_owned()),
            _ if paragraph.is_empty() => paragraph.push_str(line),
            _ => paragraph.extend([" ", line]),
        }
    }
    lines.extend(wrapped(&paragraph, WIDTH));
    lines.join("\n") + "\n"
}

const WIDTH: usize = 92;

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_page_is_read_without_its_marks() {
        let page = "# N202 Koden gælder ikke\n\nFørste linje\nog resten.\n\n```noegle\nfilter x\n  med alle\n```\n\nRet den.\n";
        assert_eq!(
            plain(page),
            "N202 Koden gælder ikke\n\nFørste linje og resten.\n\n    filter x\n      med alle\n\nRet den.\n"
        );
    }
}
