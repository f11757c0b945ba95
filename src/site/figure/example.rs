//! A worked example: an author's `eksempel` with its rows, which of them count and why, and the arithmetic.
//!
//! In: an example of a nøgletal. Out: values for the template. Guaranteed now: every number is the interpreter's own; a sum is
//! written out only where its terms give exactly that number.

use std::collections::BTreeMap;

use minijinja::{Value, context};
use num_rational::BigRational;
use num_traits::Zero;

use super::formula::{arithmetic, equation, number, term_page, with_factor, words};
use crate::describe::{Counted, Role, counted};
use crate::evaluate::examples::given_data;
use crate::evaluate::{
    Data, Decision, Judge, Period, ResultRow, Status, evaluate_base_figure, evaluate_figure, window,
};
use crate::exact::{danish_text, decimal_text};
use crate::model::example::Subject;
use crate::model::{
    ColumnKind, Condition, Edition, EditionValue, Example, Expectation, ExpectedHeading, FigureId, FigureReference,
    Formula, FormulaTerm, Given, GivenHeading, GivenRow, KeyFigure, Line, LineKind, Part, Selection, SourceId,
    TermValue, What, sentence,
};
use crate::site::Site;
use crate::site::html::Html;

/// More rows than these are not shown.
const ROWS: usize = 30;
/// A sum of more terms is not written out.
const TERMS: usize = 8;

/// The example that tells most: the first with a value.
pub fn chosen(site: &Site, id: FigureId) -> Option<usize> {
    let all = site.known.examples_of_figure.get(&id)?;
    let with_rows = |index: &&usize| matches!(site.model.examples[**index].expectation, Expectation::Rows { .. });
    let cell = |index: &usize, wanted: ExpectedHeading| -> Option<&str> {
        let Expectation::Rows { headings, rows } = &site.model.examples[*index].expectation else { return None };
        let at = headings.iter().position(|heading| *heading == wanted)?;
        rows.first()?.cells.get(at).map(String::as_str)
    };
    let with_value = |index: &&usize| cell(index, ExpectedHeading::Result).is_some_and(|cell| !cell.is_empty());
    let is_ok =
        |index: &&usize| with_value(index) && cell(index, ExpectedHeading::Status).is_none_or(|cell| cell == "ok");
    all.iter()
        .filter(with_rows)
        .find(is_ok)
        .or_else(|| all.iter().filter(with_rows).find(with_value))
        .or_else(|| all.iter().find(with_rows))
        .copied()
}

pub fn value(site: &Site, id: FigureId, index: usize) -> Option<Value> {
    let (model, example) = (site.model, &site.model.examples[index]);
    let data = given_data(model, example);
    let rows = evaluate_figure(model, &data, id);
    let row = shown_row(example, &rows)?;
    let figure = model.figure(id);
    let edition = figure.editions.iter().find(|edition| edition.years.contains(row.period.year()))?;
    let worked = Worked { site, data: &data, figure, edition, row, judge: Judge::new(model, &data, &row.municipality) };
    let mut offsets: BTreeMap<SourceId, usize> = BTreeMap::new();
    let mut tables = Vec::new();
    for given in &example.given {
        let offset = offsets.entry(given.source).or_default();
        tables.push(worked.table(given, *offset));
        *offset += given.rows.len();
    }
    let member = row.member.and_then(|index| figure.family.as_ref()?.members.get(index));
    let municipality = model.tree(model.municipalities).named(&row.municipality, row.period.year());
    Some(context! {
        titel => &example.title,
        kommune => municipality,
        periode => row.period.name(),
        medlem => member.map(|member| &member.title),
        givet => tables,
        regnet => worked.arithmetic(),
        status => row.status.danish(),
        status_tekst => site.words.say(status_word(row.status)),
        i_orden => row.status == Status::Ok,
        enhed => &figure.unit.text,
    })
}

fn status_word(status: Status) -> &'static str {
    match status {
        Status::Ok => "example.status_ok",
        Status::Provisional => "example.status_provisional",
        Status::DenominatorZero => "example.status_zero",
        Status::Missing => "example.status_missing",
        Status::Suppressed => "example.status_suppressed",
    }
}

