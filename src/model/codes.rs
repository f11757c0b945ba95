//! Codes with their hierarchy and validity: one tree per dimension of a chart, or per code list.
//!
//! In: the rows of code files ([`super::code_files`]) or the entries of a `kodeliste`. Out: [`CodeTree`],
//! which answers what a code is in a given year. Guaranteed now: versions stand in tree order (a code
//! before what is beneath it), those of one code in year order; a code has one canonical spelling.
//!
//! A code is *known* in a year when a version of it holds in that year. What a filter selects among
//! the known codes is said in [`super::code_selection`], how codes are stored in [`super::mask`].

use std::collections::{BTreeSet, HashMap};

pub use super::code_selection::{CodeSelector, CodesOfYear};

use super::code_order::tree_order;
use super::years::{Years, joined};
use crate::source::Span;

/// One tree of codes: a dimension of a chart (funktion with hovedfunktion and hovedkonto above it) or a code list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CodeTree {
    /// The bottom level (`funktion`) or the list's name.
    pub name: String,
    /// From the top: hovedkonto, hovedfunktion, funktion.
    pub levels: Vec<String>,
    /// The levels of other trees that a code stands under: a gruppering under funktion and dranst.
    pub under: Vec<String>,
    /// In tree order, then by first year.
    pub versions: Vec<CodeVersion>,
    /// Versions of a code in any scope.
    by_code: HashMap<String, Vec<usize>>,
    /// Versions of a code in its scope.
    by_scope: HashMap<Vec<String>, HashMap<String, Vec<usize>>>,
    /// A code without its leading zeros → its first version; `None` when two codes would answer.
    without_zeros: HashMap<String, Option<usize>>,
    /// All parts of all codes are numbers.
    numeric: bool,
}

/// What a code is in some years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeVersion {
    /// In its canonical spelling, the code file's own.
    pub code: String,
    /// The codes of [`CodeTree::under`], in that order; empty otherwise.
    pub scope: Vec<String>,
    pub parent: Option<String>,
    /// Index in [`CodeTree::levels`].
    pub level: usize,
    pub title: String,
    pub years: Years,
    /// The code that took over when this one ended.
    pub replaced_by: Option<String>,
    /// Further columns of the code file with their headings.
    pub further: Vec<(String, String)>,
    /// The row that says so.
    pub span: Span,
}

impl CodeTree {
    /// A tree of these versions, brought into tree order.
    pub fn new(
        name: impl Into<String>,
        levels: Vec<String>,
        under: Vec<String>,
        versions: Vec<CodeVersion>,
    ) -> CodeTree {
        let numeric = versions.iter().all(|version| numbers(&version.code).is_some());
        let versions = tree_order(versions, numeric);
        let mut tree = CodeTree { name: name.into(), levels, under, versions, numeric, ..CodeTree::default() };
        tree.index();
        tree
    }

    fn index(&mut self) {
        for (index, version) in self.versions.iter().enumerate() {
            self.by_code.entry(version.code.clone()).or_default().push(index);
            let scope = self.by_scope.entry(version.scope.clone()).or_default();
            scope.entry(version.code.clone()).or_default().push(index);
            let short = without_leading_zeros(&version.code);
            let entry = self.without_zeros.entry(short.to_owned()).or_insert(Some(index));
            if entry.is_some_and(|first| self.versions[first].code != version.code) {
                *entry = None;
            }
        }
    }

    /// The code's version that holds in the year; `scope` is empty unless the tree is `under` others.
    pub fn version(&self, code: &str, scope: &[String], year: i32) -> Option<&CodeVersion> {
        let versions = self.by_scope.get(scope)?.get(code)?;
        versions.iter().map(|&index| &self.versions[index]).find(|version| version.years.contains(year))
    }

    /// All versions of a code, in any scope.
    pub fn versions_of(&self, code: &str) -> impl Iterator<Item = &CodeVersion> {
        self.by_code.get(code).into_iter().flatten().map(|&index| &self.versions[index])
    }

    /// Indexes of all versions of a code, in any scope.
    pub(super) fn indexes_of(&self, code: &str) -> &[usize] {
        self.by_code.get(code).map_or(&[], Vec::as_slice)
    }

    /// The canonical spelling of a code as an author or a file writes it, known in any year.
    /// Leading zeros of the first part are free, except `under` other levels or where the exact text
    /// exists; `5.30.xx` is `5.30`.
    pub fn resolve(&self, written: &str) -> Option<&str> {
        let written = written.trim();
        if let Some(exact) = self.exact(written) {
            return Some(exact);
        }
        if !self.under.is_empty() {
            return None;
        }
        let written = without_placeholders(written);
        self.exact(written).or_else(|| {
            let first = self.without_zeros.get(without_leading_zeros(written)).copied().flatten()?;
            Some(self.versions[first].code.as_str())
        })
    }

    fn exact(&self, code: &str) -> Option<&str> {
        let first = *self.by_code.get(code)?.first()?;
        Some(self.versions[first].code.as_str())
    }

