//! Looking up sources, columns and måltal by the words that authors use for them.
//!
//! What is not there is reported with the nearest name, unless the declaration it would be in could not be
//! read whole.

use super::super::{ColumnId, ColumnKind, MeasureId, SourceId, TreeId};
use super::Builder;
use crate::diagnostics::problems::{NameProblem, Noun};
use crate::diagnostics::{Diagnostic, nearest};
use crate::syntax::tree::Name;
use crate::text::fold;

impl Builder<'_> {
    /// The source of a name, when figures can be made from it.
    pub fn source_named(&mut self, name: &Name) -> Option<SourceId> {
        let kinds = [Noun::Source, Noun::DerivedSource, Noun::LinkedSource];
        let found = self.symbols.find(name, &kinds, Noun::Source).map(|_| ());
        self.found(found)?;
        // One that could not be built has been told of.
        self.source_ids.get(&fold(&name.text)).copied()
    }

    /// The one column a dimension word stands for.
    pub fn column(&mut self, source: SourceId, word: &Name) -> Option<ColumnId> {
        let columns = self.words(source).find(&word.text).to_vec();
        match columns.as_slice() {
            [column] => Some(*column),
            [] => {
                self.unknown_dimension(source, word);
                None
            }
            _ => {
                let known = &self.model.sources[source.0];
                let problem = NameProblem::AmbiguousDimension {
                    source: known.name.text.clone(),
                    word: word.text.clone(),
                    columns: columns.iter().map(|column| known.columns[column.0].name.text.clone()).collect(),
                };
                self.report(problem, word.span);
                None
            }
        }
    }

    fn unknown_dimension(&mut self, source: SourceId, word: &Name) {
        if self.incomplete_sources.contains(&source) {
            return;
        }
        let known = self.words(source).known();
        let near = nearest(&word.text, known.iter().map(String::as_str)).map(str::to_string);
        let named = &self.model.sources[source.0].name;
        let (name, declared) = (named.text.clone(), named.span);
        let problem =
            NameProblem::UnknownDimension { source: name, word: word.text.clone(), nearest: near.clone(), known };
        let diagnostic = Diagnostic::new(problem, word.span).related(declared, "source");
        self.problems.push(match near {
            Some(near) => diagnostic.fix(word.span, near),
            None => diagnostic,
        });
    }

    /// The column of a word, when it holds numbers (or texts), as `wanted` says.
    pub fn column_of_kind(&mut self, source: SourceId, word: &Name, wanted: Noun) -> Option<ColumnId> {
        let column = self.column(source, word)?;
        let kind = self.kind_of_column(source, column);
        let fits = matches!((&kind, wanted), (ColumnKind::Number, Noun::Number) | (ColumnKind::Text, Noun::Text));
        if fits {
            return Some(column);
        }
        self.wrong_kind(source, word, &kind, wanted);
        None
    }

    /// The column whose codes are of a tree, for `denne X`.
    pub fn column_with_tree(&mut self, source: SourceId, word: &Name, wanted: TreeId) -> Option<ColumnId> {
        let column = self.column(source, word)?;
        match self.kind_of_column(source, column) {
            ColumnKind::Codes { tree, .. } if tree == wanted => Some(column),
            ColumnKind::Municipality if wanted == self.model.municipalities => Some(column),
            kind => {
                self.wrong_kind(source, word, &kind, Noun::Code);
                None
            }
        }
    }

    pub fn wrong_kind(&mut self, source: SourceId, word: &Name, kind: &ColumnKind, wanted: Noun) {
        let found = match kind {
            ColumnKind::Municipality => Noun::Municipality,
            ColumnKind::Time => Noun::Time,
            ColumnKind::Codes { .. } => Noun::Code,
            ColumnKind::Number => Noun::Number,
            ColumnKind::Text => Noun::Text,
            ColumnKind::Key(_) => Noun::Key,
            ColumnKind::FromDate | ColumnKind::ToDate | ColumnKind::Date => Noun::Date,
        };
        let source = self.model.sources[source.0].name.text.clone();
        let problem = NameProblem::ColumnWrongKind { source, column: word.text.clone(), found, wanted };
        self.report(problem, word.span);
    }

    /// The måltal of a name.
    pub fn measure_named(&mut self, source: SourceId, name: &Name) -> Option<MeasureId> {
        let known = &self.model.sources[source.0];
        if let Some(index) = known.measures.iter().position(|measure| measure.name.sql == fold(&name.text)) {
            return Some(MeasureId(index));
        }
        if self.incomplete_sources.contains(&source) {
            return None;
        }
        let names: Vec<String> = known.measures.iter().map(|measure| measure.name.text.clone()).collect();
        let near = nearest(&name.text, names.iter().map(String::as_str)).map(str::to_string);
        let declared = known.name.span;
        let keys = known.columns.iter().filter_map(|column| match &column.kind {
            ColumnKind::Key(word) => Some(word.clone()),
            _ => None,
        });
        let problem = NameProblem::UnknownColumn {
            source: known.name.text.clone(),
            column: name.text.clone(),
            nearest: near.clone(),
            keys: keys.collect(),
            known: names,
        };
        let diagnostic = Diagnostic::new(problem, name.span).related(declared, "source");
        self.problems.push(match near {
            Some(near) => diagnostic.fix(name.span, near),
            None => diagnostic,
        });
        None
    }
}