/// Of the results that the example expects the last of the best: it has most behind it.
fn shown_row<'r>(example: &Example, rows: &'r [ResultRow]) -> Option<&'r ResultRow> {
    let Expectation::Rows { headings, rows: expected } = &example.expectation else { return None };
    let member = match &example.subject {
        Subject::Member(reference) => reference.member,
        _ => None,
    };
    let own = |row: &&ResultRow| member.is_none() || row.member == member;
    let is_of = |row: &ResultRow, given: &GivenRow| {
        let cell = |wanted: ExpectedHeading| {
            let at = headings.iter().position(|heading| *heading == wanted)?;
            given.cells.get(at).map(String::as_str)
        };
        cell(ExpectedHeading::Municipality).is_none_or(|code| row.municipality == code)
            && cell(ExpectedHeading::Period).is_none_or(|period| row.period.name() == period)
    };
    let found = expected.iter().filter_map(|given| rows.iter().filter(own).find(|row| is_of(row, given)));
    let best = found.min_by_key(|row| (row.status, std::cmp::Reverse(row.period)));
    best.or_else(|| rows.iter().find(own))
}

struct Worked<'a> {
    site: &'a Site<'a>,
    data: &'a Data,
    figure: &'a KeyFigure,
    edition: &'a Edition,
    row: &'a ResultRow,
    judge: Judge<'a>,
}

/// How a row stands to one of the parts that are counted.
struct Verdict {
    counts: bool,
    part: String,
    /// The word that says why.
    why: &'static str,
    line: String,
}

