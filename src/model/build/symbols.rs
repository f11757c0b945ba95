//! The one namespace of all declarations but adgang.
//!
//! In: the trees. Out: which name is what. Guaranteed now: names that fold alike are reported once (N102,
//! N105); a looked-up name that does not exist or is something else is reported (N101), unless its
//! declaration could not be read, about which a problem stands already.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::super::Named;
use crate::diagnostics::nearest;
use crate::diagnostics::problems::{NameProblem, Noun};
use crate::diagnostics::{Diagnostic, Problem};
use crate::syntax::tree::{Declaration, Header, Name, Tree};
use crate::text::fold;

/// Names in outputs are at most this long, so that every database takes them.
pub const OUTPUT_NAME_LIMIT: usize = 60;

/// What a column may be besides a code of a list.
const COLUMN_ROLES: &[&str] = &["kommune", "måned", "dato", "år", "uge", "kvartal", "skoleår", "tal", "tekst"];

pub struct Symbol<'a> {
    pub declaration: &'a Declaration,
    /// `None`: its first line could not be read.
    pub kind: Option<Noun>,
    used: Cell<bool>,
}

#[derive(Default)]
pub struct Symbols<'a> {
    by_name: BTreeMap<String, Symbol<'a>>,
}

impl<'a> Symbols<'a> {
    /// The first declaration of a name counts; later ones are reported.
    pub fn collect(trees: &'a [Tree], problems: &mut Vec<Diagnostic>) -> Symbols<'a> {
        let mut symbols = Symbols::default();
        for declaration in trees.iter().flat_map(|tree| &tree.declarations) {
            let Some(name) = &declaration.name else { continue };
            let folded = fold(&name.text);
            let kind = kind_of(&declaration.header);
            let key = key(&folded, kind);
            if let Some(first) = symbols.by_name.get(&key) {
                problems.push(duplicate(name, first, kind));
                continue;
            }
            if folded.len() > OUTPUT_NAME_LIMIT {
                problems.push(too_long(name, &folded));
            }
            symbols.by_name.insert(key, Symbol { declaration, kind, used: Cell::new(false) });
        }
        symbols
    }

    /// Whether this declaration is the one its name stands for.
    pub fn is_first(&self, declaration: &Declaration) -> bool {
        let Some(name) = &declaration.name else { return true };
        let key = key(&fold(&name.text), kind_of(&declaration.header));
        self.by_name.get(&key).is_some_and(|symbol| std::ptr::eq(symbol.declaration, declaration))
    }

    /// The declaration of a name, of one of the wanted kinds; `sought` words the problem when there is none.
    /// `Err(None)` is silence: the declaration itself is broken.
    pub fn find(&self, name: &Name, wanted: &[Noun], sought: Noun) -> Result<&Symbol<'a>, Option<Box<Diagnostic>>> {
        let Some(symbol) = self.by_name.get(&key(&fold(&name.text), wanted.first().copied())) else {
            return Err(Some(Box::new(self.unknown(name, wanted, sought))));
        };
        symbol.used.set(true);
        match symbol.kind {
            None => Err(None),
            Some(kind) if wanted.contains(&kind) => Ok(symbol),
            Some(found) => {
                let problem = NameProblem::WrongKind { name: name.text.clone(), found, wanted: sought };
                let diagnostic = Diagnostic::new(Problem::from(problem), name.span);
                Err(Some(Box::new(diagnostic.related(name_span(symbol), "declared"))))
            }
        }
    }

    fn unknown(&self, name: &Name, wanted: &[Noun], sought: Noun) -> Diagnostic {
        let candidates = self.by_name.values().filter(|symbol| symbol.kind.is_some_and(|kind| wanted.contains(&kind)));
        let names: Vec<&str> =
            candidates.filter_map(|symbol| symbol.declaration.name.as_ref()).map(|name| name.text.as_str()).collect();
        let roles: &[&str] = if sought == Noun::CodeList { COLUMN_ROLES } else { &[] };
        let near = nearest(&name.text, names.into_iter().chain(roles.iter().copied())).map(str::to_string);
        let problem = NameProblem::UnknownName { kind: sought, name: name.text.clone(), nearest: near.clone() };
        let diagnostic = Diagnostic::new(Problem::from(problem), name.span);
        match near {
            Some(near) => diagnostic.fix(name.span, near),
            None => diagnostic,
        }
    }

