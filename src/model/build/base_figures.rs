//! `grundtal`: named tællere and nævnere that many nøgletal share.

use super::super::units::Unit;
use super::super::years::Years;
use super::super::{BaseFigure, BaseFigureId};
use super::conditions::editions;
use super::figures::{overlap_allowed, unit};
use super::formulas::all_clauses;
use super::parts::{Draft, joined, missing_is_zero};
use super::rows::Owner;
use super::symbols::named;
use super::{Builder, definition, title};
use crate::diagnostics::problems::{Expected, FormProblem};
use crate::syntax::tree::{self, ClauseKind, Declaration, Name};
use crate::text::fold;

impl Builder<'_> {
    pub fn draft_base_figure(&mut self, declaration: &Declaration) {
        let Some(name) = &declaration.name else { return };
        let id = BaseFigureId(self.model.base_figures.len());
        self.base_figure_ids.insert(fold(&name.text), id);
        self.model.base_figures.push(BaseFigure {
            name: named(name),
            title: title(&declaration.clauses),
            definition: definition(&declaration.clauses),
            unit: unit(&declaration.clauses).unwrap_or_else(Unit::any_count),
            parts: Vec::new(),
            missing_is_zero: missing_is_zero(all_clauses(&declaration.clauses)),
            overlap_allowed: overlap_allowed(&declaration.clauses),
        });
    }

    pub fn fill_base_figure(
        &mut self,
        id: BaseFigureId,
        declaration: &Declaration,
        source: Option<&Name>,
        formula: Option<&tree::Expression>,
    ) -> Option<()> {
        let name = declaration.name.as_ref()?;
        self.edition_years(&declaration.clauses);
        let mut drafts = Vec::new();
        for (years, clauses) in editions(&declaration.clauses) {
            let owner = Owner {
                declaration: "grundtal",
                name: &name.text,
                line: declaration.header_span,
                broken: declaration.broken,
            };
            let draft = match (formula, source) {
                (Some(formula), _) => self.formula(formula).map(Draft::Formula),
                (None, Some(source)) => {
                    self.rows(source, &clauses, None, &owner).map(|rows| Draft::Rows(Box::new(rows)))
                }
                (None, None) => {
                    self.no_source(declaration);
                    None
                }
            };
            drafts.push((years, draft));
        }
        let drafts: Vec<(Years, Draft)> =
            drafts.into_iter().map(|(years, draft)| Some((years, draft?))).collect::<Option<_>>()?;
        self.base_figure_unit(id, declaration, &drafts);
        self.model.base_figures[id.0].parts = joined(drafts);
        (!declaration.broken).then_some(())
    }

    /// The declared unit must fit what is counted; without one the count's own unit is taken.
    fn base_figure_unit(&mut self, id: BaseFigureId, declaration: &Declaration, drafts: &[(Years, Draft)]) {
        let declared = all_clauses(&declaration.clauses).find_map(|clause| match &clause.kind {
            ClauseKind::Unit(unit) => Some(unit),
            _ => None,
        });
        for (_, draft) in drafts {
            match (draft, declared) {
                (Draft::Rows(rows), Some(written)) => {
                    let unit = Unit::read(written);
                    self.unit_fits(&rows.unit, &unit, written.span);
                }
                (Draft::Rows(rows), None) => self.model.base_figures[id.0].unit = rows.unit.clone(),
                (Draft::Formula(formula), written) => {
                    let computed = self.formula_dimension(formula);
                    if let (Some(written), Some(computed)) = (written, computed) {
                        self.dimension_fits(&computed, &Unit::read(written), written.span);
                    }
                }
            }
        }
    }

    /// `grundtal x` alone says neither what is counted nor what is calculated.
    fn no_source(&mut self, declaration: &Declaration) {
        if declaration.broken {
            return;
        }
        let name = declaration.name.as_ref().map_or("x", |name| &name.text);
        let problem = FormProblem::LineIncomplete {
            clause: "grundtal".to_string(),
            expected: vec![Expected::keyword("="), Expected::keyword("fra")],
            example: Some(format!("grundtal {name} fra regnskab")),
        };
        self.report(problem, declaration.header_span);
    }
}
