//! What would show a person (N801) or give something hidden away (N803).
//!
//! In: the model and the account sets of its sources. Out: problems. Guaranteed now: whether one count is another, the
//! difference between two, or any combination of some, is decided on sets of accounts, in a year in which all of them hold.

use std::collections::HashSet;

use super::super::account_set::from_selection::Members;
use super::super::account_set::{SetId, Sets};
use super::super::{
    BaseFigureId, Edition, FigureId, Formula, KeyFigure, Model, Part, Rows, RowsVersion, TermValue, ValueSubject, What,
};
use super::arenas::Arenas;
use super::linear::{Form, Linear, members_of};
use super::lines::is_troubled;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::{Noun, PrivacyProblem};
use crate::source::Span;

pub(super) fn check<'a>(model: &'a Model, arenas: &mut Arenas<'a>, troubled: &'a HashSet<Span>) -> Vec<Diagnostic> {
    let mut problems: Vec<Diagnostic> = model.figures.iter().filter_map(|figure| person_shown(model, figure)).collect();
    let hidden = model.figures_that_may_be_hidden();
    let mut linear = Linear::new(model, troubled);
    for (index, figure) in model.figures.iter().enumerate().filter(|(_, figure)| !figure.of_rule) {
        let hides = |edition: &&Edition| !edition.suppression.tests.is_empty();
        let Some(edition) = figure.editions.iter().find(hides) else { continue };
        let mut search = Search { model, arenas, troubled, year: edition.years.example() };
        let open = |(id, _): &(usize, &KeyFigure)| !hidden.contains(&FigureId(*id)) && *id != index;
        let others: Vec<&KeyFigure> = model.figures.iter().enumerate().filter(open).map(|(_, figure)| figure).collect();
        let found = search.given_away(figure, edition, &others);
        problems.extend(found.or_else(|| {
            let shows = |(id, other): (usize, &KeyFigure)| {
                let is_open = !hidden.contains(&FigureId(id)) && id != index && !other.of_rule;
                (is_open && other.reported == figure.reported).then_some(FigureId(id))
            };
            let open: Vec<FigureId> = model.figures.iter().enumerate().filter_map(shows).collect();
            combined(&mut linear, arenas, figure, edition, &open)
        }));
    }
    problems
}

/// N803: what is hidden is a combination of several values in the open.
fn combined<'a>(
    linear: &mut Linear<'a>,
    arenas: &mut Arenas<'a>,
    figure: &'a KeyFigure,
    edition: &'a Edition,
    open: &[FigureId],
) -> Option<Diagnostic> {
    let place = edition.suppression.tests.first()?.span;
    let year = edition.years.example();
    let tests = |subject: ValueSubject| edition.suppression.tests.iter().any(|hide| hide.subject == subject);
    let shown: Vec<_> = open.iter().map(|id| linear.shown(arenas, *id, year)).collect();
    for (member, name) in members_of(figure) {
        let members = Members { family: figure.family.as_ref(), member };
        let mut hidden = Vec::new();
        for (part, subject) in edition.parts().into_iter().zip([ValueSubject::Numerator, ValueSubject::Denominator]) {
            if tests(subject) || tests(ValueSubject::Result) {
                let form = linear.of_part(arenas, part, members, year);
                // How many there are in all is known to all; persons counted one by one are not.
                let secret = |form: &Form| subject == ValueSubject::Numerator || linear.counts_persons(form);
                hidden.extend(form.filter(secret));
            }
        }
        hidden.extend(edition.formula().and_then(|formula| linear.of_formula(arenas, formula, year)));
        for form in hidden {
            if let Some(parts) = linear.combination(arenas, &form, &shown, year) {
                let problem = PrivacyProblem::HiddenIsCombination { figure: name, parts };
                return Some(Diagnostic::new(problem, place));
            }
        }
    }
    None
}

/// N801: rows of persons behind a figure that neither hides small numbers nor says who may see it.
fn person_shown(model: &Model, figure: &KeyFigure) -> Option<Diagnostic> {
    let hides = figure.editions.iter().all(|edition| !edition.suppression.tests.is_empty());
    if figure.of_rule || figure.access.is_some() || hides {
        return None;
    }
    let rows = figure.editions.iter().find_map(|edition| {
        let mut persons = Persons { model, seen: HashSet::new() };
        let of_parts = edition.parts().into_iter().find_map(|part| persons.of_part(part));
        of_parts.or_else(|| persons.of_formula(edition.formula()?))
    })?;
    let source =
        rows.versions.iter().map(|version| model.source(version.value.source)).find(|source| source.personal)?;
    let problem = PrivacyProblem::PersonShown { figure: figure.name.text.clone(), source: source.name.text.clone() };
    Some(Diagnostic::new(problem, figure.name.span).related(source.name.span, "source"))
}

