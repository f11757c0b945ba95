//! The page of each code, as `forklar N202` prints it.
//!
//! In: a code. Out: its page under `docs/diagnostik`. Guaranteed now: every code has a page.

/// Code and page, in the order of the codes.
const PAGES: &[(&str, &str)] = &[];

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
