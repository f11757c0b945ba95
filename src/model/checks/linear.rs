//! What is shown, as sums of disjoint counts: whether something hidden can be computed from it (N803).
//!
//! In: parts of figures in one year. Out: [`Form`]s, and of a hidden one the shown ones of which it is a combination.
//! Guaranteed now: an answer names figures in the open alone. Where a formula multiplies or divides what is counted, or
//! reads more than [`MOST_TERMS`] terms, nothing is said of it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use num_rational::BigRational;
use num_traits::{One, Zero};

use super::super::account_set::from_selection::Members;
use super::super::account_set::{SetId, Sets};
use super::super::{
    ColumnId, Edition, FigureId, FigureReference, Formula, FormulaTerm, KeyFigure, Model, Part, Rows, Shift,
    SnapshotAt, SourceId, TermValue, What, WhenKind,
};
use super::arenas::Arenas;
use super::lines::is_troubled;
use crate::source::Span;

/// Formulas that read formulas may name one term over and over.
const MOST_TERMS: usize = 500;

/// Of more shown counts, or of more disjoint parts of them, nothing is said.
const MOST_SHOWN: usize = 400;

/// What is counted, but for the accounts.
#[derive(Debug, Clone, PartialEq)]
struct Kind {
    source: SourceId,
    municipality: ColumnId,
    what: What,
    when: WhenKind,
    year_before: bool,
    snapshot: SnapshotAt,
    /// The period in which a formula reads it.
    shift: Option<Shift>,
}

/// Counts of sets of accounts, each so many times; numbers that are added are known to all and left out.
#[derive(Debug, Clone, Default)]
pub(super) struct Form(Vec<(usize, SetId, BigRational)>);

/// A value that is published.
pub(super) struct Shown {
    pub name: String,
    form: Form,
}

pub(super) struct Linear<'a> {
    model: &'a Model,
    troubled: &'a HashSet<Span>,
    kinds: Vec<Kind>,
    shown: HashMap<(FigureId, i32), Rc<Vec<Shown>>>,
}

/// Where a part is read.
#[derive(Clone, Copy)]
struct At<'a> {
    members: Members<'a>,
    year: i32,
    shift: Option<Shift>,
}

