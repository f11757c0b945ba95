//! Drafts made into cases: kommuner chosen, values computed, claims tested.
//!
//! In: drafts. Out: [`Round`]s of [`Case`]s that stand in the same tables. Guaranteed now: each case has its own kommuner and
//! keys; what its words claim is so.

use std::collections::BTreeMap;

use num_rational::BigRational;

use super::draft::{DraftRow, OWN, Stores};
use super::leaves::Side;
use super::subjects::Subject;
use super::values::danish;
use crate::evaluate::{Data, Period, ResultRow, Status, evaluate_figure};
use crate::model::{FigureId, FigureReference, Model, ValueSubject};

/// A case as thought out.
#[derive(Debug, Clone)]
pub struct Draft {
    pub of: FigureReference,
    /// The period in which it shows something.
    pub period: Period,
    pub rows: Vec<DraftRow>,
    pub says: Says,
}

/// What a case claims.
#[derive(Debug, Clone)]
pub enum Says {
    /// One of the rows counts or does not, which is told from values with and without it; `natural` is what its place at the
    /// bound lets one expect.
    Counts { says: String, natural: Option<bool>, probe: usize, side: Side },
    /// A situation, whose outcome is told from the row.
    Shows { says: String },
    /// The same, of a tæller, nævner or unruled resultat with a certain value.
    Bound { says: String, subject: ValueSubject, value: BigRational },
}

impl Draft {
    /// The same figure and rows.
    pub fn is_like(&self, other: &Draft) -> bool {
        self.of == other.of && self.period == other.period && self.rows == other.rows
    }
}

/// A case, ready to be run.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// From 1, within the nøgletal.
    pub number: usize,
    pub of: FigureReference,
    /// What it shows, one sentence.
    pub shows: String,
    /// Whose rows are compared.
    pub municipalities: Vec<String>,
    /// All rows of the figure (of a family the member) for these kommuner.
    pub expected: Vec<ResultRow>,
}

/// Cases that stand in the same tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    pub cases: Vec<Case>,
    pub data: Data,
}

/// Kommuner that every year between 1990 and 2050 knows; each case takes its own.
pub fn pool(model: &Model) -> Vec<String> {
    let tree = model.tree(model.municipalities);
    let mut codes: Vec<String> = Vec::new();
    for version in &tree.versions {
        let always = tree
            .years_of(&version.code)
            .iter()
            .any(|years| years.from.is_none_or(|from| from <= 2000) && years.to.is_none_or(|to| to >= 2050));
        if always && tree.level_of(&version.code) == Some(tree.levels.len().saturating_sub(1)) {
            codes.push(version.code.clone());
        }
    }
    codes.dedup();
    codes
}

/// The drafts with their kommuner, several to a round.
struct Placed<'d> {
    draft: &'d Draft,
    kommuner: BTreeMap<String, String>,
    number: usize,
}

pub fn rounds(model: &Model, stores: &Stores, subject: &Subject, drafts: Vec<Draft>) -> Vec<Round> {
    let pool = pool(model);
    let mut rounds = Vec::new();
    let mut number = 0;
    let mut rest = drafts.as_slice();
    while !rest.is_empty() {
        let mut placed: Vec<Placed> = Vec::new();
        let mut free = pool.iter();
        while let Some(draft) = rest.first() {
            let mut places: Vec<&str> = draft.rows.iter().flat_map(DraftRow::places).chain([OWN]).collect();
            places.sort();
            places.dedup();
            if free.len() < places.len() {
                break;
            }
            let kommuner =
                places.iter().filter_map(|place| Some(((*place).to_owned(), free.next()?.clone()))).collect();
            placed.push(Placed { draft, kommuner, number: placed.len() + 1 });
            rest = &rest[1..];
        }
        if placed.is_empty() {
            break;
        }
        rounds.extend(round(model, stores, subject, &placed, &mut number));
    }
    rounds
}

fn round(model: &Model, stores: &Stores, subject: &Subject, placed: &[Placed], number: &mut usize) -> Option<Round> {
    let all = data(stores, placed, &|_, _| true);
    let shown = evaluated(model, subject.figure, &all);
    let computed = Computed {
        with: evaluated(model, subject.plain, &all),
        without: evaluated(model, subject.plain, &data(stores, placed, &|draft, row| !draft.is_probe(row))),
    };
    let mut kept: Vec<(usize, String)> = Vec::new();
    for (index, one) in placed.iter().enumerate() {
        if let Some(shows) = one.told(&shown, &computed) {
            kept.push((index, shows));
        }
    }
    if kept.is_empty() {
        return None;
    }
    let is_kept = |draft: &Draft| kept.iter().any(|(index, _)| std::ptr::eq(placed[*index].draft, draft));
    let data = data(stores, placed, &|draft, _| is_kept(draft));
    let cases = kept.iter().map(|(index, shows)| {
        *number += 1;
        placed[*index].case(*number, shows.clone(), &shown)
    });
    Some(Round { cases: cases.collect(), data })
}