    /// The canonical spelling when the code exists, else the text as a range would compare it.
    pub fn canonical(&self, written: &str) -> String {
        let spelled = self.resolve(written);
        let plain = || {
            let text = without_placeholders(written.trim());
            if self.under.is_empty() { without_leading_zeros(text) } else { text }
        };
        spelled.unwrap_or_else(plain).to_owned()
    }

    /// The code and what is above it, itself first; empty when it is not known in the year.
    pub fn ancestors(&self, code: &str, year: i32) -> Vec<&str> {
        let mut found = Vec::new();
        let mut next = self.versions_of(code).find(|version| version.years.contains(year));
        while let Some(version) = next.filter(|_| found.len() < self.levels.len().max(1)) {
            found.push(version.code.as_str());
            next = version.parent.as_deref().and_then(|parent| self.version(parent, &version.scope, year));
        }
        found
    }

    /// All known codes beneath a code, in tree order, without itself.
    pub fn codes_beneath(&self, code: &str, year: i32) -> Vec<&str> {
        let known = self.versions.iter().filter(|version| version.years.contains(year) && version.code != code);
        known.filter(|v| self.ancestors(&v.code, year).contains(&code)).map(|v| v.code.as_str()).collect()
    }

    /// The index in [`CodeTree::levels`] of a code.
    pub fn level_of(&self, code: &str) -> Option<usize> {
        self.versions_of(code).next().map(|version| version.level)
    }

    /// The index of a level by its name.
    pub fn level_named(&self, level: &str) -> Option<usize> {
        self.levels.iter().position(|name| name == level)
    }

    /// The years in which the code is known, in any scope.
    pub fn years_of(&self, code: &str) -> Vec<Years> {
        joined(self.versions_of(code).map(|version| version.years))
    }

    /// The code's title in the year; when it is not known then, its latest title.
    pub fn title(&self, code: &str, year: i32) -> Option<&str> {
        let known = self.versions_of(code).find(|version| version.years.contains(year));
        known.or_else(|| self.versions_of(code).last()).map(|version| version.title.as_str())
    }

    /// The code with its title, `5.28.20 Plejefamilier og opholdssteder`.
    pub fn named(&self, code: &str, year: i32) -> String {
        match self.title(code, year) {
            Some(title) if !title.is_empty() => format!("{code} {title}"),
            _ => code.to_owned(),
        }
    }

    /// The code most like one that does not exist.
    pub fn nearest(&self, written: &str) -> Option<&str> {
        let written = self.canonical(written);
        let bare = written.trim_start_matches('0');
        self.versions
            .iter()
            .map(|version| (self.distance(version, &written, bare), version.code.as_str()))
            .filter(|((distance, _, _), _)| *distance <= written.chars().count().div_ceil(2))
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, code)| code)
    }

    /// How far a code is from a text: in edits, of which having ended is one; then in the value of the last part.
    fn distance(&self, version: &CodeVersion, written: &str, bare: &str) -> (usize, bool, u64) {
        let code = version.code.as_str();
        let ended = version.years.to.is_some();
        if code.trim_start_matches('0') == bare {
            return (0, ended, 0);
        }
        let last = |text: &str| text.rsplit('.').next().and_then(|part| part.parse::<u64>().ok()).unwrap_or(0);
        let edits = strsim::damerau_levenshtein(code, written);
        (edits + usize::from(ended), ended, last(code).abs_diff(last(written)))
    }

    /// All codes consist of numbers, so that they are ordered as numbers.
    pub fn is_numeric(&self) -> bool {
        self.numeric
    }

    /// The first years of what changes in this tree; between two of them it stays the same.
    pub fn change_years(&self) -> BTreeSet<i32> {
        let begins = self.versions.iter().filter_map(|version| version.years.from);
        let ends = self.versions.iter().filter_map(|version| version.years.to);
        begins.chain(ends.map(|to| to.saturating_add(1))).collect()
    }
}

/// The parts of a code as numbers; `None` when some part is none.
pub(super) fn numbers(code: &str) -> Option<Vec<u64>> {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    code.split('.').map(|part| part.parse().ok().filter(|_| digits(part))).collect()
}

/// `05.32.30` → `5.32.30`, `000` → `0`; what is no number stays.
fn without_leading_zeros(code: &str) -> &str {
    let first = code.split('.').next().unwrap_or(code);
    if first.is_empty() || !first.bytes().all(|byte| byte.is_ascii_digit()) {
        return code;
    }
    let zeros = first.bytes().take(first.len() - 1).take_while(|byte| *byte == b'0').count();
    &code[zeros..]
}

/// `5.30.xx` → `5.30`.
fn without_placeholders(code: &str) -> &str {
    let mut code = code;
    while let Some((rest, last)) = code.rsplit_once('.') {
        let placeholder = !last.is_empty() && last.bytes().all(|byte| byte.eq_ignore_ascii_case(&b'x'));
        if !placeholder {
            break;
        }
        code = rest;
    }
    code
}

#[cfg(test)]
#[path = "codes_tests.rs"]
mod tests;