impl<'a> Linear<'a> {
    pub fn new(model: &'a Model, troubled: &'a HashSet<Span>) -> Linear<'a> {
        Linear { model, troubled, kinds: Vec::new(), shown: HashMap::new() }
    }

    /// A tæller or nævner in a year.
    pub fn of_part(
        &mut self,
        arenas: &mut Arenas<'a>,
        part: &'a Part,
        members: Members<'a>,
        year: i32,
    ) -> Option<Form> {
        let mut walk = Walk { linear: self, arenas, form: Form::default(), left: MOST_TERMS };
        walk.part(part, At { members, year, shift: None }, &BigRational::one())?;
        Some(walk.form)
    }

    /// The formel of a koblet nøgletal in a year.
    pub fn of_formula(&mut self, arenas: &mut Arenas<'a>, formula: &'a Formula, year: i32) -> Option<Form> {
        let mut walk = Walk { linear: self, arenas, form: Form::default(), left: MOST_TERMS };
        walk.formula(formula, At { members: Members::default(), year, shift: None }, &BigRational::one())?;
        Some(walk.form)
    }

    /// What a figure in the open shows in a year: tæller and nævner, or the value of the formel.
    pub fn shown(&mut self, arenas: &mut Arenas<'a>, id: FigureId, year: i32) -> Rc<Vec<Shown>> {
        if let Some(known) = self.shown.get(&(id, year)) {
            return known.clone();
        }
        let figure = self.model.figure(id);
        let mut shown = Vec::new();
        if let Some(edition) = edition_of(figure, year) {
            for (member, name) in members_of(figure) {
                let members = Members { family: figure.family.as_ref(), member };
                let parts = edition.parts().into_iter().map(|part| self.of_part(arenas, part, members, year));
                let mut forms: Vec<Option<Form>> = parts.collect();
                forms.extend(edition.formula().map(|formula| self.of_formula(arenas, formula, year)));
                let found = forms.into_iter().flatten().filter(|form| !form.0.is_empty());
                shown.extend(found.map(|form| Shown { name: name.clone(), form }));
            }
        }
        let shown = Rc::new(shown);
        self.shown.insert((id, year), shown.clone());
        shown
    }

    /// Whether something of it is counted one by one: persons or rows.
    pub fn counts_persons(&self, form: &Form) -> bool {
        form.0.iter().any(|(kind, ..)| {
            let kind = &self.kinds[*kind];
            self.model.source(kind.source).personal || matches!(kind.what, What::Distinct(_) | What::Rows)
        })
    }

    /// The names of shown values that add up to the hidden one, each so many times.
    pub fn combination(
        &mut self,
        arenas: &mut Arenas<'a>,
        hidden: &Form,
        shown: &[Rc<Vec<Shown>>],
        year: i32,
    ) -> Option<Vec<String>> {
        let shown: Vec<&Shown> = self.related(hidden, shown);
        if hidden.0.is_empty() || shown.is_empty() || shown.len() > MOST_SHOWN {
            return None;
        }
        let forms: Vec<&Form> = shown.iter().map(|one| &one.form).chain([hidden]).collect();
        let mut vectors = self.vectors(arenas, &forms, year)?;
        let hidden = vectors.pop().filter(|hidden| !hidden.is_empty())?;
        let mut order: Vec<usize> = (0..shown.len()).collect();
        // The simplest first: they are the easiest to see.
        order.sort_by_key(|index| (vectors[*index].len(), *index));
        let mut basis: BTreeMap<usize, Row> = BTreeMap::new();
        for index in order {
            let row = Row { of: BTreeMap::from([(index, BigRational::one())]), parts: vectors[index].clone() };
            let row = row.reduced(&basis);
            if let Some(pivot) = row.parts.keys().next().copied() {
                basis.insert(pivot, row);
            }
        }
        let left = Row { of: BTreeMap::new(), parts: hidden }.reduced(&basis);
        let names: BTreeSet<String> = left.of.keys().map(|index| shown[*index].name.clone()).collect();
        (left.parts.is_empty() && !names.is_empty()).then(|| names.into_iter().collect())
    }

    /// Those that count something of what the hidden one counts, or of what such ones count.
    fn related<'s>(&self, hidden: &Form, shown: &'s [Rc<Vec<Shown>>]) -> Vec<&'s Shown> {
        let mut kinds: BTreeSet<usize> = hidden.0.iter().map(|(kind, ..)| *kind).collect();
        let all: Vec<&Shown> = shown.iter().flat_map(|shown| shown.iter()).collect();
        loop {
            let meets = |one: &&&Shown| one.form.0.iter().any(|(kind, ..)| kinds.contains(kind));
            let related: Vec<&Shown> = all.iter().filter(meets).copied().collect();
            let before = kinds.len();
            kinds.extend(related.iter().flat_map(|one| one.form.0.iter().map(|(kind, ..)| *kind)));
            if kinds.len() == before {
                return related;
            }
        }
    }

    /// The forms by disjoint sets of accounts, one number for each.
    fn vectors(
        &self,
        arenas: &mut Arenas<'a>,
        forms: &[&Form],
        year: i32,
    ) -> Option<Vec<BTreeMap<usize, BigRational>>> {
        let mut vectors = vec![BTreeMap::new(); forms.len()];
        let mut first = 0;
        for (index, kind) in self.kinds.iter().enumerate() {
            let of_kind = |form: &&Form| form.0.iter().filter(|(of, ..)| *of == index).cloned().collect::<Vec<_>>();
            let counted: Vec<Vec<(usize, SetId, BigRational)>> = forms.iter().map(of_kind).collect();
            let sets: Vec<SetId> = counted.iter().flatten().map(|(_, set, _)| *set).collect();
            if sets.is_empty() {
                continue;
            }
            let arena = arenas.at(kind.source, year_of(year, kind.shift));
            // A gennemsnit of two sets says nothing of each.
            let adds = !matches!(kind.what, What::Statistic(..));
            let parts = if adds { disjoint(&mut arena.sets, &sets)? } else { different(&sets) };
            for (vector, counted) in vectors.iter_mut().zip(&counted) {
                for (_, set, times) in counted {
                    for (place, part) in parts.iter().enumerate() {
                        let within = if adds { arena.sets.overlaps(*set, *part) } else { set == part };
                        if within {
                            add(vector, first + place, times);
                        }
                    }
                }
            }
            first += parts.len();
        }
        Some(vectors)
    }
}

