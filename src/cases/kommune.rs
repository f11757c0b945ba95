//! Whether a definition asks for the kommune itself, so that one kommune cannot stand for another.
//!
//! In: a figure. Out: yes or no.

use super::situation::Maker;
use crate::model::{ColumnId, ColumnKind, Condition, Selection, Source, ThisChoice};

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
                selection_asks(source, &version.value.selection) || signs.into_iter().any(|one| asks(source, one))
            })
        })
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
