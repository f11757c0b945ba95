//! How a column stores codes: `skrevet som "000000"` stores 5.28.20 as `052820`.
//!
//! In: the mask's text and canonical codes. Out: stored texts. Guaranteed now: [`written_table`] is the
//! one place that decides how a column's texts are read; SQL and the interpreter both use it.
//!
//! Without dots the code's digits are padded on the left to the mask's width (leading zeros first
//! taken off); with dots each part is padded to its group. A mask is for the codes of the column's
//! level and below; codes above are stored in canonical spelling, unless a masked code is written so.

use std::collections::HashMap;

use super::codes::CodeTree;
use super::years::Years;

/// A mask of zeros: one group, or several parted by dots.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mask {
    groups: Vec<usize>,
}

impl Mask {
    /// `None` when the text holds anything but zeros parted by dots.
    pub fn parse(text: &str) -> Option<Mask> {
        let group = |zeros: &str| Some(zeros.len()).filter(|n| *n > 0 && zeros.bytes().all(|byte| byte == b'0'));
        Some(Mask { groups: text.trim().split('.').map(group).collect::<Option<_>>()? })
    }

    /// The code as stored; `None` when it does not fit.
    pub fn stored(&self, code: &str) -> Option<String> {
        match self.groups.as_slice() {
            [width] => undotted(code, *width),
            groups => dotted(code, groups),
        }
    }
}

impl std::fmt::Display for Mask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let groups: Vec<String> = self.groups.iter().map(|width| "0".repeat(*width)).collect();
        f.write_str(&groups.join("."))
    }
}

fn undotted(code: &str, width: usize) -> Option<String> {
    let joined = code.replace('.', "");
    let digits =
        if joined.bytes().all(|byte| byte.is_ascii_digit()) { joined.trim_start_matches('0') } else { &joined };
    padded(digits, width)
}

fn dotted(code: &str, groups: &[usize]) -> Option<String> {
    let parts: Vec<&str> = code.split('.').collect();
    if parts.len() != groups.len() {
        return None;
    }
    let padded: Option<Vec<String>> = parts.iter().zip(groups).map(|(part, width)| padded(part, *width)).collect();
    Some(padded?.join("."))
}

fn padded(text: &str, width: usize) -> Option<String> {
    let missing = width.checked_sub(text.chars().count())?;
    Some("0".repeat(missing) + text)
}

/// What a column of this level may hold: each stored text with the version (by index) it stands for.
/// In tree order; a code with several versions comes once per version.
pub fn written_table(tree: &CodeTree, level: usize, mask: Option<&Mask>) -> Vec<(String, usize)> {
    let Some(mask) = mask else {
        return tree.versions.iter().enumerate().map(|(index, version)| (version.code.clone(), index)).collect();
    };
    let stored_at = |index: usize| {
        let version = &tree.versions[index];
        if version.level >= level { mask.stored(&version.code) } else { None }
    };
    let masked: Vec<Option<String>> = (0..tree.versions.len()).map(stored_at).collect();
    let taken: std::collections::HashSet<&str> = masked.iter().flatten().map(String::as_str).collect();
    let above = |index: usize| {
        let version = &tree.versions[index];
        (version.level < level && !taken.contains(version.code.as_str())).then(|| version.code.clone())
    };
    let stored = masked.iter().enumerate().map(|(index, text)| (text.clone().or_else(|| above(index)), index));
    stored.filter_map(|(text, index)| Some((text?, index))).collect()
}

/// Two codes that a column cannot tell apart in some year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collision {
    pub stored: String,
    pub first: String,
    pub second: String,
    pub years: Years,
}

/// All pairs of codes, valid in the same year and scope, that are stored alike; each pair once.
pub fn collisions(tree: &CodeTree, table: &[(String, usize)]) -> Vec<Collision> {
    let mut seen: HashMap<(&str, &[String]), Vec<usize>> = HashMap::new();
    let mut found: Vec<Collision> = Vec::new();
    for (stored, index) in table {
        let version = &tree.versions[*index];
        let earlier = seen.entry((stored, &version.scope)).or_default();
        for other in earlier.iter().map(|&other| &tree.versions[other]).filter(|other| other.code != version.code) {
            let known = |c: &Collision| c.first == other.code && c.second == version.code;
            let years = other.years.intersect(version.years).filter(|_| !found.iter().any(known));
            found.extend(years.map(|years| Collision {
                stored: stored.clone(),
                first: other.code.clone(),
                second: version.code.clone(),
                years,
            }));
        }
        earlier.push(*index);
    }
    found
}

/// Codes of the column's level that the mask cannot write.
pub fn unwritable<'a>(tree: &'a CodeTree, level: usize, mask: &Mask) -> Vec<&'a str> {
    let mut codes: Vec<&str> = tree
        .versions
        .iter()
        .filter(|version| version.level == level && mask.stored(&version.code).is_none())
        .map(|version| version.code.as_str())
        .collect();
    codes.dedup();
    codes
}

#[cfg(test)]
#[path = "mask_tests.rs"]
mod tests;
