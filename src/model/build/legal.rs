//! Which what goes with which when, on sources of which time (N402, N403).
//!
//! language.md, "Optælling", with T5, T8, S1 and the snapshot rules under "More clauses". What is finer than the
//! figure's own periods is checked where the figure is known ([`crate::model::checks`]).

use super::super::{Counting, Source, SourceId, What, danish_day};
use super::Builder;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::{Noun, UnitProblem};
use crate::source::Span;
use crate::syntax::tree::{self, DayOfYear, MeasureKind, PeriodUnit, SnapshotAt, TimeKind, WhenKind};

const SUMS: [&str; 5] = ["for måneden", "for kvartalet", "for hele året", "år til dato", "de seneste 12 måneder"];
const DAYS: [&str; 5] = ["primo måneden", "ultimo måneden", "primo året", "ultimo året", "pr. 1. januar"];
const AVERAGE: &str = "gennemsnit over året";

/// What counts alike.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Flow,
    Stock,
    /// A gennemsnit, median, højeste or laveste of a måltal of this kind.
    StatisticOf(MeasureKind),
    /// Rows and keys.
    Rows,
    FullYears,
    Duration,
}

impl Sort {
    fn noun(self) -> Noun {
        match self {
            Sort::Flow | Sort::StatisticOf(MeasureKind::Flow) => Noun::Flow,
            Sort::Stock | Sort::StatisticOf(MeasureKind::Stock) => Noun::Stock,
            Sort::StatisticOf(MeasureKind::Share) => Noun::Share,
            Sort::Rows => Noun::Rows,
            Sort::FullYears => Noun::FullYears,
            Sort::Duration => Noun::Duration,
        }
    }

    fn allows(self, when: WhenKind) -> bool {
        let days = is_date(when);
        let average = when == WhenKind::AverageOverYear;
        match self {
            Sort::Flow | Sort::StatisticOf(MeasureKind::Flow) => !days && !average,
            Sort::Stock => days || average,
            Sort::StatisticOf(MeasureKind::Stock) | Sort::Duration => days,
            Sort::StatisticOf(MeasureKind::Share) => !average,
            Sort::Rows => true,
            Sort::FullYears => !days && !average && when != WhenKind::YearToDate,
        }
    }

    fn legal(self) -> Vec<&'static str> {
        match self {
            Sort::Flow | Sort::StatisticOf(MeasureKind::Flow) => SUMS.to_vec(),
            Sort::Stock => [DAYS.as_slice(), &[AVERAGE]].concat(),
            Sort::StatisticOf(MeasureKind::Stock) | Sort::Duration => DAYS.to_vec(),
            Sort::StatisticOf(MeasureKind::Share) => [SUMS, DAYS].concat(),
            Sort::Rows => [DAYS.as_slice(), &[AVERAGE]].concat(),
            Sort::FullYears => vec!["for måneden", "for kvartalet", "for hele året", "de seneste 12 måneder"],
        }
    }
}

