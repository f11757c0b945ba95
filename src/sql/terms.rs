//! What the formulas of a nøgletal read, beside its rows.
//!
//! In: the [`Term`]s of an udgave. Out: the rows with a value and a grade for each term. Guaranteed now: where nothing is
//! read the grade says why.

use super::layout::select;
use super::prices::UNPRICED;
use super::writer::Writer;
use crate::plan::{BaseFigurePlan, Count, EditionPlan, FigurePlan, ReadOf, Term, TermOrigin};

impl Writer<'_> {
    /// The rows with their terms beside them.
    pub fn terms(&self, figure: &FigurePlan, edition: &EditionPlan, rows: &str) -> String {
        let mut columns = vec!["r.*".to_owned()];
        let mut from = format!("FROM {rows} AS r");
        if figure.family.is_some() {
            columns.push("b.noegletal, b.kode".to_owned());
            if edition.second_smallest {
                let loops = figure.family.as_ref().map_or(0, |family| family.loops);
                columns.extend((1..=loops).map(|number| format!("b.v{number} AS medlem_{number}")));
            }
            from.push_str(&format!(
                "\nJOIN {} AS b ON b.figur = {} AND r.aar BETWEEN b.fra AND b.til",
                self.object("medlemmer"),
                self.text(&figure.name)
            ));
        }
        for (number, term) in edition.terms.iter().enumerate() {
            let (value, grade) = self.term(figure, term, number + 1, &mut from);
            columns.push(format!("{value} AS {}", self.name(&term.name)));
            columns.push(format!("{grade} AS {}", self.name(&format!("{}_grad", term.name))));
        }
        select(&columns, &from)
    }

    /// Joins what a term reads; value and grade of it.
    fn term(&self, figure: &FigurePlan, term: &Term, number: usize, from: &mut String) -> (String, String) {
        let first = self.looked_up(term.lookup, "r.");
        match &term.origin {
            TermOrigin::Count(name) => {
                let (delivered, amount) = (format!("l{number}"), format!("a{number}"));
                let count = figure.counts.iter().find(|count| count.name == *name);
                let loops = count.map_or(&[][..], |count| count.loops.as_slice());
                let same: String = loops.iter().map(|of| format!(" AND {amount}.v{0} = b.v{0}", of + 1)).collect();
                from.push_str(&format!(
                    "\nLEFT JOIN {name}_leveret AS {delivered} ON {delivered}.kommune = r.kommune AND {delivered}.fra = {first}\
                     \nLEFT JOIN {name}_beloeb AS {amount} ON {amount}.kommune = r.kommune AND {amount}.fra = {first}{same}"
                ));
                let Some(count) = count else { return ("NULL".to_owned(), "3".to_owned()) };
                self.counted_term(count, term, &amount, &delivered)
            }
            TermOrigin::BaseFigure { name, grain } => {
                let view = self.named_object("gt", &self.base_figure_name(name, *grain));
                let alias = format!("g{number}");
                from.push_str(&format!(
                    "\nLEFT JOIN {view} AS {alias} ON {alias}.kommune = r.kommune AND {alias}.fra = {first}"
                ));
                let base = self.plan.base_figures.iter().find(|base| base.name == *name && base.grain == *grain);
                self.base_figure_term(base, term, &alias)
            }
            TermOrigin::Figure { name, member, what: ReadOf::NationalAverage, same_grain } => {
                let view = self.named_object("landsgennemsnit", name);
                let alias = format!("s{number}");
                let own = self.text(member.as_ref().unwrap_or(name));
                let never = if *same_grain { "" } else { " AND 1 = 0" };
                from.push_str(&format!(
                    "\nLEFT JOIN {view} AS {alias} ON {alias}.fra = {first} AND {alias}.noegletal = {own}{never}"
                ));
                let grade = format!("CASE WHEN {alias}.landsgennemsnit IS NULL THEN 3 ELSE {alias}.grad END");
                (format!("{alias}.landsgennemsnit"), grade)
            }
            TermOrigin::Figure { name, member, what, same_grain } => {
                let view = self.named_object("dele", name);
                let alias = format!("d{number}");
                let member: String =
                    member.iter().map(|member| format!(" AND {alias}.noegletal = {}", self.text(member))).collect();
                let never = if *same_grain { "" } else { " AND 1 = 0" };
                from.push_str(&format!(
                    "\nLEFT JOIN {view} AS {alias} ON {alias}.kommune = r.kommune AND {alias}.fra = {first}{member}{never}"
                ));
                figure_term(&alias, *what)
            }
        }
    }

    /// Value and grade of a grundtal that is read.
    fn base_figure_term(&self, base: Option<&BaseFigurePlan>, term: &Term, alias: &str) -> (String, String) {
        let any =
            |test: &dyn Fn(&Count) -> bool| base.is_some_and(|base| base.versions.iter().any(|(_, count)| test(count)));
        let valueless = any(&|count| !count.valueless.is_empty());
        match (term.missing_is_zero, valueless) {
            (true, false) => (self.decimal(&format!("COALESCE({alias}.vaerdi, 0)")), "0".to_owned()),
            (true, true) => (
                self.decimal(&format!("CASE WHEN {alias}.grad IS NULL THEN 0 ELSE {alias}.vaerdi END")),
                format!("CASE WHEN {alias}.grad IS NOT NULL AND {alias}.vaerdi IS NULL THEN 2 ELSE 0 END"),
            ),
            (false, _) => {
                let value = match any(&|count| !count.members.is_empty()) {
                    true => format!("CASE WHEN {alias}.grad < 3 THEN {alias}.vaerdi END"),
                    false => format!("{alias}.vaerdi"),
                };
                (value, format!("COALESCE({alias}.grad, 3)"))
            }
        }
    }

    /// Value and grade of a count that is read: no value where nothing was delivered, by the source or by a population
    /// that it asks for, unless that counts as 0.
    fn counted_term(&self, count: &Count, term: &Term, amount: &str, delivered: &str) -> (String, String) {
        let period = self.looked_up(term.lookup, "r.");
        let (value, grade) = self.counted(count, amount, delivered, &period);
        if count.prices.is_some() {
            let (zero, worst) = if term.missing_is_zero { ("0", "0") } else { ("NULL", "3") };
            let there = if term.missing_is_zero { format!("< {UNPRICED}") } else { "< 3".to_owned() };
            let value = format!(
                "CASE WHEN {delivered}.grad IS NULL THEN {zero} WHEN {delivered}.grad {there} THEN {value} END"
            );
            let own = if term.missing_is_zero { "0".to_owned() } else { grade };
            let grade = format!(
                "CASE WHEN {delivered}.grad IS NULL THEN {worst} WHEN {delivered}.grad = {UNPRICED} THEN 3 ELSE {own} END"
            );
            return (self.decimal(&value), grade);
        }
        if term.missing_is_zero {
            let value = self.decimal(&format!("CASE WHEN {delivered}.grad IS NULL THEN 0 ELSE {value} END"));
            let grade = match self.without_value(count, &format!("{amount}.beloeb"), &period) {
                None => "0".to_owned(),
                Some(nothing) => format!("CASE WHEN {delivered}.grad IS NOT NULL AND {nothing} THEN 2 ELSE 0 END"),
            };
            return (value, grade);
        }
        let there = if count.members.is_empty() { "IS NOT NULL" } else { "< 3" };
        (format!("CASE WHEN {delivered}.grad {there} THEN {value} END"), format!("COALESCE({grade}, 3)"))
    }
}

/// Value and grade of what is read of another figure.
fn figure_term(alias: &str, what: ReadOf) -> (String, String) {
    match what {
        ReadOf::Numerator => (format!("{alias}.taeller"), format!("COALESCE({alias}.taeller_grad, 3)")),
        ReadOf::Denominator => (format!("{alias}.naevner"), format!("COALESCE({alias}.naevner_grad, 3)")),
        ReadOf::Result | ReadOf::NationalAverage => (
            format!("{alias}.resultat"),
            format!(
                "CASE WHEN {alias}.grad IS NULL OR ({alias}.grad < 2 AND {alias}.resultat IS NULL) THEN 3 ELSE {alias}.grad END"
            ),
        ),
    }
}