fn is_personal(model: &Model, rows: &Rows) -> bool {
    rows.versions.iter().any(|version| model.source(version.value.source).personal)
}

/// Looks for rows of persons in what is read, each grundtal once.
struct Persons<'a> {
    model: &'a Model,
    seen: HashSet<BaseFigureId>,
}

impl<'a> Persons<'a> {
    /// Rows of persons that a part counts, itself or somewhere in its arithmetic.
    fn of_part(&mut self, part: &'a Part) -> Option<&'a Rows> {
        match part {
            Part::Rows(rows) => Some(rows).filter(|rows| is_personal(self.model, rows)),
            Part::Formula(formula) => self.of_formula(formula),
        }
    }

    /// Rows of persons that a formel reads: of a grundtal, or of a nøgletal that only its adgang protects.
    fn of_formula(&mut self, formula: &Formula) -> Option<&'a Rows> {
        let mut read: Vec<TermValue> = Vec::new();
        formula.terms(&mut |term| read.push(term.value));
        read.into_iter().find_map(|value| match value {
            TermValue::NationalAverage(_) => None,
            TermValue::BaseFigure(id) if !self.seen.insert(id) => None,
            TermValue::BaseFigure(id) => {
                self.model.base_figure(id).parts.iter().find_map(|version| self.of_part(&version.value))
            }
            TermValue::Result(of) | TermValue::Numerator(of) | TermValue::Denominator(of) => {
                let figure = self.model.figure(of.figure);
                let hides = figure.editions.iter().all(|edition| !edition.suppression.tests.is_empty());
                let protected = hides || figure.access.is_none();
                let parts = figure.editions.iter().filter(|_| !protected).flat_map(|edition| edition.parts());
                parts.collect::<Vec<_>>().into_iter().find_map(|part| self.of_part(part))
            }
        })
    }
}

/// The rows that a part counts, itself or as one grundtal read as it is.
fn rows_of<'a>(model: &'a Model, part: &'a Part) -> Option<&'a Rows> {
    match part {
        Part::Rows(rows) => Some(rows),
        Part::Formula(Formula::Term(term)) if term.shift.is_none() => match term.value {
            TermValue::BaseFigure(id) => match model.base_figure(id).parts.as_slice() {
                [one] => rows_of(model, &one.value),
                _ => None,
            },
            _ => None,
        },
        Part::Formula(_) => None,
    }
}

/// One published count: what it is called, and the set of accounts it counts.
struct Counted {
    name: String,
    set: SetId,
}

struct Search<'a, 'b> {
    model: &'a Model,
    arenas: &'b mut Arenas<'a>,
    troubled: &'b HashSet<Span>,
    year: i32,
}

