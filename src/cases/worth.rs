//! Cases for what a figure shows: nothing selected, zero and missing, signs, rules at their bounds, udgaver.
//!
//! In: an udgave of a figure. Out: drafts. Guaranteed now: the words name the situation; what is shown in it is told from
//! the interpreter's row.

use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};

use super::draft::DraftRow;
use super::leaves::Side;
use super::lowered::can_be_given;
use super::pack::{Draft, Says};
use super::situation::{Maker, Situation};
use super::values::danish;
use super::witness::KEY;
use crate::exact::{round5, whole};
use crate::model::{Edition, NumberTest, RowsVersion, ValueSubject, What};

impl<'m> Maker<'_, 'm> {
    pub fn worth_drafts(&self, edition: &Edition) -> Vec<Draft> {
        let mut drafts = self.edition_ends(edition);
        let year = self.nearest_year(edition.years);
        let Some(situation) = self.at(self.period(year)).filter(|_| self.exists_in(year)) else { return drafts };
        if !situation.is_whole() {
            return drafts;
        }
        let shows = |rows: Vec<DraftRow>, says: &str| self.shows(&situation, rows, says.to_owned());
        drafts.push(shows(situation.rows(), "Alt er leveret, og én række tælles med hvert sted"));
        let has = |side: Side| situation.leaves.iter().any(|leaf| leaf.side == side);
        if has(Side::Numerator) && has(Side::Denominator) {
            drafts.push(shows(situation.rows_of(|leaf| leaf.side != Side::Denominator), "Kun tællerens række er der"));
            drafts.push(shows(situation.rows_of(|leaf| leaf.side != Side::Numerator), "Kun nævnerens række er der"));
        }
        if has(Side::Through) {
            for index in 0..situation.leaves.len().min(4) {
                let mut rows = situation.rows();
                let gone = rows.remove(index);
                let source = &self.model.source(gone.source).name.text;
                drafts.push(shows(rows, &format!("Uden formlens {}. række, fra {source}", index + 1)));
            }
        }
        for (side, word) in [
            (Side::Numerator, "Tællerens række"),
            (Side::Denominator, "Nævnerens række"),
            (Side::Through, "Formlens første række"),
        ] {
            for (amount, says) in [
                ("0", "har beløbet 0"),
                ("", "har et tomt beløb"),
                ("-250,5", "har et negativt beløb, -250,5"),
                ("0,000004", "har 0,000004, som rundes ned til 0"),
                ("0,000005", "har 0,000005, som rundes op"),
            ] {
                if let Some(rows) = self.with_amount(&situation, side, amount) {
                    drafts.push(shows(rows, &format!("{word} {says}")));
                }
            }
        }
        for rule in &edition.rules {
            self.bounds(edition, rule.subject, &rule.test, true, &situation, &mut drafts);
        }
        for hidden in &edition.suppression.tests {
            self.bounds(edition, hidden.subject, &hidden.test, false, &situation, &mut drafts);
        }
        drafts
    }

    fn shows(&self, situation: &Situation<'m>, rows: Vec<DraftRow>, says: String) -> Draft {
        Draft { of: self.of, period: situation.period, rows, says: Says::Shows { says } }
    }

    /// The situation with the amount in the first row of a side; none where amounts are not what is counted.
    fn with_amount(&self, situation: &Situation<'m>, side: Side, amount: &str) -> Option<Vec<DraftRow>> {
        let place = situation.leaves.iter().position(|leaf| leaf.side == side)?;
        let (_, version) = self.standing(&situation.leaves[place])?;
        let measure = measure_of(version).filter(|measure| can_be_given(self.model, version.source, *measure))?;
        let mut rows = situation.rows();
        match amount {
            "" => drop(rows.get_mut(place)?.amounts.remove(&measure)),
            _ => drop(rows.get_mut(place)?.amounts.insert(measure, amount.to_owned())),
        }
        Some(rows)
    }

    /// A rule, or what hides a row, at its bounds and beside them.
    fn bounds(
        &self,
        edition: &Edition,
        of: ValueSubject,
        test: &NumberTest,
        as_shown: bool,
        situation: &Situation<'m>,
        drafts: &mut Vec<Draft>,
    ) {
        let step = BigRational::new(1.into(), 100.into());
        let (subject, word) = match of {
            ValueSubject::Numerator => (Side::Numerator, "Tælleren"),
            ValueSubject::Denominator => (Side::Denominator, "Nævneren"),
            ValueSubject::Result => (Side::Numerator, "Resultatet"),
        };
        for bound in test.from.iter().chain(&test.to) {
            self.row_bounds(of, &bound.value, word, situation, drafts);
            for (wanted, where_) in [
                (&bound.value - &step, "lige under grænsen"),
                (bound.value.clone(), "på grænsen"),
                (&bound.value + &step, "lige over grænsen"),
            ] {
                // What hides a row is tested before it is converted to what is shown.
                let unit = if as_shown { BigRational::one() } else { edition.shown_in.clone() };
                let value = if of == ValueSubject::Denominator { wanted.clone() } else { &wanted / &unit };
                let amount = match of {
                    ValueSubject::Result if !as_shown && !edition.shown_in.is_one() => None,
                    ValueSubject::Result => self.for_result(edition, situation, &wanted),
                    ValueSubject::Numerator => Some(&value * &edition.shown_in),
                    ValueSubject::Denominator => Some(wanted.clone()),
                };
                let Some(amount) = amount.map(|amount| self.stored_amount(situation, subject, amount)) else {
                    continue;
                };
                let says = format!("{word} er {}, {where_} {}", danish(&wanted), danish(&bound.value));
                // Where tæller and nævner count the same rows, the nævner alone must do.
                for alone in [false, true] {
                    let Some(mut rows) = self.with_amount(situation, subject, &danish(&amount)) else { continue };
                    if alone {
                        rows = self.only(situation, subject, rows);
                    }
                    let says = Says::Bound { says: says.clone(), subject: of, value: value.clone() };
                    drafts.push(Draft { of: self.of, period: situation.period, rows, says });
                }
            }
        }
    }

    /// The same where rows are counted: one fewer, as many, one more.
    fn row_bounds(
        &self,
        of: ValueSubject,
        bound: &BigRational,
        word: &str,
        situation: &Situation<'m>,
        drafts: &mut Vec<Draft>,
    ) {
        let side = if of == ValueSubject::Denominator { Side::Denominator } else { Side::Numerator };
        let Some(place) = situation.leaves.iter().position(|leaf| leaf.side == side) else { return };
        let counts_rows =
            self.standing(&situation.leaves[place]).is_some_and(|(_, version)| measure_of(version).is_none());
        let Some(bound) = small(bound).filter(|_| counts_rows && of != ValueSubject::Result) else { return };
        for (number, where_) in
            [(bound.saturating_sub(1), "lige under grænsen"), (bound, "på grænsen"), (bound + 1, "lige over grænsen")]
        {
            let Some(row) = situation.support[place].as_ref().filter(|_| number > 0) else { continue };
            let mut rows = situation.rows();
            rows[place] = repeated(row, number);
            let says = format!("{word} er {number}, {where_} {bound}");
            let says = Says::Bound { says, subject: of, value: whole(number as i64) };
            drafts.push(Draft { of: self.of, period: situation.period, rows, says });
        }
    }

    /// The rows of one side.
    fn only(&self, situation: &Situation<'m>, side: Side, rows: Vec<DraftRow>) -> Vec<DraftRow> {
        let sides = situation.leaves.iter().map(|leaf| leaf.side);
        rows.into_iter().zip(sides).filter(|(_, of)| *of == side).map(|(row, _)| row).collect()
    }

    /// The tæller that gives this resultat with the nævner's one row.
    fn for_result(&self, edition: &Edition, situation: &Situation<'m>, wanted: &BigRational) -> Option<BigRational> {
        if edition.factor.is_zero() {
            return None;
        }
        let divided = situation.leaves.iter().any(|leaf| leaf.side == Side::Denominator);
        let divisor = if divided { whole(400) } else { BigRational::one() };
        let factor = if divided { edition.factor.clone() } else { BigRational::one() };
        Some(round5(&(wanted * divisor / factor)) * &edition.shown_in)
    }

    /// What must be stored for the amount to be read: its sign and its unit undone.
    fn stored_amount(&self, situation: &Situation<'m>, side: Side, amount: BigRational) -> BigRational {
        let leaf = situation.leaves.iter().find(|leaf| leaf.side == side);
        let Some((_, version)) = leaf.and_then(|leaf| self.standing(leaf)) else { return amount };
        let factor = measure_of(version)
            .map_or_else(BigRational::one, |id| self.model.source(version.source).measures[id.0].factor.clone());
        let read = round5(&(amount / factor));
        if version.sign_reversed { -read } else { read }
    }

    /// The first and the last year of an udgave, and the years beside it.
    fn edition_ends(&self, edition: &Edition) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let name = edition.years.danish();
        let ends = [
            (edition.years.from, 0, "det første år i"),
            (edition.years.from, -1, "året før"),
            (edition.years.to, 0, "det sidste år i"),
            (edition.years.to, 1, "året efter"),
        ];
        for (end, step, word) in ends {
            let Some(end) = end else { continue };
            let year = end + step;
            let Some(near) = self.at(self.period(if self.exists_in(year) { year } else { end })) else { continue };
            if !near.is_whole() {
                continue;
            }
            let mut rows = near.rows();
            if !self.exists_in(year) {
                rows = rows.iter().map(|row| self.moved(row, step)).collect();
            }
            let says = format!("I {year}, {word} {name}");
            drafts.push(Draft { of: self.of, period: self.period(year), rows, says: Says::Shows { says } });
        }
        drafts
    }

    /// The row some years later.
    fn moved(&self, row: &DraftRow, years: i32) -> DraftRow {
        let time = self.model.source(row.source).time;
        let mut moved = row.clone();
        if let Some(cell) = moved.cells.get_mut(&time)
            && let Some(year) = cell.get(..4).and_then(|year| year.parse::<i32>().ok())
        {
            cell.replace_range(..4, &format!("{:04}", year + years));
        }
        moved
    }
}

/// The måltal that is counted.
pub fn measure_of(version: &RowsVersion) -> Option<crate::model::MeasureId> {
    match version.what {
        What::Flow(measure) | What::Stock(measure) | What::RowsWith(measure) | What::Statistic(_, measure) => {
            Some(measure)
        }
        What::Rows | What::Distinct(_) | What::FullYears(_) | What::Duration(_) => None,
    }
}

/// A whole number of so few that as many rows can be written.
pub fn small(bound: &BigRational) -> Option<usize> {
    (bound.is_integer() && *bound <= whole(20)).then(|| bound.to_integer().to_usize()).flatten()
}

/// The row so many times, each with a key of its own.
pub fn repeated(row: &DraftRow, number: usize) -> DraftRow {
    let mut first = row.clone();
    first.companions.retain(|companion| companion.source != row.source);
    let again = first.clone();
    for index in 1..number {
        let mut one = again.clone();
        one.rekeyed(KEY, &format!("s{index}"));
        first.companions.push(one);
    }
    first
}
