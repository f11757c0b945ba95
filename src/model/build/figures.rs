//! `nøgletal` and `koblet nøgletal`, and the order in which all figures are built.
//!
//! First every figure gets its place, title, unit and family, so that formulas may name figures declared
//! later; then parts, formulas and rules are filled in.

use super::super::units::Unit;
use super::super::{FigureId, KeyFigure};
use super::conditions::editions;
use super::editions::EditionDraft;
use super::formulas::all_clauses;
use super::symbols::named;
use super::{Builder, Loops, definition, responsible, title};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::{DocumentationProblem, FormProblem, NameProblem, Noun};
use crate::source::Span;
use crate::syntax::tree::{self, Clause, ClauseKind, Declaration, Frequency, Header, Name, Part};
use crate::text::fold;

impl Builder<'_> {
    pub fn figures(&mut self, declarations: &[&Declaration]) {
        let mut families: Vec<(FigureId, Option<Loops>)> = Vec::new();
        for declaration in declarations {
            match &declaration.header {
                Header::BaseFigure { .. } => self.draft_base_figure(declaration),
                Header::KeyFigure { family } | Header::LinkedKeyFigure { family } => {
                    families.extend(self.draft_figure(declaration, family.as_ref()));
                }
                _ => {}
            }
        }
        let forecasts = self.draft_forecasts(declarations);
        self.forecast_names(&forecasts);
        for declaration in declarations {
            let Some(name) = &declaration.name else { continue };
            if let Header::BaseFigure { source, formula } = &declaration.header {
                let id = self.base_figure_ids[&fold(&name.text)];
                if self.fill_base_figure(id, declaration, source.as_ref(), formula.as_ref()).is_none() {
                    self.broken_base_figures.insert(id);
                }
            }
        }
        let mut loops = families.into_iter();
        for declaration in declarations {
            if !matches!(declaration.header, Header::KeyFigure { .. } | Header::LinkedKeyFigure { .. }) {
                continue;
            }
            let Some((id, loops)) = declaration.name.as_ref().and_then(|_| loops.next()) else { continue };
            if self.fill_figure(id, declaration, loops.as_ref()).is_none() || declaration.broken {
                self.broken_figures.insert(id);
            }
        }
        self.fill_forecasts(declarations, forecasts);
        self.identifiers(declarations);
    }

    fn draft_figure(
        &mut self,
        declaration: &Declaration,
        family: Option<&tree::Family>,
    ) -> Option<(FigureId, Option<Loops>)> {
        let name = declaration.name.as_ref()?;
        let clauses = &declaration.clauses;
        let written_title = title(clauses);
        if !declaration.broken {
            self.documentation(declaration, name, written_title.is_none());
        }
        let title = written_title.unwrap_or_else(|| name.text.clone());
        let loops = family.map(|family| self.family(family, name, &title));
        let id = FigureId(self.model.figures.len());
        self.figure_ids.insert(fold(&name.text), id);
        let unit = self.needed_unit(declaration, name);
        let reported = self.needed_frequency(declaration, name);
        let area = self.area(clauses);
        let compared = self.compared_by(clauses);
        let access = self.access(declaration);
        if unit.is_none() || reported.is_none() || matches!(loops, Some(None)) {
            self.broken_figures.insert(id);
        }
        let loops = loops.flatten();
        self.model.figures.push(KeyFigure {
            name: named(name),
            title,
            identifier: identifier(clauses).map(|name| name.text.clone()),
            area,
            definition: definition(clauses),
            responsible: responsible(clauses),
            unit: unit.unwrap_or_else(Unit::any_count),
            reported: reported.unwrap_or(Frequency::Yearly),
            direction: clauses.iter().find_map(|clause| match clause.kind {
                ClauseKind::Direction(direction) => Some(direction),
                _ => None,
            }),
            compared,
            prices: None,
            access,
            family: loops.as_ref().map(|loops| loops.family.clone()),
            editions: Vec::new(),
            breaks: breaks(clauses),
            overlap_allowed: overlap_allowed(clauses),
            of_rule: false,
            span: declaration.span,
        });
        Some((id, loops))
    }

    fn documentation(&mut self, declaration: &Declaration, name: &Name, title_missing: bool) {
        let kind = if matches!(declaration.header, Header::KeyFigure { .. }) {
            Noun::KeyFigure
        } else {
            Noun::LinkedKeyFigure
        };
        let name_text = name.text.clone();
        if title_missing {
            self.report(DocumentationProblem::TitleMissing { kind, name: name_text.clone() }, name.span);
        }
        if definition(&declaration.clauses).is_none() {
            self.report(DocumentationProblem::DefinitionMissing { kind, name: name_text }, name.span);
        }
    }

    fn needed_unit(&mut self, declaration: &Declaration, name: &Name) -> Option<Unit> {
        let found = unit(&declaration.clauses);
        if found.is_none() {
            self.missing_clause(declaration, name, "enhed");
        }
        found
    }

    fn needed_frequency(&mut self, declaration: &Declaration, name: &Name) -> Option<Frequency> {
        let found = all_clauses(&declaration.clauses).find_map(|clause| match clause.kind {
            ClauseKind::Reported(frequency) => Some(frequency),
            _ => None,
        });
        match found {
            None => {
                self.missing_clause(declaration, name, "opgøres");
                None
            }
            Some(frequency) => Some(frequency),
        }
    }

    pub fn missing_clause(&mut self, declaration: &Declaration, name: &Name, clause: &str) {
        if declaration.broken {
            return;
        }
        let problem = FormProblem::ClauseMissing {
            declaration: declaration_word(declaration).to_string(),
            name: name.text.clone(),
            clause: clause.to_string(),
        };
        self.report(problem, declaration.header_span);
    }

    fn fill_figure(&mut self, id: FigureId, declaration: &Declaration, loops: Option<&Loops>) -> Option<()> {
        let name = declaration.name.as_ref()?;
        // A family whose loop could not be read leaves `denne …` without meaning: silence.
        let family_broken = loops.is_none() && family_of(declaration).is_some();
        if family_broken {
            return None;
        }
        self.edition_years(&declaration.clauses);
        let prices = self.prices(declaration)?;
        self.model.figures[id.0].prices = prices;
        let mut drafts = Vec::new();
        for (range, clauses) in editions(&declaration.clauses) {
            let span = clauses.last().map_or(declaration.header_span, |clause| clause.line);
            drafts.push(self.edition_draft(declaration, name, (range, span), clauses, loops));
        }
        let drafts: Vec<EditionDraft> = drafts.into_iter().collect::<Option<_>>()?;
        for draft in &drafts {
            self.edition_units(id, draft);
        }
        let built = self.built_editions(id, declaration, drafts);
        self.model.figures[id.0].editions = built;
        Some(())
    }

    /// N102: one `id`, one nøgletal.
    fn identifiers(&mut self, declarations: &[&Declaration]) {
        let mut seen: std::collections::BTreeMap<&str, (&Name, &Name)> = std::collections::BTreeMap::new();
        for declaration in declarations {
            let (Some(name), Some(written)) = (&declaration.name, identifier(&declaration.clauses)) else { continue };
            if let Some((other, first)) = seen.get(written.text.as_str()) {
                let problem = NameProblem::DuplicateIdentifier {
                    identifier: written.text.clone(),
                    figure: name.text.clone(),
                    other: other.text.clone(),
                };
                self.problems.push(Diagnostic::new(problem, written.span).related(first.span, "first"));
            } else {
                seen.insert(&written.text, (name, written));
            }
        }
    }
}