impl<'a> Search<'a, '_> {
    fn given_away(
        &mut self,
        figure: &'a KeyFigure,
        edition: &'a Edition,
        others: &[&'a KeyFigure],
    ) -> Option<Diagnostic> {
        let place = edition.suppression.tests.first()?.span;
        let name = || figure.name.text.clone();
        for denominator in [false, true] {
            let tested = edition.suppression.tests.iter().any(|hide| match hide.subject {
                ValueSubject::Numerator => !denominator,
                ValueSubject::Denominator => denominator,
                ValueSubject::Result => true,
            });
            let Some(rows) = edition.parts().get(usize::from(denominator)).and_then(|part| rows_of(self.model, part))
            else {
                continue;
            };
            let Some(version) = self.version(rows) else { continue };
            // How many there are in all is known to all; persons counted one by one are not.
            if !tested || (denominator && !self.counts_persons(version)) {
                continue;
            }
            let own = self.sets(figure, rows);
            let open = self.open(figure, rows, version, others);
            if edition.suppression.second_smallest.is_none()
                && let Some(whole) = self.whole_of(figure, version, &own, &open)
            {
                let problem = PrivacyProblem::MembersAddUp { figure: name(), whole };
                return Some(Diagnostic::new(problem, place));
            }
            for hidden in &own {
                if let Some(same) = open.iter().find(|other| other.set == hidden.set && hidden.set != Sets::EMPTY) {
                    let part = if denominator { Noun::Denominator } else { Noun::Numerator };
                    let problem = PrivacyProblem::ShownElsewhere { figure: name(), part, other: same.name.clone() };
                    return Some(Diagnostic::new(problem, place));
                }
                if let Some((whole, rest)) = self.difference(version, hidden, &open) {
                    let problem = PrivacyProblem::HiddenIsDifference { figure: hidden.name.clone(), whole, rest };
                    return Some(Diagnostic::new(problem, place));
                }
            }
        }
        None
    }

    fn counts_persons(&self, version: &RowsVersion) -> bool {
        self.model.source(version.source).personal || matches!(version.what, What::Distinct(_) | What::Rows)
    }

    fn version(&self, rows: &'a Rows) -> Option<&'a RowsVersion> {
        let version = rows.versions.iter().find(|version| version.years.contains(self.year))?;
        (!is_troubled(&version.value.selection, self.troubled)).then_some(&version.value)
    }

    /// The sets of a figure's members, the total left out; of a figure that is no family its one set.
    fn sets(&mut self, figure: &'a KeyFigure, rows: &'a Rows) -> Vec<Counted> {
        let Some(version) = self.version(rows) else { return Vec::new() };
        let members: Vec<(Option<usize>, String)> = match &figure.family {
            None => vec![(None, figure.name.text.clone())],
            Some(family) => family
                .members
                .iter()
                .enumerate()
                .filter(|(_, member)| member.values.is_some())
                .map(|(index, member)| (Some(index), format!("{}[{}]", figure.name.text, member.code)))
                .collect(),
        };
        let (year, family) = (self.year, figure.family.as_ref());
        let arena = self.arenas.at(version.source, year);
        let counted = |(member, name)| {
            let set = arena.selection(&version.selection, Members { family, member }, year);
            Counted { name, set }
        };
        members.into_iter().map(counted).collect()
    }

    /// What figures that hide nothing count in the same way.
    fn open(
        &mut self,
        figure: &KeyFigure,
        rows: &Rows,
        version: &RowsVersion,
        others: &[&'a KeyFigure],
    ) -> Vec<Counted> {
        let mut open = Vec::new();
        for other in others.iter().filter(|other| other.reported == figure.reported && !other.of_rule) {
            let Some(edition) = other.editions.iter().find(|edition| edition.years.contains(self.year)) else {
                continue;
            };
            for part in edition.parts() {
                let Some(read) = rows_of(self.model, part) else { continue };
                let Some(own) = self.version(read) else { continue };
                let alike = |rows: &Rows, of: &RowsVersion| {
                    let when = (rows.counting.when, rows.counting.year_before, rows.counting.snapshot);
                    (of.source, of.municipality, of.what, of.sign_reversed, when)
                };
                if alike(read, own) == alike(rows, version) {
                    open.extend(self.sets(other, read));
                }
            }
        }
        open
    }

    /// What the members of a family add up to: its own total, or another figure.
    fn whole_of(
        &mut self,
        figure: &KeyFigure,
        version: &RowsVersion,
        own: &[Counted],
        open: &[Counted],
    ) -> Option<String> {
        let family = figure.family.as_ref().filter(|_| own.len() > 1)?;
        if family.members.iter().any(|member| member.values.is_none()) {
            return Some(format!("{}[i alt]", figure.name.text));
        }
        let arena = self.arenas.at(version.source, self.year);
        let mut union = Sets::EMPTY;
        for member in own {
            if arena.sets.intersection(union, member.set) != Sets::EMPTY {
                return None;
            }
            union = arena.sets.union(union, member.set);
        }
        open.iter().find(|other| other.set == union).map(|other| other.name.clone())
    }

    /// Two counts in the open of which the hidden one is the difference.
    fn difference(&mut self, version: &RowsVersion, hidden: &Counted, open: &[Counted]) -> Option<(String, String)> {
        let arena = self.arenas.at(version.source, self.year);
        if hidden.set == Sets::EMPTY {
            return None;
        }
        open.iter().find_map(|whole| {
            let within = arena.sets.difference(hidden.set, whole.set) == Sets::EMPTY;
            let rest = arena.sets.difference(whole.set, hidden.set);
            let found = open.iter().find(|other| within && rest != Sets::EMPTY && other.set == rest)?;
            Some((whole.name.clone(), found.name.clone()))
        })
    }
}
