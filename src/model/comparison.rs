//! `sammenligning`: how the kommuner of a nøgletal are held against each other.
//!
//! Over the kommuner that take part: those with a resultat of status ok or foreløbig that are not excluded.

use num_rational::BigRational;

use super::codes::CodeVersion;
use super::years::Years;
use super::{Direction, EditionValue, FigureReference, KeyFigure, Model, Named};
use crate::source::Span;
pub use crate::syntax::tree::AverageKind;
use crate::text::fold;

/// Index of a [`Comparison`] in [`Model::comparisons`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ComparisonId(pub usize);

/// `sammenligning`
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    pub name: Named,
    /// `landsgennemsnit vægtet`
    pub national: Option<AverageKind>,
    /// `region uvægtet`: the average of the kommune's own region, itself included.
    pub region: Option<AverageKind>,
    pub group: Option<ComparisonGroup>,
    /// `rangorden laveste først`; without it the nøgletal's `retning` decides.
    pub lowest_first: Option<bool>,
    /// `uden kommune 411`: codes that are no members of any average, rank or group.
    pub excluded: Vec<String>,
    /// `mulighedsrum 25. percentil`
    pub potential: Option<Potential>,
}

/// The kommuner that each kommune's gruppegennemsnit is the mean of; itself is never one of them.
#[derive(Debug, Clone, PartialEq)]
pub enum ComparisonGroup {
    /// `gruppe 5 sammenligningskommuner fra "fil.csv"`: the first `size` of the file.
    Listed(Vec<GroupMember>),
    /// `gruppe 5 nærmeste kommuner efter a, b`: by Σ (x − y)² / variance over these figures in the same period (C4).
    Nearest { size: u32, by: Vec<FigureReference> },
}

/// `with` is in the group of `municipality` in these years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupMember {
    pub municipality: String,
    pub with: String,
    pub years: Years,
}

/// What the mulighedsrum is measured against.
#[derive(Debug, Clone, PartialEq)]
pub enum Potential {
    /// Counted from the lowest value; 0–100.
    Percentile(BigRational),
    NationalAverage,
    GroupAverage,
}

/// `sammenlignes efter standard`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    pub by: ComparisonId,
    pub span: Span,
}

/// The region of a kommune, from the column of that name in the list of kommuner.
pub fn region(municipality: &CodeVersion) -> Option<&str> {
    let column = municipality.further.iter().find(|(heading, _)| fold(heading) == "region");
    column.map(|(_, region)| region.as_str()).filter(|region| !region.is_empty())
}

impl Model {
    pub fn comparison(&self, id: ComparisonId) -> &Comparison {
        &self.comparisons[id.0]
    }

    /// What stands in `noegletal`: the name of a nøgletal, or of its member.
    pub fn published_name(&self, of: FigureReference) -> String {
        let figure = self.figure(of.figure);
        let member = of.member.and_then(|index| figure.family.as_ref()?.members.get(index));
        member.map_or(&figure.name.sql, |member| &member.sql).clone()
    }

    /// How a nøgletal is compared.
    pub fn comparison_of(&self, figure: &KeyFigure) -> Option<&Comparison> {
        figure.compared.map(|compared| self.comparison(compared.by))
    }

    /// The nøgletal that its nearest kommuner are found by.
    pub fn criteria_of(&self, figure: &KeyFigure) -> Vec<super::FigureId> {
        match self.comparison_of(figure).and_then(|comparison| comparison.group.as_ref()) {
            Some(ComparisonGroup::Nearest { by, .. }) => by.iter().map(|of| of.figure).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether rank 1 is the lowest resultat; `None` when neither the sammenligning nor the retning says.
    pub fn lowest_first(&self, figure: &KeyFigure) -> Option<bool> {
        let of_direction = match figure.direction {
            Some(Direction::LowerIsBetter) => Some(true),
            Some(Direction::HigherIsBetter) => Some(false),
            Some(Direction::Neutral) | None => None,
        };
        self.comparison_of(figure)?.lowest_first.or(of_direction)
    }

    /// A nøgletal whose averages the formel of must be computed over summed parts (C2).
    pub fn sums_formula_parts(&self, figure: &KeyFigure) -> bool {
        let weighted =
            |comparison: &Comparison| [comparison.national, comparison.region].contains(&Some(AverageKind::Weighted));
        self.comparison_of(figure).is_some_and(weighted)
            && figure.editions.iter().any(|edition| matches!(edition.value, EditionValue::Formula(_)))
    }
}