impl Worked<'_> {
    fn table(&self, given: &Given, offset: usize) -> Value {
        let model = self.site.model;
        let source = model.source(given.source);
        let headings: Vec<Value> = given
            .headings
            .iter()
            .map(|heading| match heading {
                GivenHeading::Column(column) => {
                    let column = &source.columns[column.0];
                    let name = match &column.kind {
                        ColumnKind::Codes { tree, .. } => &model.tree(*tree).name,
                        ColumnKind::Municipality if source.municipality_roles.len() == 1 => "kommune",
                        _ => &column.name.text,
                    };
                    context! { navn => name.replace('_', " "), tal => false }
                }
                GivenHeading::Measure(measure) => {
                    context! { navn => source.measures[measure.0].name.text.replace('_', " "), tal => true }
                }
            })
            .collect();
        let found = counted(model, &self.edition.value);
        let rows = given.rows.iter().take(ROWS).enumerate().map(|(index, row)| {
            let cells: Vec<Value> =
                given.headings.iter().zip(&row.cells).map(|(heading, cell)| self.cell(given, heading, cell)).collect();
            let verdicts: Vec<Verdict> =
                found.iter().filter_map(|one| self.verdict(one, given.source, offset + index)).collect();
            context! { celler => cells, dom => told(self.site, &self.row.period.name(), &verdicts) }
        });
        context! {
            kilde => source.title.as_deref().unwrap_or(&source.name.text),
            hoveder => headings,
            raekker => rows.collect::<Vec<_>>(),
            flere => given.rows.len().saturating_sub(ROWS),
        }
    }

    /// A cell, and of a code what it is called.
    fn cell(&self, given: &Given, heading: &GivenHeading, cell: &str) -> Value {
        let model = self.site.model;
        let GivenHeading::Column(column) = heading else { return context! { tekst => cell, navn => "", tal => true } };
        let tree = match &model.source(given.source).columns[column.0].kind {
            ColumnKind::Codes { tree, .. } => Some(*tree),
            ColumnKind::Municipality => Some(model.municipalities),
            _ => None,
        };
        let name = tree.and_then(|tree| model.tree(tree).title(cell, self.row.period.year())).unwrap_or_default();
        context! { tekst => cell, navn => name, tal => false }
    }

    /// `None` when the part reads other sources.
    fn verdict(&self, one: &Counted, source: SourceId, row: usize) -> Option<Verdict> {
        let part = self.part_name(one);
        let reads = one.rows.versions.iter().filter(|version| version.value.source == source);
        let mut last = None;
        for version in reads {
            let member = one
                .of
                .or(self.row.member.map(|member| FigureReference { figure: self.row.figure, member: Some(member) }));
            let decision = self.judge.decision(source, &version.value.selection, row, member)?;
            if !version.years.contains(decision.year) {
                let why = "example.other_edition";
                last.get_or_insert(Verdict { counts: false, part: part.clone(), why, line: String::new() });
                continue;
            }
            let role = self.judge.municipality_of(source, version.value.municipality, row);
            let line = match decision.line.and_then(|line| version.value.selection.lines.get(line)) {
                Some(line) => Some(self.line(source, one, line)),
                None if decision.counts => None,
                None => self.in_filter(source, one, &version.value.selection, row, member, decision.year),
            };
            let why = match (decision.counts, line.is_some()) {
                (true, _) if role != Some(self.row.municipality.as_str()) => "example.other_municipality",
                (true, _) if !self.in_time(one, source, &decision) => match self.is_shifted() {
                    true => "example.another_period",
                    false => "example.outside_period",
                },
                (true, true) => "example.counts_by",
                (true, false) => "example.counts",
                (false, true) => "example.excluded_by",
                (false, false) => "example.not_named",
            };
            let counts = matches!(why, "example.counts_by" | "example.counts" | "example.another_period");
            return Some(Verdict { counts, part, why, line: line.unwrap_or_default() });
        }
        last
    }

    fn line(&self, source: SourceId, one: &Counted, line: &Line) -> String {
        let family = self.site.model.figure(one.of.map_or(self.row.figure, |of| of.figure)).family.as_ref();
        sentence::line(self.site.model, self.site.model.source(source), family, line)
    }

    /// The line of an inserted filter that keeps a row out which no line of the selection's own speaks of.
    fn in_filter(
        &self,
        source: SourceId,
        one: &Counted,
        selection: &Selection,
        row: usize,
        member: Option<FigureReference>,
        year: i32,
    ) -> Option<String> {
        let lines = selection.lines.iter().filter(|line| line.kind == LineKind::With && line.years.contains(year));
        lines.flat_map(|line| &line.conditions).find_map(|condition| {
            let Condition::Inserted { filter, versions, .. } = condition else { return None };
            let inner = &versions.iter().find(|version| version.years.contains(year))?.value;
            let decision = self.judge.decision(source, inner, row, member).filter(|decision| !decision.counts)?;
            match decision.line.and_then(|line| inner.lines.get(line)) {
                Some(line) => Some(format!("{} i [{filter}]", self.line(source, one, line))),
                None => self.in_filter(source, one, inner, row, member, year),
            }
        })
    }

    fn part_name(&self, one: &Counted) -> String {
        let of_base = one.through.and_then(|name| {
            let base = self.site.model.base_figures.iter().find(|base| base.name.text == name)?;
            Some(base.title.clone().unwrap_or_else(|| name.replace('_', " ")))
        });
        of_base.or_else(|| one.through.map(|name| name.replace('_', " "))).unwrap_or_else(|| {
            match one.role {
                Role::Numerator | Role::Formula => "tæller",
                Role::Denominator => "nævner",
            }
            .to_owned()
        })
    }

    /// Interval rows are asked by days; there the lines alone are told.
    fn in_time(&self, one: &Counted, source: SourceId, decision: &Decision) -> bool {
        let of = self.site.model.source(source);
        of.interval.is_some()
            || decision.month.is_some_and(|month| window(&one.rows.counting, self.row.period, of).contains(month))
    }

    /// Whether some term is of another period.
    fn is_shifted(&self) -> bool {
        let mut shifted = false;
        let mut see = |formula: &Formula| formula.terms(&mut |term| shifted |= term.shift.is_some());
        match &self.edition.value {
            EditionValue::Formula(formula) => see(formula),
            EditionValue::Ratio { .. } => self.edition.parts().into_iter().for_each(|part| {
                if let Part::Formula(formula) = part {
                    see(formula);
                }
            }),
        }
        shifted
    }

    /// The lines of the calculation, each an equation.
    fn arithmetic(&self) -> Vec<Value> {
        let mut lines = Vec::new();
        let mut line = |name: &str, math: Html, told: &str| lines.push(equation(name, &math, told).value());
        let result = self.row.result.as_ref().map(shown);
        match &self.edition.value {
            EditionValue::Formula(formula) => {
                let math = arithmetic(formula, &|term| self.term(term));
                line("resultat", followed(math, result.as_deref()), &sentence::formula(self.site.model, formula));
            }
            EditionValue::Ratio { numerator, denominator } => {
                let parts = [
                    ("tæller", Some(numerator), &self.row.numerator),
                    ("nævner", denominator.as_ref(), &self.row.denominator),
                ];
                for (name, part, value) in parts {
                    let Some(part) = part else { continue };
                    let value = value.as_ref();
                    let math = match part {
                        Part::Formula(formula) => Some(arithmetic(formula, &|term| self.term(term))),
                        Part::Rows(_) => value.and_then(|value| self.sum(part, value)),
                    };
                    let text = value.map(shown);
                    match math {
                        Some(math) => line(name, followed(math, text.as_deref()), name),
                        None => line(name, text.as_deref().map_or_else(|| words("?"), number), name),
                    }
                }
                let part = |value: &Option<BigRational>| {
                    value.as_ref().map_or_else(|| words("mangler"), |value| number(&shown(value)))
                };
                let beneath = denominator.as_ref().map(|_| part(&self.row.denominator));
                if denominator.is_some() || self.edition.factor != crate::exact::whole(1) {
                    let math = with_factor(self.edition, &part(&self.row.numerator), beneath.as_ref());
                    line("resultat", followed(math, result.as_deref()), "resultat");
                }
            }
        }
        lines
    }

    /// `a + b`, when the amounts of the rows counted are exactly the part's value.
    fn sum(&self, part: &Part, value: &BigRational) -> Option<Html> {
        let Part::Rows(rows) = part else { return None };
        let one = Counted { role: Role::Numerator, through: None, rows, of: None };
        let mut amounts: Vec<BigRational> = Vec::new();
        for version in &rows.versions {
            let (What::Flow(measure) | What::Stock(measure)) = version.value.what else { return None };
            let given = self.data.tables.get(&version.value.source).map_or(0, |table| table.rows.len());
            for row in 0..given {
                let verdict = self.verdict(&one, version.value.source, row)?;
                if verdict.counts {
                    let amount = self.judge.amount(version.value.source, measure, row)?.clone();
                    amounts.push(if version.value.sign_reversed { -amount } else { amount });
                }
            }
        }
        let total = amounts.iter().fold(BigRational::zero(), |sum, amount| sum + amount);
        if amounts.len() < 2 || amounts.len() > TERMS || total != *value {
            return None;
        }
        let mut math = Html::new();
        math.open("mrow", &[]);
        for (index, amount) in amounts.iter().enumerate() {
            if index > 0 {
                math.element("mo", &[], "+");
            }
            let text = shown(amount);
            math.element(
                "mn",
                &[],
                &if amount < &BigRational::zero() && index > 0 { format!("({text})") } else { text },
            );
        }
        math.close();
        Some(math)
    }

    /// A term's value in the example.
    fn term(&self, term: &FormulaTerm) -> Html {
        let model = self.site.model;
        let at: Period = self.row.period.shifted(term.shift);
        let value = match (term.value, term.value.figure()) {
            (TermValue::BaseFigure(id), _) => {
                let rows = evaluate_base_figure(model, self.data, id, self.figure.reported);
                rows.into_iter()
                    .find(|row| row.municipality == self.row.municipality && row.period == at)
                    .and_then(|row| row.value)
            }
            (TermValue::NationalAverage(_), _) | (_, None) => None,
            (_, Some(of)) => {
                let rows = evaluate_figure(model, self.data, of.figure);
                let own = rows.into_iter().find(|row| {
                    row.municipality == self.row.municipality
                        && row.period == at
                        && (of.member.is_none() || row.member == of.member)
                });
                own.and_then(|row| match term.value {
                    TermValue::Numerator(_) => row.numerator,
                    TermValue::Denominator(_) => row.denominator,
                    _ => row.result,
                })
            }
        };
        let shift = term.shift.map_or_else(String::new, sentence::shifted);
        match value {
            Some(value) => number(&shown(&value)),
            None => words(&format!("{}{shift}", term_page(self.site, term.value).0)),
        }
    }
}

