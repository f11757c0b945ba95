//! Trees of codes: the dimensions of a chart and the code lists.

use super::years::Years;
use crate::source::Span;

/// One tree of codes: a dimension of a chart (funktion with hovedfunktion and hovedkonto above it) or a code list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CodeTree {
    /// The bottom level's name, or the list's.
    pub name: String,
    /// Level names from the top.
    pub levels: Vec<String>,
    /// The levels a code stands under: gruppering under funktion og dranst.
    pub under: Vec<String>,
    /// Sorted in tree order, then by first year.
    pub versions: Vec<CodeVersion>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeVersion {
    pub code: String,
    pub scope: Vec<String>,
    pub parent: Option<String>,
    pub level: usize,
    pub title: String,
    pub years: Years,
    pub replaced_by: Option<String>,
    pub further: Vec<(String, String)>,
    pub span: Span,
}

/// Codes chosen by an author, canonical.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CodeSelector {
    One(String),
    Range(String, String),
}
