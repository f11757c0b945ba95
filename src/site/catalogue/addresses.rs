//! Addresses in files that others read away from the site.

use crate::site::{Site, paths};

/// The address of a page or file for a reader of `from`: whole where the site's own address is known.
pub fn address(site: &Site, from: &str, to: &str) -> String {
    match base(site) {
        Some(base) => format!("{base}{}", without_index(to)),
        None => paths::relative(from, to),
    }
}

/// The site's address with a slash at its end; nothing when it is no address of the web.
pub fn base(site: &Site) -> Option<String> {
    let address = site.settings.address.as_deref()?.trim();
    let of_web = address.starts_with("https://") || address.starts_with("http://");
    let plain = !address
        .contains(|letter: char| letter.is_whitespace() || letter.is_control() || "<>\"\\^`{|}".contains(letter));
    (of_web && plain).then(|| format!("{}/", address.trim_end_matches('/')))
}

/// A web server gives a folder's index.html for the folder.
fn without_index(path: &str) -> String {
    match path.split_once("index.html") {
        Some((folder, rest)) => format!("{folder}{rest}"),
        None => path.to_owned(),
    }
}
