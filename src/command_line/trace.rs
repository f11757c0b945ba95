//! `noegle spor`: from a resultat to its tæller and nævner, their accounts and the source rows behind.

use std::collections::BTreeSet;

use super::arguments::Trace;
use super::choice;
use super::compilation::in_order;
use super::database::{self, Database};
use super::failure::{Exit, Failure};
use super::session::Session;
use super::stream;
use crate::diagnostics::visible;
use crate::engine::{Cell, ErrorKind, ResultTable};
use crate::evaluate::{Period, Read, Status, months_read};
use crate::model::{ColumnKind, Edition, Formula, FormulaTerm, Frequency, KeyFigure, Model, Part, TermValue, sentence};
use crate::output::table;
use crate::plan::SCHOOL_YEAR_START;
use crate::source::Span;

/// So many source rows are shown of a part.
const SHOWN_ROWS: usize = 100;

/// Columns of the rows that say nothing new here.
const KNOWN: [&str; 5] = ["noegletal", "rolle", "kommune", "kommune_i_kilden", "maaned"];

pub fn run(session: &Session, arguments: &Trace) -> Result<Exit, Failure> {
    let words = session.words;
    let project = session.project()?;
    let compilation = in_order(session, &project)?;
    let model = &compilation.model;
    let names = choice::figure_names(words, model, &arguments.name)?;
    let [name] = names.as_slice() else {
        let some: Vec<String> = names.into_iter().take(3).collect();
        let holes = [("name", arguments.name.as_str()), ("members", &words.list(&some))];
        return Err(Failure::usage(words.fill("trace.member", &holes)));
    };
    let municipality = choice::municipality(words, model, &arguments.municipality)?;
    let period = choice::period(words, &arguments.period)?;
    let figure = model.declared_figures().find(|figure| is_of(figure, name));
    let figure = figure.ok_or_else(|| Failure::usage(words.unknown("choice.unknown", name, std::iter::empty())))?;
    let database = database::build(session, &project, &compilation)?;
    let mut trail = Trail { session, model, database, figure, name, municipality: &municipality, closed: None };
    let text = trail.text(&period)?;
    stream::print(&text, words)?;
    Ok(Exit::Success)
}

/// Whether a name in results is the figure's or a member's.
fn is_of(figure: &KeyFigure, name: &str) -> bool {
    match &figure.family {
        Some(family) => family.members.iter().any(|member| member.sql == name),
        None => figure.name.sql == name,
    }
}

struct Trail<'a> {
    session: &'a Session<'a>,
    model: &'a Model,
    database: Database,
    figure: &'a KeyFigure,
    /// As results write it.
    name: &'a str,
    municipality: &'a str,
    /// How whoever asks says which kommune is theirs, where it is not for this command to say.
    closed: Option<&'static str>,
}