fn data(stores: &Stores, placed: &[Placed], wanted: &dyn Fn(&Draft, usize) -> bool) -> Data {
    let rows = placed.iter().flat_map(|one| {
        let rows = one.draft.rows.iter().enumerate().filter(|(index, _)| wanted(one.draft, *index));
        rows.map(move |(_, row)| (row, &one.kommuner, one.number))
    });
    stores.data(rows)
}

/// What is computed before it is hidden or ruled upon, with and without the rows that are asked about.
struct Computed {
    with: Shown,
    without: Shown,
}

/// The figure's rows by member and kommune.
type Shown = BTreeMap<(Option<usize>, String), Vec<ResultRow>>;

fn evaluated(model: &Model, figure: FigureId, data: &Data) -> Shown {
    let mut shown = Shown::new();
    for row in evaluate_figure(model, data, figure) {
        shown.entry((row.member, row.municipality.clone())).or_default().push(row);
    }
    shown
}

impl Draft {
    fn is_probe(&self, row: usize) -> bool {
        matches!(&self.says, Says::Counts { probe, .. } if *probe == row)
    }
}

impl Placed<'_> {
    fn case(&self, number: usize, shows: String, shown: &Shown) -> Case {
        let municipalities: Vec<String> = self.kommuner.values().cloned().collect();
        let of = self.draft.of;
        let rows = municipalities.iter().flat_map(|one| shown.get(&(of.member, one.clone())).into_iter().flatten());
        Case { number, of, shows, expected: rows.cloned().collect(), municipalities }
    }

    fn row<'s>(&self, shown: &'s Shown) -> Option<&'s ResultRow> {
        let own = self.kommuner.get(OWN)?;
        let rows = shown.get(&(self.draft.of.member, own.clone()))?;
        rows.iter().find(|row| row.period == self.draft.period)
    }

    /// The sentence; none when nothing can be said of it.
    fn told(&self, shown: &Shown, computed: &Computed) -> Option<String> {
        match &self.draft.says {
            Says::Shows { says } => Some(format!("{says}: {}", outcome(self.row(shown)))),
            Says::Bound { says, subject, value } => {
                let row = self.row(&computed.with)?;
                let is = match subject {
                    ValueSubject::Numerator => row.numerator.as_ref() == Some(value),
                    ValueSubject::Denominator => row.denominator.as_ref() == Some(value),
                    ValueSubject::Result => row.result.as_ref() == Some(value),
                };
                is.then(|| format!("{says}: {}", outcome(self.row(shown))))
            }
            Says::Counts { says, natural, side, .. } => {
                let (with, without) = (self.row(&computed.with)?, self.row(&computed.without)?);
                let value = |row: &ResultRow| match side {
                    Side::Denominator => row.denominator.clone(),
                    Side::Numerator | Side::Through => row.numerator.clone(),
                };
                let counts = value(with) != value(without);
                let verdict = if counts { "tælles med" } else { "tælles ikke med" };
                let part = match side {
                    _ if shown_alone(with) => "",
                    Side::Denominator => " i nævneren",
                    Side::Numerator | Side::Through => " i tælleren",
                };
                let verdict = format!("{verdict}{part}");
                let reason = match natural {
                    Some(natural) if *natural != counts => " efter de øvrige linjer",
                    _ => "",
                };
                // `En række uden funktion` has no verb yet.
                let bare = says.starts_with("En række uden")
                    || says.contains(": En række uden")
                    || says.ends_with("rækken")
                    || says.ends_with([',', ';']);
                let joint = match bare {
                    true => "",
                    false if reason.is_empty() => " og",
                    false => ", men",
                };
                Some(format!("{}{joint} {verdict}{reason}.", says.trim_end_matches(';')))
            }
        }
    }
}

/// Without a nævner there is only one thing to be counted in.
fn shown_alone(row: &ResultRow) -> bool {
    row.denominator.is_none() && row.status != Status::Missing
}

fn outcome(row: Option<&ResultRow>) -> String {
    let Some(row) = row else { return "der er ingen række.".to_owned() };
    let status = row.status.danish();
    match &row.result {
        Some(result) => format!("resultatet er {} (status {status}).", danish(result)),
        None if row.status == Status::Suppressed => "rækken er skjult.".to_owned(),
        None => format!("der vises intet resultat (status {status})."),
    }
}
