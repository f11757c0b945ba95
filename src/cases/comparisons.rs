//! Cases of a sammenligning: kommuner beside each other, and what is told of one of them.
//!
//! In: a model without errors and a sammenligning. Out: rounds with one [`ComparisonCase`] each, shown by the first nøgletal
//! that is compared by it. Guaranteed now: what is said of the kommune is read off the interpreter's row. A sammenligning
//! whose nøgletal ask for the kommune itself has none.

use std::collections::BTreeMap;

use num_rational::BigRational;

use super::draft::{DraftRow, OTHER, OWN, Stores};
use super::kommune::reads_all_municipalities;
use super::leaves::Side;
use super::lowered::can_be_given;
use super::pack::pool;
use super::situation::Maker;
use super::values::danish;
use super::worth::{measure_of, repeated};
use crate::evaluate::{ComparisonRow, Data, Period, evaluate_comparison};
use crate::exact::whole;
use crate::model::comparison::{Comparison, region};
use crate::model::{ComparisonGroup, ComparisonId, FigureId, FigureReference, Model};

/// A case, ready to be run.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonCase {
    /// From 1, within the sammenligning.
    pub number: usize,
    pub of: FigureReference,
    /// What it shows, one sentence.
    pub shows: String,
    pub municipalities: Vec<String>,
    /// All rows of `sammenligning` of the nøgletal for these kommuner.
    pub expected: Vec<ComparisonRow>,
}

/// The tables of one case: kommuner that are compared are alone in them.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonRound {
    pub case: ComparisonCase,
    pub data: Data,
}

/// Kommuner with what they have.
struct Draft {
    says: String,
    /// Kommune, amount of what is divided, and of what it is divided by.
    values: Vec<(String, i64, i64)>,
    /// The one that is told of.
    about: String,
}

/// The nøgletal by which a sammenligning is shown.
pub fn compared_by(model: &Model, id: ComparisonId) -> Option<FigureId> {
    let by_it = |figure: &FigureId| {
        let figure = model.figure(*figure);
        !figure.of_rule && figure.compared.is_some_and(|compared| compared.by == id)
    };
    let mut all: Vec<FigureId> = (0..model.figures.len()).map(FigureId).filter(by_it).collect();
    all.sort_by_key(|figure| model.figure(*figure).family.is_some());
    all.into_iter().next()
}

/// The cases of a sammenligning.
pub fn comparison_cases(model: &Model, id: ComparisonId) -> Vec<ComparisonRound> {
    let Some(figure) = compared_by(model, id) else { return Vec::new() };
    let comparison = model.comparison(id);
    let kommuner: Vec<String> = pool(model).into_iter().filter(|code| !comparison.excluded.contains(code)).collect();
    let Some(municipality) = kommuner.first() else { return Vec::new() };
    let stores = Stores::new(model);
    let maker =
        |figure| Maker { model, stores: &stores, of: reference(model, figure), through_base: false, municipality };
    let criteria = model.criteria_of(model.figure(figure));
    let read = || criteria.iter().copied().chain([figure]);
    if read().any(|one| maker(one).asks_for_municipality() || reads_all_municipalities(model, one)) {
        return Vec::new();
    }
    let own = maker(figure);
    let years = model.figure(figure).editions.last().map(|edition| edition.years).unwrap_or_default();
    let period = own.period(own.nearest_year(years));
    let mut rounds = Vec::new();
    for draft in drafts(model, comparison, &kommuner, period) {
        let mut rows = Vec::new();
        for (at, (kommune, amount, divisor)) in draft.values.iter().enumerate() {
            for one in read() {
                // What kommuner are near by lies the closer the nearer they stand to each other.
                let amounts = if one == figure { (*amount, *divisor) } else { ((at * at + 1) as i64, 1) };
                let Some(of_one) = rows_with(&maker(one), period, amounts) else { continue };
                rows.extend(of_one.into_iter().map(|row| (row, kommune.clone(), at + 1)));
            }
        }
        let data = placed(&stores, &rows, &kommuner);
        let found = evaluate_comparison(model, &data, figure);
        let of = reference(model, figure);
        let municipalities: Vec<String> = draft.values.iter().map(|(kommune, ..)| kommune.clone()).collect();
        let expected: Vec<ComparisonRow> = found
            .into_iter()
            .filter(|row| row.member == of.member && municipalities.contains(&row.municipality))
            .collect();
        let about = expected.iter().find(|row| row.municipality == draft.about && row.period == period);
        let Some(about) = about else { continue };
        let shows = format!("{}: {}.", draft.says, told(about));
        let case = ComparisonCase { number: rounds.len() + 1, of, shows, municipalities, expected };
        rounds.push(ComparisonRound { case, data });
    }
    rounds
}