impl Builder<'_> {
    pub fn legal(&mut self, source: SourceId, what: What, written: &tree::Counting, counting: &Counting) -> bool {
        let sort = self.sort_of(source, what);
        self.when_fits_what(source, what, sort, written)
            && self.when_fits_source(source, sort, written)
            && self.snapshot_date_fits(source, counting, written.when.span)
    }

    fn sort_of(&self, source: SourceId, what: What) -> Sort {
        match what {
            What::Flow(_) => Sort::Flow,
            What::Stock(_) => Sort::Stock,
            What::Statistic(_, measure) => Sort::StatisticOf(self.measure_kind(source, measure)),
            What::Rows | What::Distinct(_) | What::RowsWith(_) => Sort::Rows,
            What::FullYears(_) => Sort::FullYears,
            What::Duration(_) => Sort::Duration,
        }
    }

    fn when_fits_what(&mut self, source: SourceId, what: What, sort: Sort, written: &tree::Counting) -> bool {
        let when = written.when;
        let shown = self.text_of(when.span);
        let stray_year_before = when.year_before && !is_date(when.kind);
        if sort.allows(when.kind) && !stray_year_before {
            return true;
        }
        if let (What::Stock(measure), false) = (what, stray_year_before) {
            let named = &self.model.sources[source.0].measures[measure.0].name;
            let (measure, declared) = (named.text.clone(), named.span);
            let legal = sort.legal().into_iter().map(str::to_string).collect();
            let problem = UnitProblem::StockAddedOverTime { measure, when: shown, legal };
            self.problems.push(Diagnostic::new(problem, when.span).related(declared, "measure"));
            return false;
        }
        let whole = self.text_of(written.span);
        let what = whole.strip_suffix(&shown).map_or(whole.as_str(), str::trim_end);
        let what = what.strip_prefix("optælling").map_or(what, str::trim).to_string();
        let legal = sort.legal().into_iter().map(str::to_string).collect();
        self.report(UnitProblem::CountingNotLegal { what, kind: sort.noun(), when: shown, legal }, when.span);
        false
    }

    /// A source knows no periods shorter than its own, and none that cut its own in two.
    fn when_fits_source(&mut self, source: SourceId, sort: Sort, written: &tree::Counting) -> bool {
        let known = &self.model.sources[source.0];
        let when = written.when.kind;
        if fits(known, sort, when) {
            return true;
        }
        let legal = legal_of_source(known, sort);
        let time = match known.time_kind {
            TimeKind::Week => Noun::Week,
            TimeKind::Quarter => Noun::Quarter,
            TimeKind::SchoolYear => Noun::SchoolYear,
            _ => Noun::Year,
        };
        let problem = UnitProblem::WhenNotOfSource {
            when: self.text_of(written.when.span),
            source: known.name.text.clone(),
            time,
            legal,
        };
        self.report(problem, written.when.span);
        false
    }

    /// `pr. 5. september` must be the date of that month's snapshot, where snapshots are all there is.
    fn snapshot_date_fits(&mut self, source: SourceId, counting: &Counting, span: Span) -> bool {
        let WhenKind::On(asked) = counting.when else { return true };
        let known = &self.model.sources[source.0];
        let at = counting.snapshot;
        let except = known.snapshot_exception;
        let snapshot = match known.time_kind {
            TimeKind::Date => return true,
            // Whatever day it was counted on; a day that is told is that day.
            TimeKind::SchoolYear => match except {
                None => return true,
                Some(except) => (except.day, except.month),
            },
            TimeKind::Year => match at {
                SnapshotAt::Start => (1, 1),
                SnapshotAt::End => (31, 12),
            },
            TimeKind::Quarter => {
                let first = asked.month - (asked.month - 1) % 3;
                match (except, at) {
                    (Some(except), _) if (first..first + 3).contains(&except.month) => (except.day, except.month),
                    (_, SnapshotAt::Start) => (1, first),
                    (_, SnapshotAt::End) => (if matches!(first, 4 | 7) { 30 } else { 31 }, first + 2),
                }
            }
            _ => match except {
                Some(except) if except.month == asked.month => (except.day, except.month),
                _ => (if at == SnapshotAt::Start { 1 } else { last_day(asked) }, asked.month),
            },
        };
        if snapshot == (asked.day, asked.month) {
            return true;
        }
        let problem = UnitProblem::SnapshotOfAnotherDate {
            asked: danish_day(asked.day, asked.month),
            snapshot: danish_day(snapshot.0, snapshot.1),
            source: known.name.text.clone(),
        };
        self.report(problem, span);
        false
    }
}

/// Whether the source's rows can answer for such a time.
fn fits(source: &Source, sort: Sort, when: WhenKind) -> bool {
    let of_the_year = matches!(
        when,
        WhenKind::ForYear | WhenKind::Start(PeriodUnit::Year) | WhenKind::End(PeriodUnit::Year) | WhenKind::On(_)
    );
    let average = when == WhenKind::AverageOverYear;
    match source.time_kind {
        TimeKind::Year => of_the_year || average,
        // The one snapshot of the year is what primo, ultimo and a day read.
        TimeKind::SchoolYear => when == WhenKind::ForSchoolYear || (of_the_year && when != WhenKind::ForYear),
        TimeKind::Week => !is_date(when) && !average,
        TimeKind::Quarter => match when {
            WhenKind::ForMonth
            | WhenKind::ForSchoolYear
            | WhenKind::Start(PeriodUnit::Month)
            | WhenKind::End(PeriodUnit::Month) => false,
            WhenKind::LastMonths(months) => months % 3 == 0,
            _ => true,
        },
        // A source delivered by the year has no snapshot of a month; sums and forløb keep their days.
        TimeKind::Month | TimeKind::Date => {
            let in_months = source.interval.is_some() || (sort != Sort::Stock && !is_date(when));
            !source.delivered_yearly || of_the_year || average || in_months
        }
    }
}

fn legal_of_source(source: &Source, sort: Sort) -> Vec<String> {
    let candidates = [
        (WhenKind::ForSchoolYear, "for skoleåret"),
        (WhenKind::ForMonth, "for måneden"),
        (WhenKind::ForQuarter, "for kvartalet"),
        (WhenKind::ForYear, "for hele året"),
        (WhenKind::LastMonths(12), "de seneste 12 måneder"),
        (WhenKind::Start(PeriodUnit::Month), "primo måneden"),
        (WhenKind::Start(PeriodUnit::Quarter), "primo kvartalet"),
        (WhenKind::End(PeriodUnit::Quarter), "ultimo kvartalet"),
        (WhenKind::Start(PeriodUnit::Year), "primo året"),
        (WhenKind::End(PeriodUnit::Year), "ultimo året"),
        (WhenKind::AverageOverYear, AVERAGE),
    ];
    let school = source.time_kind == TimeKind::SchoolYear;
    let possible = candidates.into_iter().filter(|(when, _)| school || *when != WhenKind::ForSchoolYear);
    let legal = possible.filter(|(when, _)| sort.allows(*when) && fits(source, sort, *when));
    legal.map(|(_, text)| text.to_string()).collect()
}

fn is_date(when: WhenKind) -> bool {
    matches!(when, WhenKind::Start(_) | WhenKind::End(_) | WhenKind::On(_))
}

/// The last day of a month; in February the asked day, when it is one of the two it can be.
fn last_day(asked: DayOfYear) -> u32 {
    match asked.month {
        2 if asked.day == 29 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