fn different(sets: &[SetId]) -> Vec<SetId> {
    let mut found: Vec<SetId> = Vec::new();
    for set in sets {
        if !found.contains(set) {
            found.push(*set);
        }
    }
    found
}

/// Sets without common accounts, of which each of these is a union.
fn disjoint(sets: &mut Sets, of: &[SetId]) -> Option<Vec<SetId>> {
    let mut parts: Vec<SetId> = Vec::new();
    for set in different(of) {
        let mut rest = set;
        let mut next = Vec::new();
        for part in parts {
            next.extend([sets.intersection(part, set), sets.difference(part, set)]);
            rest = sets.difference(rest, part);
        }
        next.push(rest);
        parts = next.into_iter().filter(|part| *part != Sets::EMPTY).collect();
        if parts.len() > MOST_SHOWN {
            return None;
        }
    }
    Some(parts)
}

fn add(vector: &mut BTreeMap<usize, BigRational>, place: usize, times: &BigRational) {
    let sum = vector.remove(&place).unwrap_or_else(BigRational::zero) + times;
    if !sum.is_zero() {
        vector.insert(place, sum);
    }
}

/// Shown values, each so many times, and what they add up to.
struct Row {
    of: BTreeMap<usize, BigRational>,
    parts: BTreeMap<usize, BigRational>,
}

impl Row {
    /// Less what the others can take away, from the first part on.
    fn reduced(mut self, basis: &BTreeMap<usize, Row>) -> Row {
        let mut from = 0;
        while let Some((place, amount)) = self.parts.range(from..).next().map(|(place, times)| (*place, times.clone()))
        {
            if let Some(row) = basis.get(&place) {
                let times = -(amount / &row.parts[&place]);
                row.parts.iter().for_each(|(place, own)| add(&mut self.parts, *place, &(own * &times)));
                row.of.iter().for_each(|(index, own)| add(&mut self.of, *index, &(own * &times)));
            }
            from = place + 1;
        }
        self
    }
}

/// On the way through what a part reads.
struct Walk<'w, 'b, 'a> {
    linear: &'w mut Linear<'a>,
    arenas: &'b mut Arenas<'a>,
    form: Form,
    left: usize,
}

impl<'a> Walk<'_, '_, 'a> {
    fn part(&mut self, part: &'a Part, at: At<'a>, times: &BigRational) -> Option<()> {
        match part {
            Part::Rows(rows) => self.rows(rows, at, times),
            Part::Formula(formula) => self.formula(formula, at, times),
        }
    }

    fn rows(&mut self, rows: &'a Rows, at: At<'a>, times: &BigRational) -> Option<()> {
        let year = year_of(at.year, at.shift);
        let version = rows.versions.iter().find(|version| version.years.contains(year))?;
        let version = Some(&version.value).filter(|one| !is_troubled(&one.selection, self.linear.troubled))?;
        let kind = Kind {
            source: version.source,
            municipality: version.municipality,
            what: version.what,
            when: rows.counting.when,
            year_before: rows.counting.year_before,
            snapshot: rows.counting.snapshot,
            shift: at.shift,
        };
        let set = self.arenas.at(version.source, year).selection(&version.selection, at.members, year);
        if set != Sets::EMPTY {
            let kinds = &mut self.linear.kinds;
            let kind = kinds.iter().position(|known| *known == kind).unwrap_or_else(|| {
                kinds.push(kind);
                kinds.len() - 1
            });
            let times = if version.sign_reversed { -times.clone() } else { times.clone() };
            self.form.0.push((kind, set, times));
        }
        Some(())
    }