/// The first member of a family; the figure itself when it is none.
fn reference(model: &Model, figure: FigureId) -> FigureReference {
    let family = model.figure(figure).family.as_ref();
    FigureReference { figure, member: family.and_then(|of| of.members.iter().position(|one| one.values.is_some())) }
}

/// The rows of each kommune, in its own name and with its own keys; kommuner that a row names besides are those nobody else
/// is.
fn placed(stores: &Stores, rows: &[(DraftRow, String, usize)], kommuner: &[String]) -> Data {
    let others = kommuner.last().cloned().unwrap_or_default();
    let places: Vec<BTreeMap<String, String>> = rows
        .iter()
        .map(|(_, kommune, _)| BTreeMap::from([(OWN.to_owned(), kommune.clone()), (OTHER.to_owned(), others.clone())]))
        .collect();
    stores.data(rows.iter().zip(&places).map(|((row, _, number), places)| (row, places, *number)))
}

/// What one kommune has: so large an amount, or so many rows, over so much.
fn rows_with(maker: &Maker, period: Period, (amount, divisor): (i64, i64)) -> Option<Vec<DraftRow>> {
    let situation = maker.at(period).filter(|situation| situation.is_whole())?;
    let mut rows = situation.rows();
    let mut put = |place: usize, number: i64| {
        let (_, version) = maker.standing(&situation.leaves[place])?;
        let measure = measure_of(version).filter(|measure| can_be_given(maker.model, version.source, *measure));
        match measure {
            Some(measure) => drop(rows[place].amounts.insert(measure, danish(&whole(100 * number)))),
            None => rows[place] = repeated(&situation.support[place].clone()?, number.clamp(1, 40) as usize),
        }
        Some(())
    };
    put(0, amount)?;
    if let Some(place) = situation.leaves.iter().position(|leaf| leaf.side == Side::Denominator) {
        put(place, divisor)?;
    }
    Some(rows)
}

