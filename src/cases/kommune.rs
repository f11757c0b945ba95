//! Whether a definition asks for the kommune itself, so that one kommune cannot stand for another.
//!
//! In: a figure. Out: yes or no.

use super::situation::Maker;
use crate::model::{
    ColumnId, ColumnKind, Condition, FigureId, Formula, LinkTerm, Model, Origin, Part, Selection, Source, TermValue,
    ThisChoice,
};

impl Maker<'_, '_> {
    /// Some line behind the figure, or a sign at the source, depends on which kommune it is.
    pub fn asks_for_municipality(&self) -> bool {
        let figure = self.model.figure(self.of.figure);
        figure.editions.iter().any(|edition| {
            let year = self.nearest_year(edition.years);
            let leaves = super::leaves::leaves(self.model, self.of, self.period(year), true);
            leaves.iter().flat_map(|leaf| &leaf.rows.versions).any(|version| {
                let source = self.model.source(version.value.source);
                let signs = source.measures.iter().flat_map(|measure| &measure.sign_reversed_for);
                selection_asks(source, &version.value.selection)
                    || origin_asks(self.model, source)
                    || signs.into_iter().any(|one| asks(source, one))
            })
        })
    }
}

/// What the source is made of is selected by kommune, or put together across kommuner.
fn origin_asks(model: &Model, source: &Source) -> bool {
    match &source.origin {
        Origin::Table => false,
        Origin::Derived(of) => {
            let base = model.source(of.base);
            of.rows.iter().any(|version| selection_asks(base, &version.value))
                || of.only.iter().any(|one| asks(source, one))
                || origin_asks(model, base)
        }
        Origin::Linked(link) => {
            let apart = |term: &LinkTerm| {
                let LinkTerm::Same { left, .. } = term else { return false };
                let kind = &model.source(link.left).columns[left.0].kind;
                matches!(kind, ColumnKind::Key(_) | ColumnKind::Municipality)
            };
            !link.terms.iter().any(apart)
                || origin_asks(model, model.source(link.left))
                || origin_asks(model, model.source(link.right))
        }
    }
}

fn selection_asks(source: &Source, selection: &Selection) -> bool {
    selection.lines.iter().flat_map(|line| &line.conditions).any(|condition| asks(source, condition))
}

fn asks(source: &Source, condition: &Condition) -> bool {
    let is_role = |column: &ColumnId| source.columns[column.0].kind == ColumnKind::Municipality;
    match condition {
        Condition::Codes { column, .. } => is_role(column),
        Condition::Inserted { versions, .. } => versions.iter().any(|version| selection_asks(source, &version.value)),
        Condition::This { choice: ThisChoice::Codes { column, .. }, .. } => is_role(column),
        Condition::This { choice: ThisChoice::Groups(groups), .. } => {
            groups.iter().flatten().any(|condition| asks(source, condition))
        }
        _ => false,
    }
}

/// Whether the figure reads a landsgennemsnit, itself or through others: then its rows are of all kommuner at once, and
/// cases that lie side by side would change each other.
pub fn reads_all_municipalities(model: &Model, figure: FigureId) -> bool {
    let mut found = false;
    for edition in &model.figure(figure).editions {
        edition.formula().into_iter().for_each(|formula| found |= formula_reads_all(model, formula));
        edition.parts().into_iter().for_each(|part| found |= part_reads_all(model, part));
    }
    found
}

fn part_reads_all(model: &Model, part: &Part) -> bool {
    matches!(part, Part::Formula(formula) if formula_reads_all(model, formula))
}

fn formula_reads_all(model: &Model, formula: &Formula) -> bool {
    let mut found = false;
    formula.terms(&mut |term| {
        found |= match term.value {
            TermValue::NationalAverage(_) => true,
            TermValue::BaseFigure(id) => {
                model.base_figure(id).parts.iter().any(|one| part_reads_all(model, &one.value))
            }
            TermValue::Result(of) | TermValue::Numerator(of) | TermValue::Denominator(of) => {
                reads_all_municipalities(model, of.figure)
            }
        };
    });
    found
}
