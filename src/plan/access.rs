//! Who may see what, as rows.
//!
//! In: the nøgletal of a model and their `adgang`. Out: one [`MaySeePlan`] per name in `resultat` and per one who may see
//! some of it. Guaranteed now: a nøgletal without `adgang` is seen by everyone who may see any; no one but the own
//! kommune sees rows (N802).

use crate::model::access::{MaySee, Visible};
use crate::model::{KeyFigure, Model};
use crate::text::fold;

/// One who sees some of a nøgletal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaySeePlan {
    /// The name in `resultat`.
    pub figure: String,
    pub who: Who,
    pub result: bool,
    pub numerator: bool,
    pub denominator: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Everyone,
    /// The kommune that the row belongs to.
    OwnMunicipality,
    /// By a name of the project's own, folded: `flis_kommuner`.
    Named(String),
}

pub fn access(model: &Model) -> Vec<MaySeePlan> {
    model.declared_figures().flat_map(|figure| of_figure(model, figure)).collect()
}

/// Whether the own kommune sees the rows behind a nøgletal.
pub fn shows_rows(model: &Model, figure: &KeyFigure) -> bool {
    let Some(id) = figure.access else { return true };
    model.accesses[id.0].lines.iter().any(|line| line.is_own_municipality() && line.what.contains(&Visible::AllRows))
}

fn of_figure(model: &Model, figure: &KeyFigure) -> Vec<MaySeePlan> {
    let lines: Vec<MaySeePlan> = match figure.access {
        None => vec![everything(Who::Everyone)],
        Some(id) => model.accesses[id.0].lines.iter().map(of_line).collect(),
    };
    let names: Vec<&String> = match &figure.family {
        Some(family) => family.members.iter().map(|member| &member.sql).collect(),
        None => vec![&figure.name.sql],
    };
    let named = |name: &String| -> Vec<MaySeePlan> {
        lines.iter().map(|line| MaySeePlan { figure: name.clone(), ..line.clone() }).collect()
    };
    names.into_iter().flat_map(named).collect()
}

/// Who sees all rows sees what they add up to.
fn of_line(line: &MaySee) -> MaySeePlan {
    let who = match line.is_own_municipality() {
        true => Who::OwnMunicipality,
        false => Who::Named(as_name(&line.who)),
    };
    if line.what.contains(&Visible::AllRows) {
        return everything(who);
    }
    MaySeePlan {
        figure: String::new(),
        who,
        result: line.what.contains(&Visible::Result),
        numerator: line.what.contains(&Visible::Numerator),
        denominator: line.what.contains(&Visible::Denominator),
    }
}

fn everything(who: Who) -> MaySeePlan {
    MaySeePlan { figure: String::new(), who, result: true, numerator: true, denominator: true }
}

/// `FLIS kommuner` → `flis_kommuner`
fn as_name(who: &str) -> String {
    let letter = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '_' };
    fold(who.trim()).chars().map(letter).collect()
}
