//! `krav`: what each of them asks, of a figure or of rows.

use num_rational::BigRational;

use super::super::super::rule::{Comparand, FigureTest, RequirementKind, every};
use super::super::super::years::Years;
use super::super::super::{FigureId, Formula};
use super::super::Builder;
use super::Frame;
use super::figures::{DataKind, months};
use crate::diagnostics::problems::RuleProblem;
use crate::exact::round5;
use crate::source::Span;
use crate::syntax::tree::{self, ClauseKind, Comparison, Expression, Part, Since};

impl Builder<'_> {
    pub(super) fn requirement(
        &mut self,
        frame: &mut Frame,
        years: Years,
        (data, data_line): (&Part, Span),
        written: &tree::Requirement,
        line: Span,
    ) -> Option<RequirementKind> {
        let value = DataKind::Value;
        let (kind, test) = match written {
            tree::Requirement::CodesExist(_)
            | tree::Requirement::Unique
            | tree::Requirement::Filled(_)
            | tree::Requirement::If { .. }
            | tree::Requirement::Always(_) => {
                return self.rows_requirement(frame, data, written, line).map(RequirementKind::Rows);
            }
            tree::Requirement::Compare(comparison, with) => {
                let data = self.data_figure(frame, data, value)?;
                let with = self.comparand(frame, years, data, with)?;
                (data, FigureTest::Compare { comparison: *comparison, with })
            }
            tree::Requirement::Between(from, to) => {
                let data = self.data_figure(frame, data, value)?;
                let (from, to) = (self.comparand(frame, years, data, from), self.comparand(frame, years, data, to));
                (data, FigureTest::Between { from: from?, to: to? })
            }
            tree::Requirement::ExistsForAll => {
                let counted = matches!(data, Part::Formula(_)) || section_counts(data);
                let kind = if counted { value } else { DataKind::Rows };
                (self.data_figure(frame, data, kind)?, FigureTest::ExistsForAll)
            }
            tree::Requirement::RowsAtLeast(number) => {
                if let Part::Formula(_) = data {
                    self.no_rows("har mindst … rækker", line);
                    return None;
                }
                let with = Comparand::Number(number.value.clone());
                let data = self.data_figure(frame, data, DataKind::Rows)?;
                (data, FigureTest::Compare { comparison: Comparison::AtLeast, with })
            }
            tree::Requirement::ChangesAtMost { percent, since } => {
                let months = self.months_back(frame, *since, line)?;
                let test = FigureTest::ChangesAtMost { percent: percent.value.clone(), months };
                (self.data_figure(frame, data, value)?, test)
            }
            tree::Requirement::Spread { slope: false, deviations, around, .. } => {
                let test = FigureTest::Spread { deviations: deviations.value.clone(), around: *around };
                (self.data_figure(frame, data, value)?, test)
            }
            tree::Requirement::Spread { per, deviations, around, .. } => {
                let word = per.as_ref().map(|name| name.text.clone());
                let figure = self.data_figure(frame, data, DataKind::Slope(word.clone()))?;
                let per = match word.filter(|_| !self.model.figures[figure.0].of_rule) {
                    Some(word) => Some(self.points_divisor(frame, years, figure, &word, line)?),
                    None => None,
                };
                (figure, FigureTest::Slope { deviations: deviations.value.clone(), around: *around, per })
            }
            tree::Requirement::PartsSumTo(with) => {
                let data = self.data_figure(frame, data, value)?;
                if self.model.figures[data.0].family.is_none() {
                    self.no_family(data_line);
                    return None;
                }
                (data, FigureTest::PartsSumTo(self.total(frame, years, data, with)?))
            }
        };
        Some(RequirementKind::Figure { data: kind, test })
    }

    /// `fra forrige måned` needs months; `samme måned året før` is the period a year before.
    fn months_back(&mut self, frame: &Frame, since: Since, line: Span) -> Option<i32> {
        match since {
            Since::SameMonthYearBefore => Some(12),
            Since::PreviousMonth if months(frame.period) == 1 => Some(1),
            Since::PreviousMonth => {
                self.report(RuleProblem::PreviousMonthOfLonger { period: every(frame.period).to_string() }, line);
                None
            }
        }
    }

    /// What the data's own value is compared with: a number, the same member of a family, or arithmetic.
    fn comparand(
        &mut self,
        frame: &mut Frame,
        years: Years,
        data: FigureId,
        written: &Expression,
    ) -> Option<Comparand> {
        if let Some((family, name)) = self.family_named(written) {
            let words = self.loop_words(data);
            if words.is_some() && words == self.loop_words(family) {
                return self.same_family(frame, data, family, name);
            }
        }
        self.total(frame, years, data, written)
    }

    /// A number, or arithmetic that is the same for all members.
    fn total(&mut self, frame: &mut Frame, years: Years, data: FigureId, written: &Expression) -> Option<Comparand> {
        let formula = self.formula(written)?;
        if let Some(number) = constant(&formula) {
            return Some(Comparand::Number(round5(&number)));
        }
        self.units_meet(data, &formula, written.span)?;
        Some(Comparand::Figure(self.comparand_figure(frame, years, formula, written.span)))
    }
}

fn section_counts(data: &Part) -> bool {
    matches!(data, Part::Rows { clauses, .. } if clauses.iter().any(|c| matches!(c.kind, ClauseKind::Counting(_))))
}

/// The value of arithmetic on numbers alone.
fn constant(formula: &Formula) -> Option<BigRational> {
    Some(match formula {
        Formula::Number(number) => number.clone(),
        Formula::Term(_) => return None,
        Formula::Negate(inner) => -constant(inner)?,
        Formula::Add(a, b) => constant(a)? + constant(b)?,
        Formula::Subtract(a, b) => constant(a)? - constant(b)?,
        Formula::Multiply(a, b) => constant(a)? * constant(b)?,
        Formula::Divide(a, b) => {
            let divisor = constant(b)?;
            if num_traits::Zero::is_zero(&divisor) {
                return None;
            }
            constant(a)? / divisor
        }
    })
}
