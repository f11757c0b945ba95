//! `prisregulering` with its file of rates, and which prices a nøgletal is in.

use std::collections::BTreeMap;

use num_rational::BigRational;

use super::super::csv_table::{CsvRow, CsvTable, Field};
use super::super::prices::{FixedPrices, PriceIndex, PriceIndexId};
use super::figures::unit;
use super::formulas::all_clauses;
use super::symbols::named;
use super::{Builder, CodeFile, title};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::{CodeProblem, FormProblem, Noun, RateProblem, UnitProblem};
use crate::exact::{danish_number, whole};
use crate::source::{FileId, Span};
use crate::syntax::tree::{self, ClauseKind, Declaration, Header, Name, Text};
use crate::text::fold;

impl Builder<'_> {
    pub fn price_indices(&mut self, declarations: &[&Declaration]) {
        for declaration in declarations.iter().filter(|declaration| declaration.header == Header::PriceIndex) {
            let Some(name) = &declaration.name else { continue };
            let file = declaration.clauses.iter().find_map(|clause| match &clause.kind {
                ClauseKind::RatesFrom(file) => Some(file),
                _ => None,
            });
            if file.is_none() && !declaration.broken {
                let problem = FormProblem::ClauseMissing {
                    declaration: "prisregulering".to_owned(),
                    name: name.text.clone(),
                    clause: "satser fra".to_owned(),
                };
                self.report(problem, declaration.header_span);
            }
            let rates = file.and_then(|file| self.rates(file));
            let id = PriceIndexId(self.model.price_indices.len());
            self.price_ids.insert(fold(&name.text), rates.is_some().then_some(id));
            let title = title(&declaration.clauses);
            self.model.price_indices.push(PriceIndex { name: named(name), title, rates: rates.unwrap_or_default() });
        }
    }

    /// The rates of a file; nothing when they are not all there.
    fn rates(&mut self, path: &Text) -> Option<BTreeMap<i32, BigRational>> {
        let file = path.value.clone();
        let problem = match self.code_files.get(&path.value) {
            Some(CodeFile::Read(id)) => {
                let table = CsvTable::read(*id, &self.files.file(*id).text);
                let (rates, problems) = read_rates(*id, &file, &table);
                let whole = problems.is_empty();
                self.problems.extend(problems);
                return whole.then_some(rates);
            }
            Some(CodeFile::Unreadable { reason }) => CodeProblem::FileUnreadable { file, reason: reason.clone() },
            Some(CodeFile::Outside) => CodeProblem::FileOutside { file },
            Some(CodeFile::Missing { nearest }) => CodeProblem::FileMissing { file, nearest: nearest.clone() },
            None => CodeProblem::FileMissing { file, nearest: None },
        };
        self.report(problem, path.span);
        None
    }

    /// `priser faste, niveau 2024, efter pl_service`; `None` in `Some` is `priser løbende` or nothing said. N404: fixed
    /// prices are of kroner, have a level, and are told by a prisregulering that has rates for it.
    pub fn prices(&mut self, declaration: &Declaration) -> Option<Option<FixedPrices>> {
        let mut written = all_clauses(&declaration.clauses).filter_map(|clause| match &clause.kind {
            ClauseKind::Prices(prices) => Some((prices, clause.line)),
            _ => None,
        });
        let Some((first, line)) = written.next() else { return Some(None) };
        let other = written.find(|(prices, _)| !same_prices(prices, first)).map(|(_, line)| line);
        let editions = declaration.clauses.iter().filter(|clause| matches!(clause.kind, ClauseKind::Edition { .. }));
        if let Some(other) = other.or_else(|| self.only_some_editions(declaration, editions.count())) {
            let figure = declaration.name.as_ref().map_or_else(String::new, |name| name.text.clone());
            let problem = Diagnostic::new(UnitProblem::EditionsInOtherPrices { figure }, other);
            self.problems.push(if other == line { problem } else { problem.related(line, "first") });
            return None;
        }
        let tree::Prices::Fixed { level, index } = first else { return Some(None) };
        let of_kroner = unit(&declaration.clauses);
        if let Some(unit) = of_kroner.filter(|unit| !unit.is_kroner()) {
            self.report(UnitProblem::PricesNotMoney { unit: unit.text }, line);
            return None;
        }
        let Some(level) = *level else {
            self.report(UnitProblem::PriceLevelMissing {}, line);
            return None;
        };
        let index = self.price_index_of(index.as_ref(), line)?;
        let of_index = self.model.price_index(index);
        if of_index.years(level).is_none() {
            let problem =
                UnitProblem::PriceYearsMissing { index: of_index.name.text.clone(), years: vec![level], level };
            let declared = of_index.name.span;
            self.problems.push(Diagnostic::new(problem, line).related(declared, "declared"));
            return None;
        }
        Some(Some(FixedPrices { index, level, span: line }))
    }

    /// Where the line stands when it is of one udgave only and others say nothing.
    fn only_some_editions(&self, declaration: &Declaration, editions: usize) -> Option<Span> {
        let common = declaration.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Prices(_)));
        let all: Vec<(bool, Span)> = all_clauses(&declaration.clauses)
            .filter_map(|clause| match &clause.kind {
                ClauseKind::Prices(prices) => Some((matches!(prices, tree::Prices::Fixed { .. }), clause.line)),
                _ => None,
            })
            .collect();
        let fixed = all.iter().any(|(fixed, _)| *fixed);
        (fixed && !common && all.len() < editions).then(|| all.first().map(|(_, line)| *line)).flatten()
    }

    /// The prisregulering named; the only one there is when none is.
    fn price_index_of(&mut self, name: Option<&Name>, line: Span) -> Option<PriceIndexId> {
        if let Some(name) = name {
            let found = self.symbols.find(name, &[Noun::PriceIndex], Noun::PriceIndex).map(|_| ());
            self.found(found)?;
            return self.price_ids.get(&fold(&name.text)).copied().flatten();
        }
        let known: Vec<String> = self.model.price_indices.iter().map(|index| index.name.text.clone()).collect();
        match known.as_slice() {
            [one] => {
                self.symbols.mark_used(one);
                self.price_ids.get(&fold(one)).copied().flatten()
            }
            _ => {
                self.report(UnitProblem::PriceIndexMissing { known }, line);
                None
            }
        }
    }
}

