//! Cases of krav about rows: a row that just keeps the krav, one that just breaks it, and one that is not asked.
//!
//! In: selected rows of a source and what is asked of them. Out: drafts. Guaranteed now: whether the rule is broken is decided
//! later.

use super::super::contexts::contexts;
use super::super::draft::{DraftRow, OTHER, OWN};
use super::super::lowered::{can_be_given, is_key};
use super::super::times::{first_day, step, time_cell};
use super::super::values::{Cells, Neighbour, Place};
use super::super::witness::{Asked, Search};
use super::exempt::{exempted, who};
use super::{Draft, Maker};
use crate::evaluate::Period;
use crate::model::rule::{FilledColumn, RowTest, RowsChecked};
use crate::model::years::Years;
use crate::model::{ColumnId, ColumnKind, Condition, MeasureId, Origin, Source};

/// The year that cases prefer, and its month.
const YEAR: i32 = 2024;
const MAY: i32 = 4;
/// So many lines are looked at.
const CONTEXTS: usize = 8;

impl<'m> Maker<'_, 'm> {
    pub fn row_drafts(&self, checked: &'m RowsChecked) -> Vec<Draft> {
        let source = self.model.source(checked.source);
        let Some(year) = year_within(self.edition.years, source.history) else { return Vec::new() };
        let rows = Rows { maker: self, checked, source, month: 12 * year + MAY };
        let mut drafts = match &checked.test {
            RowTest::Holds { condition, then, .. } => rows.holding(condition, then),
            RowTest::CodesExist(columns) => rows.existing(columns),
            RowTest::Unique(columns) => rows.unique(columns),
            RowTest::Filled(columns) => rows.filled(columns),
        };
        let broken = drafts.iter().find(|draft| self.breaks(&draft.rows, draft.period));
        if let Some(broken) = broken.map(|draft| draft.rows.clone()) {
            let at = |period: Period| Some(rows.moved(&broken, period));
            self.exempt_drafts(rows.period(), &at, &mut drafts);
            drafts.extend(rows.exempt(&broken));
        }
        drafts
    }
}

/// The rows that a rule asks.
struct Rows<'a, 'm> {
    maker: &'a Maker<'a, 'm>,
    checked: &'m RowsChecked,
    source: &'m Source,
    month: i32,
}