    /// N104 of what only makes sense when something reads it.
    pub fn unused(&self) -> Vec<Diagnostic> {
        let read = [
            Noun::Filter,
            Noun::Population,
            Noun::BaseFigure,
            Noun::CodeList,
            Noun::PriceIndex,
            Noun::Access,
            Noun::DerivedSource,
            Noun::LinkedSource,
            Noun::Comparison,
        ];
        let idle = self.by_name.values().filter(|symbol| !symbol.used.get() && !symbol.declaration.broken);
        let mut found = Vec::new();
        for symbol in idle {
            let (Some(kind), Some(name)) = (symbol.kind, &symbol.declaration.name) else { continue };
            if read.contains(&kind) && fold(&name.text) != "kommune" {
                let problem = NameProblem::Unused { kind, name: name.text.clone() };
                found.push(Diagnostic::new(Problem::from(problem), name.span));
            }
        }
        found
    }

    /// The declaration of a name, whatever it is, without asking or reporting.
    pub fn get(&self, name: &str) -> Option<&Symbol<'a>> {
        self.by_name.get(&fold(name))
    }

    /// The declarations of a name: an adgang may be called as something else is.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &Symbol<'a>> {
        let folded = fold(name);
        let keys = [key(&folded, None), key(&folded, Some(Noun::Access))];
        keys.into_iter().filter_map(|key| self.by_name.get(&key))
    }

    pub fn mark_used(&self, name: &str) {
        if let Some(symbol) = self.get(name) {
            symbol.used.set(true);
        }
    }
}

/// An adgang may bear the name of a sammenligning (`sammenlignes efter standard`, `adgang efter standard`): what reads it
/// says which is meant.
fn key(folded: &str, kind: Option<Noun>) -> String {
    match kind {
        Some(Noun::Access) => format!("adgang {folded}"),
        _ => folded.to_owned(),
    }
}

/// The declared name with its form in outputs.
pub fn named(name: &Name) -> Named {
    Named { text: name.text.clone(), sql: fold(&name.text), span: name.span }
}

fn name_span(symbol: &Symbol) -> crate::source::Span {
    symbol.declaration.name.as_ref().map_or(symbol.declaration.header_span, |name| name.span)
}

fn duplicate(name: &Name, first: &Symbol, kind: Option<Noun>) -> Diagnostic {
    let other = first.declaration.name.as_ref().map_or(String::new(), |name| name.text.clone());
    let problem = if other == name.text {
        NameProblem::DuplicateName { kind: kind.unwrap_or(Noun::Declaration), name: other }
    } else {
        NameProblem::NamesFoldAlike { name: name.text.clone(), other }
    };
    Diagnostic::new(Problem::from(problem), name.span).related(name_span(first), "first")
}

fn too_long(name: &Name, folded: &str) -> Diagnostic {
    let problem = NameProblem::OutputNameTooLong {
        name: name.text.clone(),
        output_name: folded.to_string(),
        bytes: folded.len(),
        limit: OUTPUT_NAME_LIMIT,
    };
    Diagnostic::new(Problem::from(problem), name.span)
}

fn kind_of(header: &Header) -> Option<Noun> {
    Some(match header {
        Header::Area => Noun::Area,
        Header::ChartOfAccounts => Noun::ChartOfAccounts,
        Header::CodeList => Noun::CodeList,
        Header::Source => Noun::Source,
        Header::DerivedSource { .. } => Noun::DerivedSource,
        Header::LinkedSource { .. } => Noun::LinkedSource,
        Header::Filter { .. } => Noun::Filter,
        Header::Population { .. } => Noun::Population,
        Header::BaseFigure { .. } => Noun::BaseFigure,
        Header::KeyFigure { .. } => Noun::KeyFigure,
        Header::LinkedKeyFigure { .. } => Noun::LinkedKeyFigure,
        Header::PriceIndex => Noun::PriceIndex,
        Header::Comparison => Noun::Comparison,
        Header::Access => Noun::Access,
        Header::Forecast { .. } => Noun::Forecast,
        Header::Rule => Noun::Rule,
        Header::Example { .. } => Noun::Example,
        Header::Broken => return None,
    })
}