fn same_prices(a: &tree::Prices, b: &tree::Prices) -> bool {
    let told = |prices: &tree::Prices| match prices {
        tree::Prices::Current => None,
        tree::Prices::Fixed { level, index } => Some((*level, index.as_ref().map(|name| fold(&name.text)))),
    };
    told(a) == told(b)
}

/// `år;sats_pct;kilde`: one row per year, without gaps.
fn read_rates(file: FileId, name: &str, table: &CsvTable) -> (BTreeMap<i32, BigRational>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let start = Span::new(file, 0, 0);
    let headings = match (table.headings.first(), table.headings.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => start,
    };
    let mut place = |column: &str| {
        let found = table.headings.iter().position(|heading| fold(&heading.text) == fold(column));
        if found.is_none() {
            let problem = RateProblem::RateColumnMissing {
                file: name.to_owned(),
                column: column.to_owned(),
                found: table.headings.iter().map(|heading| heading.text.clone()).collect(),
            };
            problems.push(Diagnostic::new(problem, headings));
        }
        found
    };
    let (year, rate) = (place("år"), place("sats_pct"));
    let mut found: BTreeMap<i32, (BigRational, Span)> = BTreeMap::new();
    let (Some(year), Some(rate)) = (year, rate) else { return (BTreeMap::new(), problems) };
    for row in &table.rows {
        let Some((value, sats)) = read_row(row, year, rate, &mut problems) else { continue };
        match found.get(&value) {
            Some((_, first)) => {
                let twice = Diagnostic::new(RateProblem::RateYearTwice { year: value }, row.span);
                problems.push(twice.related(*first, "first"));
            }
            None => drop(found.insert(value, (sats, row.span))),
        }
    }
    if found.is_empty() && problems.is_empty() {
        problems.push(Diagnostic::new(RateProblem::RatesEmpty { file: name.to_owned() }, start));
    }
    let mut before: Option<i32> = None;
    for (year, (_, span)) in &found {
        let missing: Vec<i32> = before.map_or_else(Vec::new, |before| (before + 1..*year).collect());
        if !missing.is_empty() && problems.is_empty() {
            problems.push(Diagnostic::new(RateProblem::RateYearsSkipped { years: missing }, *span));
        }
        before = Some(*year);
    }
    (found.into_iter().map(|(year, (rate, _))| (year, rate)).collect(), problems)
}

fn read_row(row: &CsvRow, year: usize, rate: usize, problems: &mut Vec<Diagnostic>) -> Option<(i32, BigRational)> {
    let field = |index: usize| row.fields.get(index).filter(|field| !field.text.is_empty());
    let written = |field: Option<&Field>| field.map_or_else(String::new, |field| field.text.clone());
    let place = |field: Option<&Field>| field.map_or(row.span, |field| field.span);
    let known = field(year).and_then(|field| field.text.parse::<i32>().ok()).filter(|y| (1900..3000).contains(y));
    let Some(known) = known else {
        let problem = RateProblem::RateYearUnreadable { written: written(field(year)) };
        problems.push(Diagnostic::new(problem, place(field(year))));
        return None;
    };
    let hundred = whole(100);
    let number = field(rate).and_then(|field| danish_number(&field.text.replace('.', ",")));
    let Some(number) = number.filter(|number| *number > -hundred.clone() && *number < hundred * whole(10)) else {
        let problem = RateProblem::RateUnreadable { year: known, written: written(field(rate)) };
        problems.push(Diagnostic::new(problem, place(field(rate))));
        return None;
    };
    Some((known, number))
}