impl Trail<'_> {
    fn text(&mut self, period: &str) -> Result<String, Failure> {
        let words = self.session.words;
        let rows = self.result(self.name, period)?;
        if rows.rows.is_empty() {
            let holes = [("name", self.name), ("municipality", self.municipality), ("period", period)];
            return Ok(format!("{}\n", words.fill("trace.nothing", &holes)));
        }
        let mut text = format!("{} – {}\n\n", visible(self.name), visible(self.title()));
        text.push_str(&table::danish(&rows));
        // What is hidden is not told by another way: neither its accounts nor its rows.
        if rows.rows.iter().any(|row| row.last() == Some(&Cell::Text(Status::Suppressed.danish().to_owned()))) {
            text.push_str(&format!("\n{}\n", words.say("trace.hidden")));
            return Ok(text);
        }
        let Some(at) = period_of(period, self.figure.reported) else { return Ok(text) };
        let Some(edition) = self.figure.editions.iter().find(|edition| edition.years.contains(at.year())) else {
            return Ok(text);
        };
        let told = self.database.target.dialect.dialect().how_to_set_municipality();
        // The statement stands last in what is told to people; where there is none, the rows are not closed.
        if let Some(start) = ["SET ", "EXEC "].iter().filter_map(|word| told.find(word)).min() {
            let set = told[start..].replace("'…'", &self.database.text(self.municipality));
            self.database.execute(self.session, &set)?;
        } else {
            self.closed = Some(told);
        }
        if let Some(formula) = edition.formula() {
            text.push_str(&self.formula("resultat", formula, at)?);
        }
        let reads = months_read(self.model, edition, at);
        for (denominator, part) in [false, true].into_iter().zip(edition.parts()) {
            let of_part: Vec<Read> = reads.iter().filter(|read| read.denominator == denominator).copied().collect();
            text.push_str(&self.part(edition, denominator, part, at, &of_part)?);
        }
        Ok(text)
    }

    /// The title, of a family its member's.
    fn title(&self) -> &str {
        let mut members = self.figure.family.iter().flat_map(|family| &family.members);
        members.find(|member| member.sql == self.name).map_or(&self.figure.title, |member| &member.title)
    }

    fn result(&mut self, name: &str, period: &str) -> Result<ResultTable, Failure> {
        let query = format!(
            "SELECT periode, {} AS {}, {} AS {}, {}, status FROM {} r \
             WHERE noegletal = {} AND kommune = {} AND periode = {}",
            self.database.amount("taeller"),
            self.database.name("tæller"),
            self.database.amount("naevner"),
            self.database.name("nævner"),
            self.database.columns("resultat"),
            self.database.object("resultat"),
            self.database.text(name),
            self.database.text(self.municipality),
            self.database.text(period)
        );
        self.database.query(self.session, &query)
    }

    /// A formula with the values of its terms.
    fn formula(&mut self, name: &str, formula: &Formula, at: Period) -> Result<String, Failure> {
        let mut text = format!("\n{name} = {}\n", visible(&sentence::formula(self.model, formula)));
        let mut terms: Vec<FormulaTerm> = Vec::new();
        formula.terms(&mut |term| terms.push(term.clone()));
        let mut told = BTreeSet::new();
        for term in terms {
            let period = at.shifted(term.shift).name();
            let written =
                sentence::formula(self.model, &Formula::Term(FormulaTerm { span: Span::default(), ..term.clone() }));
            if told.insert(written.clone())
                && let Some(value) = self.value(&term, &period)?
            {
                text.push_str(&format!("  {} ({period}): {value}\n", visible(&written)));
            }
        }
        Ok(text)
    }

    /// A term's value and status as the database has them; nothing of a grundtal that has no view.
    fn value(&mut self, term: &FormulaTerm, period: &str) -> Result<Option<String>, Failure> {
        let (column, view, named) = match &term.value {
            TermValue::BaseFigure(id) => {
                let grain = match self.figure.reported {
                    Frequency::Monthly => "maaned",
                    Frequency::Quarterly => "kvartal",
                    Frequency::EverySchoolYear => "skoleaar",
                    _ => "aar",
                };
                ("vaerdi", format!("gt_{}_{grain}", self.model.base_figure(*id).name.sql), None)
            }
            TermValue::Result(of) => ("resultat", "resultat".to_owned(), Some(*of)),
            TermValue::Numerator(of) => ("taeller", "resultat".to_owned(), Some(*of)),
            TermValue::Denominator(of) => ("naevner", "resultat".to_owned(), Some(*of)),
            TermValue::NationalAverage(of) => ("landsgennemsnit", "sammenligning".to_owned(), Some(*of)),
        };
        let named = named.map(|of| {
            let figure = self.model.figure(of.figure);
            let member = of.member.and_then(|index| figure.family.as_ref()?.members.get(index));
            let name = member.map_or(&figure.name.sql, |member| &member.sql);
            format!(" AND noegletal = {}", self.database.text(name))
        });
        let query = format!(
            "SELECT {} AS {} FROM {} r WHERE kommune = {} AND periode = {}{}",
            self.database.amount(column),
            self.database.name("værdi"),
            self.database.object(&view),
            self.database.text(self.municipality),
            self.database.text(period),
            named.unwrap_or_default()
        );
        match self.database.connection.query(&query) {
            Ok(found) => {
                let found = self.database.with_numbers(found);
                Ok(Some(found.rows.first().and_then(|row| row.first()).map_or(table::EMPTY.to_owned(), table::cell)))
            }
            Err(error) if error.kind == ErrorKind::Catalog => Ok(None),
            Err(error) => Err(Failure::engine(&error, self.session.words)),
        }
    }

    fn part(
        &mut self,
        edition: &Edition,
        denominator: bool,
        part: &Part,
        at: Period,
        reads: &[Read],
    ) -> Result<String, Failure> {
        let name = if denominator { "nævner" } else { "tæller" };
        let mut text = match part {
            Part::Formula(formula) => self.formula(name, formula, at)?,
            Part::Rows(_) => String::new(),
        };
        if edition.parts().is_empty() || reads.is_empty() {
            return Ok(text);
        }
        let rows = self.rows(denominator, reads)?;
        if let (true, Some(told)) = (rows.rows.is_empty(), self.closed) {
            let holes = [("part", name), ("municipality", self.municipality), ("told", told)];
            text.push_str(&format!("\n{}\n", self.session.words.fill("trace.closed", &holes)));
            return Ok(text);
        }
        let accounts = accounts(&rows);
        let told_by_account = accounts.columns.len() > 1 && accounts.rows.len() < rows.rows.len();
        let rows = if told_by_account {
            text.push_str(&format!("\n{}\n", self.session.words.fill("trace.accounts", &[("part", name)])));
            text.push_str(&table::danish(&self.with_titles(accounts)));
            rows
        } else {
            self.with_titles(rows)
        };
        text.push_str(&format!(
            "\n{}\n",
            self.session.words.fill("trace.rows", &[("part", name), ("months", &months(reads))])
        ));
        let all = rows.rows.len();
        let mut shown = rows;
        shown.rows.truncate(SHOWN_ROWS);
        text.push_str(&table::danish(&shown));
        if all > SHOWN_ROWS {
            let holes = [("shown", SHOWN_ROWS.to_string()), ("all", all.to_string())];
            let told =
                self.session.words.fill("trace.cut", &holes.each_ref().map(|(name, value)| (*name, value.as_str())));
            text.push_str(&format!("{told}\n"));
        }
        Ok(text)
    }

    /// The source rows of a part, without columns that are the same for all or empty.
    fn rows(&mut self, denominator: bool, reads: &[Read]) -> Result<ResultTable, Failure> {
        let read = |read: &Read| {
            let source = self.database.text(&self.model.source(read.source).name.text);
            format!("kilde = {source} AND maaned BETWEEN {} AND {}", read.window.first, read.window.last)
        };
        let windows: Vec<String> = reads.iter().map(read).collect();
        let query = format!(
            "SELECT * FROM {} WHERE noegletal IN ({}, {}) AND rolle = {} AND ({})",
            self.database.object(&format!("grundlag_{}", self.figure.name.sql)),
            self.database.text(self.name),
            self.database.text(&self.figure.name.sql),
            self.database.text(if denominator { "naevner" } else { "taeller" }),
            windows.join(" OR ")
        );
        Ok(telling(self.database.query(self.session, &query)?))
    }

    /// Codes with their titles.
    fn with_titles(&self, table: ResultTable) -> ResultTable {
        let year = self.figure.editions.last().map_or(0, |edition| edition.years.example());
        let trees: Vec<_> = table
            .columns
            .iter()
            .map(|name| {
                let columns = self.model.sources.iter().flat_map(|source| &source.columns);
                columns.filter(|column| column.name.sql == *name || column.name.text == *name).find_map(|column| {
                    match column.kind {
                        ColumnKind::Codes { tree, .. } => Some(self.model.tree(tree)),
                        _ => None,
                    }
                })
            })
            .collect();
        let titled = |row: Vec<Cell>| {
            let cells = row.into_iter().zip(&trees).map(|(cell, tree)| match (cell, tree) {
                (Cell::Text(code), Some(tree)) => Cell::Text(tree.named(&code, year)),
                (cell, _) => cell,
            });
            cells.collect()
        };
        ResultTable { columns: table.columns, rows: table.rows.into_iter().map(titled).collect() }
    }
}