    fn formula(&mut self, formula: &'a Formula, at: At<'a>, times: &BigRational) -> Option<()> {
        match formula {
            Formula::Number(_) => Some(()),
            Formula::Term(term) => self.term(term, at, times),
            Formula::Negate(inner) => self.formula(inner, at, &-times.clone()),
            Formula::Add(a, b) => self.formula(a, at, times).and(self.formula(b, at, times)),
            Formula::Subtract(a, b) => self.formula(a, at, times).and(self.formula(b, at, &-times.clone())),
            Formula::Multiply(a, b) => match (constant(a), constant(b)) {
                (Some(number), _) => self.formula(b, at, &(times * number)),
                (None, Some(number)) => self.formula(a, at, &(times * number)),
                (None, None) => None,
            },
            Formula::Divide(a, b) => {
                let divisor = constant(b).filter(|number| !number.is_zero())?;
                self.formula(a, at, &(times / divisor))
            }
        }
    }

    fn term(&mut self, term: &'a FormulaTerm, at: At<'a>, times: &BigRational) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        let shift = match (at.shift, term.shift) {
            (before, None) => before,
            (None, own) => own,
            (Some(_), Some(_)) => return None,
        };
        let at = At { shift, ..at };
        let model = self.linear.model;
        let year = year_of(at.year, shift);
        match term.value {
            TermValue::BaseFigure(id) => {
                let part = model.base_figure(id).parts.iter().find(|part| part.years.contains(year))?;
                self.part(&part.value, At { members: Members::default(), ..at }, times)
            }
            TermValue::Numerator(of) => self.part_of(of, 0, at, times),
            TermValue::Denominator(of) => self.part_of(of, 1, at, times),
            TermValue::Result(of) => {
                let edition = edition_of(model.figure(of.figure), year)?;
                match (edition.parts().len(), edition.formula()) {
                    (_, Some(formula)) => self.formula(formula, At { members: Members::default(), ..at }, times),
                    (1, None) if edition.forecast.is_none() => self.part_of(of, 0, at, times),
                    _ => None,
                }
            }
            TermValue::NationalAverage(_) => None,
        }
    }

    fn part_of(&mut self, of: FigureReference, place: usize, at: At<'a>, times: &BigRational) -> Option<()> {
        let figure = self.linear.model.figure(of.figure);
        let edition = edition_of(figure, year_of(at.year, at.shift))?;
        let part = edition.parts().get(place).copied()?;
        let members = Members { family: figure.family.as_ref(), member: of.member };
        self.part(part, At { members, ..at }, times)
    }
}

fn edition_of(figure: &KeyFigure, year: i32) -> Option<&Edition> {
    figure.editions.iter().find(|edition| edition.years.contains(year))
}

/// The members of a family with their names; of a figure that is none itself.
pub(super) fn members_of(figure: &KeyFigure) -> Vec<(Option<usize>, String)> {
    match &figure.family {
        None => vec![(None, figure.name.text.clone())],
        Some(family) => {
            let name = |code: &str| format!("{}[{code}]", figure.name.text);
            family.members.iter().enumerate().map(|(index, member)| (Some(index), name(&member.code))).collect()
        }
    }
}

/// The year that a term in another period reads.
fn year_of(year: i32, shift: Option<Shift>) -> i32 {
    match shift {
        Some(Shift::YearsBefore(years)) => year.saturating_sub_unsigned(years),
        Some(Shift::InYear(named)) => named,
        Some(Shift::MonthBefore) | None => year,
    }
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
            let divisor = constant(b).filter(|divisor| !divisor.is_zero())?;
            constant(a)? / divisor
        }
    })
}