/// `math = value`
fn followed(math: Html, value: Option<&str>) -> Html {
    let mut all = Html::new();
    all.open("mrow", &[]).html(&math);
    if let Some(value) = value {
        all.element("mo", &[], "=").element("mn", &[("class", "svar")], value);
    }
    all.close();
    all
}

/// Whether a row counts anywhere, and why.
fn told(site: &Site, period: &str, verdicts: &[Verdict]) -> Value {
    let counts: Vec<&Verdict> = verdicts.iter().filter(|verdict| verdict.counts).collect();
    let told = if counts.is_empty() { verdicts.iter().collect() } else { counts };
    let mut reasons: Vec<(&'static str, &str, Vec<String>)> = Vec::new();
    for verdict in &told {
        match reasons.iter_mut().find(|(why, line, _)| (*why, *line) == (verdict.why, verdict.line.as_str())) {
            Some((_, _, parts)) if parts.contains(&verdict.part) => {}
            Some((_, _, parts)) => parts.push(verdict.part.clone()),
            None => reasons.push((verdict.why, &verdict.line, vec![verdict.part.clone()])),
        }
    }
    let text = |(why, line, parts): &(&'static str, &str, Vec<String>)| {
        site.words.fill(why, &[("part", &sentence::listed(parts)), ("line", line), ("period", period)])
    };
    let texts: Vec<String> = reasons.iter().map(text).collect();
    let standing = match (verdicts.is_empty(), told.first().is_some_and(|verdict| verdict.counts)) {
        (true, _) => "indirekte",
        (false, true) => "med",
        (false, false) => "uden",
    };
    let word = match standing {
        "med" => "example.in",
        "uden" => "example.out",
        _ => "example.indirect",
    };
    context! { stand => standing, ord => site.words.say(word), hvorfor => texts }
}

fn shown(value: &BigRational) -> String {
    danish_text(&decimal_text(value, 5), 0).replace('-', "−")
}