fn family_of(declaration: &Declaration) -> Option<&tree::Family> {
    match &declaration.header {
        Header::KeyFigure { family } | Header::LinkedKeyFigure { family } => family.as_ref(),
        _ => None,
    }
}

pub fn declaration_word(declaration: &Declaration) -> &'static str {
    match declaration.header {
        Header::LinkedKeyFigure { .. } => "koblet nøgletal",
        Header::BaseFigure { .. } => "grundtal",
        Header::Population { .. } => "population",
        Header::DerivedSource { .. } => "afledt datakilde",
        Header::LinkedSource { .. } => "koblet datakilde",
        Header::Source => "datakilde",
        _ => "nøgletal",
    }
}

pub fn unit(clauses: &[Clause]) -> Option<Unit> {
    all_clauses(clauses).find_map(|clause| match &clause.kind {
        ClauseKind::Unit(unit) => Some(Unit::read(unit)),
        _ => None,
    })
}

fn identifier(clauses: &[Clause]) -> Option<&Name> {
    all_clauses(clauses).find_map(|clause| match &clause.kind {
        ClauseKind::Identifier(name) => Some(name),
        _ => None,
    })
}

fn breaks(clauses: &[Clause]) -> Vec<(i32, String)> {
    let mut breaks: Vec<(i32, String)> = all_clauses(clauses)
        .filter_map(|clause| match &clause.kind {
            ClauseKind::BreakInSeries { year, text } => Some((*year, text.value.clone())),
            _ => None,
        })
        .collect();
    breaks.sort();
    breaks
}

/// Where `overlap tilladt` stands, in the declaration or in one of its sections.
pub fn overlap_allowed(clauses: &[Clause]) -> Option<Span> {
    all_clauses(clauses).find_map(|clause| match &clause.kind {
        ClauseKind::OverlapAllowed(_) => Some(clause.span),
        ClauseKind::Numerator(Part::Rows { clauses, .. }) | ClauseKind::Denominator(Part::Rows { clauses, .. }) => {
            overlap_allowed(clauses)
        }
        _ => None,
    })
}