/// `2024-01` to `2024-12`, of every window.
fn months(reads: &[Read]) -> String {
    let month = |month: i32| Period { first: month, months: 1 }.name();
    let told = reads.iter().map(|read| match read.window.first == read.window.last {
        true => month(read.window.first),
        false => format!("{} – {}", month(read.window.first), month(read.window.last)),
    });
    told.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ")
}

/// The period of a name as results write it.
fn period_of(name: &str, reported: Frequency) -> Option<Period> {
    let (year, rest) = name.split_once('-').unwrap_or((name, "01"));
    if let Some((year, _)) = name.split_once('/') {
        return Some(Period::holding(year.parse::<i32>().ok()? * 12 + SCHOOL_YEAR_START, reported));
    }
    let month = match rest.strip_prefix('K') {
        Some(quarter) => quarter.parse::<i32>().ok()? * 3 - 2,
        None => rest.parse().ok()?,
    };
    Some(Period::holding(year.parse::<i32>().ok()? * 12 + month - 1, reported))
}

/// The columns that tell something, the amount last; in the order of their codes and numbers.
fn telling(rows: ResultTable) -> ResultTable {
    let is_told = |index: &usize| {
        let name = rows.columns[*index].as_str();
        let mut values = rows.rows.iter().map(|row| &row[*index]);
        match name {
            "beloeb" => false,
            "kilde" => values.next().is_some_and(|first| values.any(|value| value != first)),
            name => !KNOWN.contains(&name) && values.any(|value| *value != Cell::Null),
        }
    };
    let amount = rows.column("beloeb");
    let kept: Vec<usize> = (0..rows.columns.len()).filter(is_told).chain(amount).collect();
    let heading = |index: &usize| match rows.columns[*index].as_str() {
        "beloeb" => "beløb".to_owned(),
        name => name.to_owned(),
    };
    let columns = kept.iter().map(heading).collect();
    let row = |row: &Vec<Cell>| kept.iter().map(|index| row[*index].clone()).collect();
    let mut rows: Vec<Vec<Cell>> = rows.rows.iter().map(row).collect();
    rows.sort_by_cached_key(|row| row.iter().map(natural_order).collect::<Vec<_>>());
    ResultTable { columns, rows }
}