impl<'m> Rows<'_, 'm> {
    fn period(&self) -> Period {
        Period::holding(self.month, self.maker.rule.period)
    }

    fn place(&self) -> Place<'m> {
        let year = self.month.div_euclid(12);
        Place { model: self.maker.model, source: self.checked.source, year, member: None }
    }

    /// A row that is selected and meets the conditions.
    fn row(&self, conditions: &[&Condition]) -> Option<DraftRow> {
        let search = Search { stores: self.maker.stores, municipality: self.maker.municipality };
        let asked = Asked { role: self.checked.municipality, selection: &self.checked.selection, counted: true };
        let ways = super::super::contexts::ways_in(&self.checked.selection, Years::single(self.month.div_euclid(12)));
        ways.into_iter().find_map(|(mut way, _)| {
            way.extend(conditions);
            let mut row = search.row(self.place(), asked, &way, self.month)?;
            if let Some(measure) = self.checked.amount {
                self.give(&mut row, measure);
            }
            Some(row)
        })
    }

    fn give(&self, row: &mut DraftRow, measure: MeasureId) {
        if can_be_given(self.maker.model, row.source, measure) {
            row.amounts.entry(measure).or_insert_with(|| "1.000".to_owned());
        }
    }

    fn draft(&self, rows: Vec<DraftRow>, says: String) -> Draft {
        Draft::new(rows, says, self.period())
    }

    fn beside(&self, row: &DraftRow, neighbours: Vec<Neighbour>) -> Vec<Draft> {
        let of_year = neighbours.into_iter().filter(|one| one.year.is_none());
        of_year.map(|one| self.draft(vec![row.with(&one.cells)], trimmed(&one.says))).collect()
    }

    /// `hvis A så B`: B at its bounds where A holds; A at its bounds where B does not.
    fn holding(&self, condition: &'m [Condition], then: &'m [Condition]) -> Vec<Draft> {
        let (place, mut drafts) = (self.place(), Vec::new());
        let all: Vec<&Condition> = condition.iter().chain(then).collect();
        let Some(row) = self.row(&all) else { return drafts };
        for one in then {
            drafts.extend(self.beside(&row, place.neighbours(one, &row)));
        }
        drafts.push(self.draft(vec![row.clone()], "En række, der opfylder kravet".to_owned()));
        let broken = drafts.iter().find(|draft| self.maker.breaks(&draft.rows, draft.period));
        let Some(broken) = broken.and_then(|draft| draft.rows.first().cloned()) else { return drafts };
        for one in condition {
            for draft in self.beside(&broken, place.neighbours(one, &broken)) {
                drafts.push(Draft { says: format!("{} i en række, der ellers bryder kravet", draft.says), ..draft });
            }
        }
        for context in contexts(&self.checked.selection, Years::single(self.month.div_euclid(12))).iter().take(CONTEXTS)
        {
            for one in &context.focus {
                for draft in self.beside(&broken, place.neighbours(one, &broken)) {
                    drafts
                        .push(Draft { says: format!("{} i en række, der ellers bryder kravet", draft.says), ..draft });
                }
            }
        }
        drafts.extend(self.elsewhere(&broken));
        drafts
    }

    /// `undtaget funktion 5.28.20`: rows that break the rule, at the bounds of what is exempt.
    fn exempt(&self, broken: &[DraftRow]) -> Vec<Draft> {
        let mut strict = self.maker.narrow.clone();
        strict.rules[self.maker.id.0].editions.iter_mut().for_each(|edition| edition.exemptions.clear());
        let judged = Maker { narrow: &strict, ..*self.maker };
        let breaks = |rows: &[DraftRow]| judged.breaks(rows, self.period());
        let (place, mut drafts) = (self.place(), Vec::new());
        let search = Search { stores: self.maker.stores, municipality: self.maker.municipality };
        for exemption in self.maker.edition.exemptions.iter().filter(|one| !one.rows.is_empty()) {
            let all: Vec<&Condition> = exemption.rows.iter().collect();
            let changed = |cells: &Cells| broken.iter().map(|row| row.with(cells)).collect::<Vec<DraftRow>>();
            let ways = search.ways(place, &all);
            let Some(inside) = ways.iter().map(changed).find(|rows| breaks(rows)) else { continue };
            let otherwise = "rækken bryder ellers kravet";
            let at = |period: Period| Some(self.moved(&inside, period));
            drafts.extend(exempted(exemption, "En række som den, der er undtaget", otherwise, self.period(), &at));
            let Some(first) = inside.first() else { continue };
            for neighbour in exemption.rows.iter().flat_map(|one| place.neighbours(one, first)) {
                let rows: Vec<DraftRow> = inside.iter().map(|row| row.with(&neighbour.cells)).collect();
                if neighbour.year.is_none() && breaks(&rows) {
                    let says = format!("{}, og {otherwise}", trimmed(&neighbour.says));
                    let mut rows = rows;
                    let who = who(exemption);
                    rows.iter_mut().for_each(|row| row.rekeyed(OWN, &who));
                    drafts.push(Draft { who, ..self.draft(rows, says) });
                }
            }
        }
        drafts
    }

    /// Where a row that breaks the rule is not judged.
    fn elsewhere(&self, broken: &DraftRow) -> Vec<Draft> {
        let role = self.checked.municipality;
        let put = |cell: &str, says: &str| {
            self.draft(
                vec![broken.with(&[(role, cell.to_owned())])],
                format!("En række {says}, der ellers bryder kravet"),
            )
        };
        vec![put("", "uden kommune"), put(OTHER, "for en anden kommune")]
    }

    /// `koder findes`
    fn existing(&self, columns: &[ColumnId]) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let Some(row) = self.row(&[]) else { return drafts };
        for column in columns {
            let neighbours = self.place().code_edges(*column, &row);
            drafts.extend(neighbours.into_iter().map(|one| match one.year {
                None => self.draft(vec![row.with(&one.cells)], trimmed(&one.says)),
                Some(year) => {
                    let period = Period::holding(12 * year + MAY, self.maker.rule.period);
                    let there = self.moved(&[row.with(&one.cells)], period);
                    Draft::new(there, trimmed(&one.says), period)
                }
            }));
        }
        if let (Some(measure), Some(unknown)) =
            (self.checked.amount, drafts.iter().find(|d| self.maker.breaks(&d.rows, d.period)))
            && let Some(mut row) = unknown.rows.first().cloned()
        {
            row.amounts.insert(measure, "0".to_owned());
            drafts.push(self.draft(vec![row], "En kode, der ikke findes, med beløbet 0".to_owned()));
        }
        drafts
    }

    /// `er entydig`: twice the same, and the same but for one column.
    fn unique(&self, columns: &[ColumnId]) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let Some(mut row) = self.row(&[]) else { return drafts };
        let filled: Vec<&ColumnId> = columns
            .iter()
            .filter(|column| self.source.origin == Origin::Table && self.fill(&mut row, **column))
            .collect();
        let again = |other: DraftRow, says: String| self.draft(vec![row.clone(), other], says);
        drafts.push(again(row.clone(), "Den samme række to gange".to_owned()));
        for column in filled {
            let name = &self.source.columns[column.0].name.text;
            let without = row.with(&[(*column, String::new())]);
            drafts.push(again(without, format!("To rækker, hvoraf den ene er uden {name}")));
            if is_key(self.source, column.0) {
                let other = row.with(&[(*column, "p2".to_owned())]);
                drafts.push(again(other, format!("To rækker med hver sin {name}")));
            }
        }
        let role = self.checked.municipality;
        drafts.push(again(row.with(&[(role, OTHER.to_owned())]), "Den samme række i to kommuner".to_owned()));
        let later = self.month + step(self.source.time_kind);
        drafts.push(again(self.at_month(&row, later), "Den samme række på to tider".to_owned()));
        drafts
    }

    /// `er udfyldt`: each column empty, blank and 0.
    fn filled(&self, columns: &[FilledColumn]) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let Some(mut row) = self.row(&[]) else { return drafts };
        for column in columns {
            match column {
                FilledColumn::Column(column) => drop(self.fill(&mut row, *column)),
                FilledColumn::Measure(measure) => self.give(&mut row, *measure),
            }
        }
        drafts.push(self.draft(vec![row.clone()], "En række, hvor alt er udfyldt".to_owned()));
        for column in columns {
            match column {
                FilledColumn::Column(column) => {
                    let known = &self.source.columns[column.0];
                    let name = &known.name.text;
                    let mut put = |cell: &str, says: String| {
                        drafts.push(self.draft(vec![row.with(&[(*column, cell.to_owned())])], says));
                    };
                    put("", format!("{name} er tom"));
                    match known.kind {
                        ColumnKind::Number => put("0", format!("{name} er 0")),
                        ColumnKind::Text | ColumnKind::Key(_) => put("  ", format!("{name} er kun mellemrum")),
                        _ => {}
                    }
                }
                FilledColumn::Measure(measure) => {
                    let name = &self.source.measures[measure.0].name.text;
                    for (amount, says) in [("", "er tomt"), ("0", "er 0")] {
                        let mut changed = row.clone();
                        changed.amounts.insert(*measure, amount.to_owned());
                        drafts.push(self.draft(vec![changed], format!("{name} {says}")));
                    }
                }
            }
        }
        drafts
    }

    /// Puts something in the column, when nothing is there; whether something is.
    fn fill(&self, row: &mut DraftRow, column: ColumnId) -> bool {
        if !row.cells.contains_key(&column) {
            let year = self.month.div_euclid(12);
            let search = Search { stores: self.maker.stores, municipality: self.maker.municipality };
            if let Some(cell) = search.something(self.maker.model, self.checked.source, column, year) {
                row.put(column, &cell);
            }
        }
        row.cells.contains_key(&column) && column != self.checked.municipality && column != self.source.time
    }

    fn at_month(&self, row: &DraftRow, month: i32) -> DraftRow {
        let mut row = row.clone();
        let kind = self.source.time_kind;
        row.put(self.source.time, &time_cell(kind, first_day(kind, month)));
        row
    }

    fn moved(&self, rows: &[DraftRow], period: Period) -> Vec<DraftRow> {
        rows.iter().map(|row| self.at_month(row, period.first)).collect()
    }
}

fn trimmed(says: &str) -> String {
    says.trim_end_matches([',', ';']).to_owned()
}

/// The year nearest to the usual one in which there are rows and the rule holds.
fn year_within(edition: Years, history: Years) -> Option<i32> {
    let both = edition.intersect(history)?;
    Some(YEAR.max(both.from.unwrap_or(YEAR)).min(both.to.unwrap_or(i32::MAX)))
}
