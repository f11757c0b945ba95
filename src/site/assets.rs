//! The style sheet, and the script that only makes things easier.
//!
//! In: the project's own files of these names, if it has any. Out: the files, as they are.

use super::{File, Kind, Site, SiteError};

/// Those that are no templates: name, text.
const FILES: &[(&str, &str)] = &[
    ("stil.css", include_str!("assets/stil.css")),
    ("side.js", include_str!("assets/side.js")),
    ("soeg.css", include_str!("assets/soeg.css")),
    ("soeg.js", include_str!("assets/soeg.js")),
    ("sider.css", include_str!("assets/sider.css")),
];

pub const KIND: Kind = Kind { paths, files };

/// The names that a project may put its own under.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(name, _)| *name)
}

fn paths(_: &Site) -> Vec<String> {
    names().map(|name| format!("assets/{name}")).collect()
}

fn files(site: &Site, index: usize) -> Result<Vec<File>, SiteError> {
    let (name, text) = FILES[index];
    let text = site.settings.templates.get(name).map_or(text, String::as_str);
    Ok(vec![File::new(format!("assets/{name}"), text)])
}
