//! What a figure reads against the periods it is reported in (N403, N601).

use std::collections::BTreeSet;

use super::super::rule::every;
use super::super::{EditionValue, FormulaTerm, KeyFigure, Model, Part, Rows, TermValue, danish_frequency};
use crate::diagnostics::problems::{JoinProblem, RuleProblem, UnitProblem};
use crate::diagnostics::{Diagnostic, Problem};
use crate::source::Span;
use crate::syntax::tree::{DayOfYear, Frequency, PeriodUnit, Shift, WhenKind};

pub fn check(model: &Model) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for figure in &model.figures {
        let mut found = Found { model, figure, at: None, problems: Vec::new(), seen: BTreeSet::new() };
        for edition in &figure.editions {
            match &edition.value {
                EditionValue::Ratio { numerator, denominator } => {
                    found.part(numerator);
                    denominator.iter().for_each(|part| found.part(part));
                }
                EditionValue::Formula(formula) => formula.terms(&mut |term| found.term(term)),
            }
        }
        problems.extend(found.problems);
    }
    problems
}

/// Walks all that one figure reads.
struct Found<'a> {
    model: &'a Model,
    figure: &'a KeyFigure,
    /// The figure's own term through which something further away is read.
    at: Option<Span>,
    problems: Vec<Diagnostic>,
    seen: BTreeSet<(Span, Option<Span>)>,
}

impl Found<'_> {
    fn part(&mut self, part: &Part) {
        match part {
            Part::Rows(rows) => self.rows(rows),
            Part::Formula(formula) => formula.terms(&mut |term| self.term(term)),
        }
    }

    fn rows(&mut self, rows: &Rows) {
        let counting = rows.counting;
        if !finer(counting.when, self.figure.reported) || !self.seen.insert((counting.span, self.at)) {
            return;
        }
        let problem: Problem = if self.figure.of_rule {
            let period = every(self.figure.reported).to_string();
            RuleProblem::CountingFinerThanRule { when: when_text(counting.when), period }.into()
        } else {
            let reported = danish_frequency(self.figure.reported).to_string();
            let when = when_text(counting.when);
            UnitProblem::FinerThanReported { when, reported, legal: legal(self.figure.reported) }.into()
        };
        self.problems.push(match self.at {
            Some(at) => Diagnostic::new(problem, at).related(counting.span, "counting"),
            None => Diagnostic::new(problem, counting.span),
        });
    }

    fn term(&mut self, term: &FormulaTerm) {
        let outer = self.at;
        let at = outer.unwrap_or(term.span);
        if term.shift == Some(Shift::MonthBefore) && self.figure.reported != Frequency::Monthly {
            let problem = UnitProblem::FinerThanReported {
                when: "måneden før".to_string(),
                reported: danish_frequency(self.figure.reported).to_string(),
                legal: vec!["året før".to_string()],
            };
            self.problems.push(Diagnostic::new(problem, at));
        }
        match &term.value {
            TermValue::BaseFigure(id) => {
                self.at = Some(at);
                for part in &self.model.base_figure(*id).parts {
                    self.part(&part.value);
                }
                self.at = outer;
            }
            TermValue::Result(reference)
            | TermValue::Numerator(reference)
            | TermValue::Denominator(reference)
            | TermValue::NationalAverage(reference) => {
                let other = self.model.figure(reference.figure);
                if other.reported != self.figure.reported {
                    let (figure, other_name) = (self.figure.name.text.clone(), other.name.text.clone());
                    let other_reported = danish_frequency(other.reported).to_string();
                    let problem: Problem = if self.figure.of_rule {
                        let period = every(self.figure.reported).to_string();
                        let (rule, figure, reported) = (figure, other_name, other_reported);
                        RuleProblem::RulePeriodsDiffer { rule, period, figure, reported }.into()
                    } else {
                        let reported = danish_frequency(self.figure.reported).to_string();
                        JoinProblem::PeriodsDoNotMeet { figure, reported, other: other_name, other_reported }.into()
                    };
                    self.problems.push(Diagnostic::new(problem, at).related(other.name.span, "other"));
                }
            }
        }
    }
}

/// Whether what is read is smaller than the figure's own period, or of another kind of year.
fn finer(when: WhenKind, reported: Frequency) -> bool {
    let school = reported == Frequency::EverySchoolYear;
    match when {
        WhenKind::ForMonth | WhenKind::Start(PeriodUnit::Month) | WhenKind::End(PeriodUnit::Month) => {
            reported != Frequency::Monthly
        }
        WhenKind::ForQuarter | WhenKind::Start(PeriodUnit::Quarter) | WhenKind::End(PeriodUnit::Quarter) => {
            reported == Frequency::Yearly || school
        }
        WhenKind::ForSchoolYear => !school,
        WhenKind::YearToDate => school,
        _ => false,
    }
}

fn legal(reported: Frequency) -> Vec<String> {
    let whens: &[&str] = match reported {
        Frequency::Monthly => &["for måneden", "for kvartalet", "for hele året", "primo måneden", "ultimo måneden"],
        Frequency::Quarterly => &["for kvartalet", "for hele året", "primo kvartalet", "ultimo kvartalet"],
        Frequency::EverySchoolYear => &["for skoleåret", "for hele året", "primo året", "ultimo året"],
        _ => &["for hele året", "primo året", "ultimo året", "gennemsnit over året"],
    };
    whens.iter().map(|when| when.to_string()).collect()
}

/// A when as authors write it.
pub fn when_text(when: WhenKind) -> String {
    let unit = |unit| match unit {
        PeriodUnit::Month => "måneden",
        PeriodUnit::Quarter => "kvartalet",
        PeriodUnit::Year => "året",
    };
    match when {
        WhenKind::ForMonth => "for måneden".to_string(),
        WhenKind::ForQuarter => "for kvartalet".to_string(),
        WhenKind::ForYear => "for hele året".to_string(),
        WhenKind::ForSchoolYear => "for skoleåret".to_string(),
        WhenKind::YearToDate => "år til dato".to_string(),
        WhenKind::LastMonths(months) => format!("de seneste {months} måneder"),
        WhenKind::Start(period) => format!("primo {}", unit(period)),
        WhenKind::End(period) => format!("ultimo {}", unit(period)),
        WhenKind::On(DayOfYear { day, month, .. }) => format!("pr. {}", super::super::danish_day(day, month)),
        WhenKind::AverageOverYear => "gennemsnit over året".to_string(),
    }
}