/// Numbers in a text count as numbers: `5.30.9` before `5.30.26`.
fn natural_order(cell: &Cell) -> Vec<(u128, String)> {
    let text = cell.to_string();
    text.split(['.', '-', ' '])
        .map(|part| part.parse().map_or_else(|_| (u128::MAX, part.to_owned()), |number| (number, String::new())))
        .collect()
}

/// The rows added up over all but their codes: what each account contributes.
fn accounts(rows: &ResultTable) -> ResultTable {
    let amount = rows.columns.len().saturating_sub(1);
    let kept: Vec<usize> = (0..amount).filter(|index| rows.columns[*index] != "periode").collect();
    let mut sums: Vec<(Vec<Cell>, i128)> = Vec::new();
    for row in &rows.rows {
        let key: Vec<Cell> = kept.iter().map(|index| row[*index].clone()).collect();
        let value = match row.get(amount) {
            Some(Cell::Decimal { unscaled, .. }) => *unscaled,
            _ => 0,
        };
        match sums.iter_mut().find(|(known, _)| *known == key) {
            Some((_, sum)) => *sum += value,
            None => sums.push((key, value)),
        }
    }
    let heading = kept.iter().map(|index| rows.columns[*index].clone()).chain(rows.columns.last().cloned());
    let row = |(mut key, sum): (Vec<Cell>, i128)| {
        key.push(Cell::Decimal { unscaled: sum, scale: 5 });
        key
    };
    ResultTable { columns: heading.collect(), rows: sums.into_iter().map(row).collect() }
}
