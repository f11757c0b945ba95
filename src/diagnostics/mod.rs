//! Problems as values: what is wrong, where, and what would mend it. No words here.
//!
//! In: the stages create [`Diagnostic`]s. Out: the same values, ordered, for the renderers. Guaranteed
//! now: every [`Problem`] has a code, a level and an entry in each language's catalogue
//! (`messages/da.yaml`, `messages/en.yaml`) whose holes are the variant's fields.

mod catalogue;
#[cfg(test)]
mod catalogue_tests;
mod order;
mod phrases;
mod suggest;
mod visible;

pub mod pages;
pub mod problems;
pub mod render;

pub use catalogue::{Wording, wording};
pub use order::order;
pub use problems::Problem;
pub use suggest::nearest;
pub use visible::visible;

use crate::source::Span;

/// The language that people are answered in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Language {
    #[default]
    Danish,
    English,
}

impl Language {
    /// The language of a code as people write it: `da`, `en`.
    pub fn from_code(code: &str) -> Option<Language> {
        match code {
            "da" => Some(Language::Danish),
            "en" => Some(Language::English),
            _ => None,
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Language::Danish => "da",
            Language::English => "en",
        }
    }
}

/// How bad a problem is: errors stop a build, warnings and notes do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    Error,
    Warning,
    Note,
}

/// One problem at one place, with the places that explain it and the edits that would mend it.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    pub problem: Problem,
    pub level: Level,
    /// Where the problem is; the caret stands here.
    pub span: Span,
    /// Other places that explain it, in the order to read them.
    pub related: Vec<Related>,
    /// Edits that mend it; all edits of one fix belong together.
    pub fixes: Vec<Fix>,
}

/// A further place, worded by the entry `related.<label>` of the problem's catalogue entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    pub span: Span,
    /// The key of the label's wording under the problem's entry in the catalogue.
    pub label: &'static str,
    /// The label's own holes, on top of the problem's fields.
    pub arguments: Vec<(&'static str, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    pub edits: Vec<Edit>,
}

/// Replace the span's text; an empty span inserts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub replacement: String,
}

impl Diagnostic {
    /// A problem with its usual level, without related places or fixes.
    pub fn new(problem: impl Into<Problem>, span: Span) -> Diagnostic {
        let problem = problem.into();
        let level = problem.level();
        Diagnostic { problem, level, span, related: Vec::new(), fixes: Vec::new() }
    }

    /// The same problem at another level, where the language says so (N302 in only some years).
    pub fn at_level(mut self, level: Level) -> Diagnostic {
        self.level = level;
        self
    }

    pub fn related(self, span: Span, label: &'static str) -> Diagnostic {
        self.related_with(span, label, Vec::new())
    }

    pub fn related_with(
        mut self,
        span: Span,
        label: &'static str,
        arguments: Vec<(&'static str, String)>,
    ) -> Diagnostic {
        self.related.push(Related { span, label, arguments });
        self
    }

    /// A fix of one edit.
    pub fn fix(self, span: Span, replacement: impl Into<String>) -> Diagnostic {
        self.fix_all(vec![Edit { span, replacement: replacement.into() }])
    }

    pub fn fix_all(mut self, edits: Vec<Edit>) -> Diagnostic {
        self.fixes.push(Fix { edits });
        self
    }

    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }
}
