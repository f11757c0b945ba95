//! Cases for keys, for rows that last, and for who is in a population.
//!
//! In: a figure. Out: drafts. Guaranteed now: whether such a row counts is decided later.

use super::draft::{DraftRow, OTHER};
use super::leaves::{Leaf, Side};
use super::pack::{Draft, Says};
use super::situation::{Maker, Situation};
use super::times::{date_cell, date_words, time_words};
use super::witness::KEY;
use crate::evaluate::Day;
use crate::model::years::Years;
use crate::model::{Interval, PopulationId, TimeKind, What, WhenKind};

impl<'m> Maker<'_, 'm> {
    /// Who is in a population only on a day at the bound of the days that are asked for.
    pub fn member_drafts(
        &self,
        situation: &Situation<'m>,
        leaf: &Leaf<'m>,
        population: PopulationId,
        row: &DraftRow,
        natural: bool,
        drafts: &mut Vec<Draft>,
    ) {
        let Some((month, version)) = self.standing(leaf) else { return };
        let place = self.place(leaf, version, month.div_euclid(12));
        let search = self.search();
        let mut row = row.clone();
        self.put_in_time(&mut row, leaf, month);
        let known = self.model.population(population);
        let name = &known.name.text;
        let kind = self.model.source(known.source).time_kind;
        row.companions.retain(|companion| companion.source != known.source);
        let Some(days) = search.days_asked(place, population, &row) else { return };
        let bounds = [(days.first, -1, false), (days.first, 0, true), (days.last, 0, true), (days.last, 1, false)];
        for (bound, step, inside) in bounds {
            // `nogensinde` has no first day.
            if bound == Day::BEGINNING || bound == Day::NEVER {
                continue;
            }
            let day = bound.plus(step);
            let Some(companion) = search.member(self.model, population, KEY, day, 1) else { continue };
            let mut probe = row.clone();
            probe.companions.push(companion);
            let says = format!("En person, der kun er i {name} {},", time_words(kind, day));
            // A month holds days inside and outside.
            let natural = (kind == TimeKind::Date).then_some(inside == natural);
            drafts.extend(self.finished(situation, leaf, version, probe, says, natural));
        }
        let says = format!("En person, der aldrig er i {name},");
        drafts.extend(self.finished(situation, leaf, version, row.clone(), says, Some(!natural)));
        let mut nobody = row;
        nobody.rekeyed(KEY, "");
        nobody.cells.retain(|_, cell| !cell.is_empty());
        let says = format!("En række uden nøgle, når der spørges om {name},");
        drafts.extend(self.finished(situation, leaf, version, nobody, says, Some(!natural)));
    }

    /// The same key twice, in two kommuner, and none.
    pub fn key_drafts(&self, side: Side, years: Years) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let Some((situation, leaf, month)) = self.usual(side, years) else { return drafts };
        let Some((_, version)) = self.standing(&leaf) else { return drafts };
        let (What::Distinct(key) | What::FullYears(Some(key))) = version.what else { return drafts };
        let Some(row) = self.counted_row(&leaf, month) else { return drafts };
        let mut add = |row: DraftRow, says: &str| {
            let mut rows = situation.rows();
            rows.push(row);
            let probe = rows.len() - 1;
            let says = Says::Counts { says: says.to_owned(), natural: None, probe, side };
            drafts.push(Draft { of: self.of, period: situation.period, rows, says });
        };
        add(row.clone(), "En række mere med samme nøgle og tid;");
        add(row.with(&[(version.municipality, OTHER.to_owned())]), "Den samme nøgle i en anden kommune;");
        let mut other = row.clone();
        other.rekeyed(KEY, "p2");
        add(other, "En række med en anden nøgle;");
        add(row.with(&[(key, String::new())]), "En række uden nøgle;");
        add(row.with(&[(key, "  ".to_owned())]), "En række, hvor nøglen kun er mellemrum,");
        drafts
    }

    /// Rows that last: beginning and ending on, before and after the days that are asked for.
    pub fn interval_drafts(&self, side: Side, years: Years) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let Some((situation, leaf, month)) = self.usual(side, years) else { return drafts };
        let Some((_, version)) = self.standing(&leaf) else { return drafts };
        let source = self.model.source(version.source);
        let Some(Interval { from, until }) = source.interval else { return drafts };
        let window = self.window(&leaf);
        let (first, last) = match self.day_asked(&leaf) {
            Some(day) => (day, day),
            None => (Day::first_of(window.first), Day::last_of(window.last)),
        };
        let Some(row) = self.counted_row(&leaf, month) else { return drafts };
        let asked =
            if first == last { date_words(first) } else { format!("{}-{}", date_words(first), date_words(last)) };
        let mut add = |begins: Option<Day>, ends: Option<Day>, says: String| {
            let mut row = row.with(&[(from, begins.map_or(String::new(), date_cell))]);
            if let Some(until) = until {
                row = row.with(&[(until, ends.map_or(String::new(), date_cell))]);
            } else if ends.is_some() {
                return;
            }
            drafts.extend(self.finished(&situation, &leaf, version, row, says, None));
        };
        let words =
            |word: &str, day: Day| format!("Et forløb, der {word} {} (der spørges om {asked}),", date_words(day));
        add(Some(first), None, words("begynder", first));
        add(Some(last), None, words("begynder", last));
        add(Some(last.plus(1)), None, words("begynder", last.plus(1)));
        add(Some(first.plus(-40)), Some(first), words("slutter", first));
        add(Some(first.plus(-40)), Some(first.plus(-1)), words("slutter", first.plus(-1)));
        add(Some(first.plus(-40)), None, words("stadig løber og begyndte", first.plus(-40)));
        add(Some(first), Some(first.plus(-1)), "Et forløb, der slutter, før det begynder,".to_owned());
        add(None, None, "Et forløb uden begyndelse;".to_owned());
        drafts
    }

    /// Rows that last are asked for as they are on one day.
    pub fn asks_for_a_day(&self, leaf: &Leaf<'m>) -> bool {
        let lasts = |version: &crate::model::RowsVersion| self.model.source(version.source).interval.is_some();
        matches!(leaf.rows.counting.when, WhenKind::Start(_) | WhenKind::End(_) | WhenKind::On(_))
            && self.standing(leaf).is_some_and(|(_, version)| lasts(version))
    }

    /// The day that rows that last are asked for.
    pub fn day_asked(&self, leaf: &Leaf<'m>) -> Option<Day> {
        if !self.asks_for_a_day(leaf) {
            return None;
        }
        let (month, _) = self.standing(leaf)?;
        let day = match leaf.rows.counting.when {
            WhenKind::On(wanted) => Day::in_year(wanted, month.div_euclid(12)),
            _ => None,
        };
        Some(day.unwrap_or_else(|| Day::first_of(month)))
    }

    /// The period that is shown of an udgave, its leaf of this side and where its rows stand.
    pub fn usual(&self, side: Side, years: Years) -> Option<(Situation<'m>, Leaf<'m>, i32)> {
        let year = self.nearest_year(years);
        let situation = self.at(self.period(year)).filter(|_| self.exists_in(year))?;
        let leaf = *situation.leaf(side)?;
        let (month, _) = self.standing(&leaf)?;
        situation.is_whole().then_some((situation, leaf, month))
    }
}