/// The situations: unlike values, equal ones, one alone, one that is left out, groups with and without their members.
fn drafts(model: &Model, comparison: &Comparison, kommuner: &[String], period: Period) -> Vec<Draft> {
    let mixed = mixed_regions(model, kommuner, period);
    let most = match &comparison.group {
        Some(ComparisonGroup::Nearest { size, .. }) => (*size as usize + 3).clamp(6, 12),
        _ => 6,
    };
    let chosen: Vec<String> = mixed.iter().take(most).cloned().collect();
    // Neither evenly spaced nor over the same, so that every kind of average is another number.
    let unlike = |at: usize| ((at * at + at + 2) as i64, 1 + (at % 3) as i64);
    let values = |codes: &[String]| -> Vec<(String, i64, i64)> {
        let one = |(at, code): (usize, &String)| (code.clone(), unlike(at).0, unlike(at).1);
        codes.iter().enumerate().map(one).collect()
    };
    let mut drafts = Vec::new();
    let mut add = |says: String, values: Vec<(String, i64, i64)>, about: &str| {
        drafts.push(Draft { says, values, about: about.to_owned() });
    };
    for about in [0, 1, chosen.len().saturating_sub(1)] {
        if let Some(code) = chosen.get(about) {
            add(format!("{} kommuner med hver sin værdi, set fra {code}", chosen.len()), values(&chosen), code);
        }
    }
    let Some(first) = chosen.first() else { return drafts };
    let alike: Vec<_> = chosen.iter().map(|code| (code.clone(), 5, 1)).collect();
    add(format!("{} kommuner med den samme værdi", chosen.len()), alike, first);
    let mut pairs = values(&chosen);
    if let [a, b, ..] = pairs.as_mut_slice() {
        (b.1, b.2) = (a.1, a.2);
        let about = b.0.clone();
        add(format!("{} og {about} har den samme værdi", chosen[0]), pairs, &about);
    }
    add("En kommune er alene".to_owned(), values(&chosen[..1]), first);
    if let Some(excluded) = comparison.excluded.first() {
        let mut with = values(&chosen);
        with.push((excluded.clone(), 900, 1));
        add(format!("Kommune {excluded} er holdt ude og har en meget højere værdi, set fra {first}"), with, first);
        let mut with = values(&chosen);
        with.push((excluded.clone(), 900, 1));
        add(format!("Kommune {excluded} er holdt ude, set fra den selv"), with, excluded);
    }
    if let Some(ComparisonGroup::Listed(members)) = &comparison.group {
        let in_year = |code: &String| -> Vec<String> {
            let own = members.iter().filter(|one| one.municipality == *code && one.years.contains(period.year()));
            own.map(|one| one.with.clone()).filter(|with| kommuner.contains(with) && with != code).collect()
        };
        if let Some((code, group)) = kommuner.iter().map(|code| (code, in_year(code))).find(|(_, with)| with.len() > 1)
        {
            let outside = mixed.iter().find(|one| *one != code && !group.contains(one)).cloned();
            let whole: Vec<String> = [code.clone()].into_iter().chain(group.clone()).chain(outside).collect();
            add(format!("Kommune {code}, hele dens gruppe og en anden"), values(&whole), code);
            let fewer: Vec<String> = whole.iter().filter(|one| **one != group[0]).cloned().collect();
            add(format!("Kommune {code} og dens gruppe uden {}", group[0]), values(&fewer), code);
            add(format!("Kommune {code} uden nogen af sin gruppe"), values(&whole[..1]), code);
        }
    }
    drafts
}

/// The kommuner, those of different regions in turn.
fn mixed_regions(model: &Model, kommuner: &[String], period: Period) -> Vec<String> {
    let tree = model.tree(model.municipalities);
    let mut by_region: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for code in kommuner {
        let version = tree.version(code, &[], period.year());
        let region = version.and_then(region).unwrap_or_default().to_owned();
        by_region.entry(region).or_default().push(code.clone());
    }
    // Three of one region and then one of the next: somebody is to have neighbours.
    let mut lists: Vec<std::vec::IntoIter<String>> = by_region.into_values().map(Vec::into_iter).collect();
    let mut mixed = Vec::new();
    while mixed.len() < kommuner.len() {
        let before = mixed.len();
        for (at, list) in lists.iter_mut().enumerate() {
            mixed.extend(list.take(if at == 0 { 3 } else { 1 }));
        }
        if mixed.len() == before {
            break;
        }
    }
    mixed
}

/// What is told of a kommune: `landsgennemsnittet er 24, rangen 1 af 6`.
fn told(row: &ComparisonRow) -> String {
    let value =
        |word: &str, value: &Option<BigRational>| value.as_ref().map(|value| format!("{word} {}", danish(value)));
    let rank = row.rank.zip(row.count).map(|(rank, count)| format!("rangen {rank} af {count}"));
    let mut parts: Vec<String> = [
        value("resultatet er", &row.result),
        value("landsgennemsnittet", &row.national),
        value("gruppens gennemsnit", &row.group),
        value("regionens gennemsnit", &row.region),
        value("afvigelsen", &row.deviation),
        value("percentilen", &row.percentile),
        value("mulighedsrummet", &row.potential),
    ]
    .into_iter()
    .flatten()
    .collect();
    parts.extend(rank);
    match (parts.pop(), parts.is_empty()) {
        (None, _) => format!("der vises intet (status {})", row.status.danish()),
        (Some(last), true) => last,
        (Some(last), false) => format!("{} og {last}", parts.join(", ")),
    }
}
