//! N4xx: units, what adds, optælling, prices, division. Units, measures and the words of an optælling
//! are given as they are written.

use serde::Serialize;

use super::Noun;
use crate::diagnostics::Level;

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum UnitProblem {
    /// N401: `enhed` says one thing, tæller over nævner another.
    DeclaredUnitDiffers { declared: String, computed: String },
    /// N401: terms of a sum or difference.
    AddedUnitsDiffer { left: String, right: String },
    /// N401: `pct.` or `promille` of two units.
    ShareUnitsDiffer { unit: String, numerator: String, denominator: String },
    /// N401: `pr. borger` without a nævner.
    UnitNeedsDenominator { unit: String },
    /// N401: the word after `pr.` is not the nævner's unit.
    PerWordDiffers { word: String, denominator: String },
    /// N401: `skala` and a factor in the unit.
    FactorTwice { scale: String, unit: String },

    /// N402: a beholdning summed over time.
    StockAddedOverTime { measure: String, when: String, legal: Vec<String> },
    /// N402: an andel summed.
    ShareAdded { measure: String },
    /// N402: an afledt måltal said to be of a kind that it is not (D4).
    KindOfAggregate { measure: String, said: Noun, is: Noun },
    /// N402: `+` between the results of nøgletal that have a nævner.
    RatiosAdded { figure: String, unit: String },

    /// N403: what and when do not go together. `kind` is the kind of what is counted.
    CountingNotLegal { what: String, kind: Noun, when: String, legal: Vec<String> },
    /// N403: the measure is of another kind than the word before it says: `antal saldo`, `borgere for …`.
    CountingWrongMeasure { measure: String, kind: Noun, meant: String },
    /// N403: shorter than the period of `opgøres`.
    FinerThanReported { when: String, reported: String, legal: Vec<String> },
    /// N403: shorter than the periods the source knows.
    FinerThanSource { when: String, source: String, time: Noun },
    /// N403: the source's rows cannot answer for such a time; `legal` are those they can.
    WhenNotOfSource { when: String, source: String, time: Noun, legal: Vec<String> },
    /// N403: active days of rows that have none.
    NeedsInterval { what: String, source: String },
    /// N403: active days of forløb that are put together in an afledt datakilde.
    NotPutTogether { what: String, source: String },
    /// N403: `varighed i år`
    DurationInYears {},
    /// N403: `pr. 5. september` of a snapshot of another date.
    SnapshotOfAnotherDate { asked: String, snapshot: String, source: String },

    /// N403: a prognose of figures that are not reported by month.
    ForecastNeedsMonths { figure: String, reported: String },
    /// N403: a prognose of something whose months do not add to a year.
    ForecastNeedsSum { figure: String },
    /// N403: a prognose that would tell what is hidden.
    ForecastOfHidden { figure: String },
    /// N403: a prognose of one member of a family.
    ForecastOfMember { figure: String },
    /// N403: no years to go by, or too many.
    ForecastYears { years: u32, most: u32 },

    /// N404: `priser faste` without `niveau`.
    PriceLevelMissing {},
    /// N404: no prisregulering named, and not exactly one declared.
    PriceIndexMissing { known: Vec<String> },
    /// N404: years whose amounts cannot be told in prices of the level, for want of rates.
    PriceYearsMissing { index: String, years: Vec<i32>, level: i32 },
    /// N404: gennemsnit, median, højeste and laveste are of single amounts, which are not converted.
    PricesOfSingleAmounts { figure: String },
    /// N404: fixed prices of something that is not kr.
    PricesNotMoney { unit: String },

    /// N406: amounts in different prices are put together.
    PricesMixed { figure: String, prices: String, other: String, other_prices: String },
    /// N406: udgaver in different prices.
    EditionsInOtherPrices { figure: String },

    /// N405: a nævner that may be 0, and no `når nævner er 0`.
    DenominatorMayBeZero { figure: String },
}

impl UnitProblem {
    pub fn code(&self) -> &'static str {
        match self {
            UnitProblem::DeclaredUnitDiffers { .. }
            | UnitProblem::AddedUnitsDiffer { .. }
            | UnitProblem::ShareUnitsDiffer { .. }
            | UnitProblem::UnitNeedsDenominator { .. }
            | UnitProblem::PerWordDiffers { .. }
            | UnitProblem::FactorTwice { .. } => "N401",
            UnitProblem::StockAddedOverTime { .. }
            | UnitProblem::ShareAdded { .. }
            | UnitProblem::KindOfAggregate { .. }
            | UnitProblem::RatiosAdded { .. } => "N402",
            UnitProblem::CountingNotLegal { .. }
            | UnitProblem::CountingWrongMeasure { .. }
            | UnitProblem::FinerThanReported { .. }
            | UnitProblem::FinerThanSource { .. }
            | UnitProblem::WhenNotOfSource { .. }
            | UnitProblem::NeedsInterval { .. }
            | UnitProblem::NotPutTogether { .. }
            | UnitProblem::DurationInYears {}
            | UnitProblem::SnapshotOfAnotherDate { .. } => "N403",
            UnitProblem::ForecastNeedsMonths { .. }
            | UnitProblem::ForecastNeedsSum { .. }
            | UnitProblem::ForecastOfHidden { .. }
            | UnitProblem::ForecastOfMember { .. }
            | UnitProblem::ForecastYears { .. } => "N403",
            UnitProblem::PriceLevelMissing {}
            | UnitProblem::PriceIndexMissing { .. }
            | UnitProblem::PriceYearsMissing { .. }
            | UnitProblem::PricesOfSingleAmounts { .. }
            | UnitProblem::PricesNotMoney { .. } => "N404",
            UnitProblem::PricesMixed { .. } | UnitProblem::EditionsInOtherPrices { .. } => "N406",
            UnitProblem::DenominatorMayBeZero { .. } => "N405",
        }
    }

    pub fn level(&self) -> Level {
        Level::Error
    }
}
