//! Files of sammenligningskommuner: `kommune;nr;sammenlignes_med`, perhaps with `gyldig_fra;gyldig_til`.
//!
//! In: the text of a registered CSV file, how many belong to a group, and the list of kommuner. Out: who is in whose
//! group in which years, and the problems found, each at its row and column. Guaranteed now: kommuner are known and
//! canonical; those numbered above the size of the group are left out; nobody is in his own group.

use std::collections::BTreeMap;

use super::codes::CodeTree;
use super::comparison::GroupMember;
use super::csv_table::{CsvRow, CsvTable, Field};
use super::years::Years;
use crate::diagnostics::problems::CodeProblem;
use crate::diagnostics::{Diagnostic, nearest};
use crate::source::{FileId, SourceFile, Span};
use crate::text::fold;

/// A row as read.
struct Row {
    municipality: String,
    number: u32,
    with: String,
    years: Years,
    span: Span,
}

/// Reads a file of sammenligningskommuner; `complete`: all kommuner are known.
pub fn read(
    file: FileId,
    source: &SourceFile,
    size: u32,
    municipalities: &CodeTree,
    complete: bool,
) -> (Vec<GroupMember>, Vec<Diagnostic>) {
    let table = CsvTable::read(file, &source.text);
    let mut problems = Vec::new();
    let columns = Columns::find(&table, file, &source.name, &mut problems);
    let reader = columns.map(|columns| Reader { columns, municipalities, complete });
    let rows: Vec<Row> = table.rows.iter().filter_map(|row| reader.as_ref()?.row(row, &mut problems)).collect();
    numbers_stand_once(&rows, &mut problems);
    let members = rows.into_iter().filter(|row| row.number <= size && row.municipality != row.with);
    let mut members: Vec<GroupMember> =
        members.map(|row| GroupMember { municipality: row.municipality, with: row.with, years: row.years }).collect();
    members.sort_by(|a, b| {
        let key = |member: &GroupMember| {
            (member.municipality.clone(), member.with.clone(), member.years.from, member.years.to)
        };
        key(a).cmp(&key(b))
    });
    members.dedup();
    (members, problems)
}

/// The kommune is not in the list.
pub fn unknown_municipality(tree: &CodeTree, written: &str) -> CodeProblem {
    let by_title = tree.versions.iter().find(|version| fold(&version.title) == fold(written));
    let near = by_title.map(|version| version.code.as_str());
    let near = near.or_else(|| nearest(written, tree.versions.iter().map(|version| version.code.as_str())));
    let shown = near.and_then(|code| tree.versions_of(code).next());
    CodeProblem::UnknownCode {
        dimension: "kommune".to_owned(),
        code: written.to_owned(),
        list: tree.name.clone(),
        nearest: shown.map(|version| format!("{} {}", version.code, version.title)),
    }
}

/// Where the columns stand.
struct Columns {
    municipality: usize,
    number: usize,
    with: usize,
    from: Option<usize>,
    to: Option<usize>,
}

impl Columns {
    fn find(table: &CsvTable, file: FileId, name: &str, problems: &mut Vec<Diagnostic>) -> Option<Columns> {
        if table.rows.is_empty() {
            let empty = CodeProblem::CodeFileEmpty { file: name.to_owned() };
            problems.push(Diagnostic::new(empty, Span::new(file, 0, 0)));
            return None;
        }
        let place: BTreeMap<String, usize> =
            table.headings.iter().enumerate().rev().map(|(index, heading)| (fold(&heading.text), index)).collect();
        let first = table.headings.first().map_or(Span::new(file, 0, 0), |heading| heading.span);
        let headings = table.headings.last().map_or(first, |last| first.to(last.span));
        let mut needed = |column: &str| {
            let found = place.get(&fold(column)).copied();
            if found.is_none() {
                let missing = CodeProblem::GroupFileColumnMissing {
                    file: name.to_owned(),
                    column: column.to_owned(),
                    found: table.headings.iter().map(|heading| heading.text.clone()).collect(),
                };
                problems.push(Diagnostic::new(missing, headings));
            }
            found
        };
        let (municipality, number, with) = (needed("kommune"), needed("nr"), needed("sammenlignes_med"));
        let [from, to] = ["gyldig_fra", "gyldig_til"].map(|column| place.get(column).copied());
        Some(Columns { municipality: municipality?, number: number?, with: with?, from, to })
    }
}

struct Reader<'a> {
    columns: Columns,
    municipalities: &'a CodeTree,
    complete: bool,
}

impl Reader<'_> {
    fn row(&self, row: &CsvRow, problems: &mut Vec<Diagnostic>) -> Option<Row> {
        let municipality = self.municipality(row, self.columns.municipality, "kommune", problems);
        let with = self.municipality(row, self.columns.with, "sammenlignes_med", problems);
        let number = self.number(row, problems);
        let from = year(row, self.columns.from, "gyldig_fra", problems);
        let to = year(row, self.columns.to, "gyldig_til", problems);
        let (municipality, with, years) = (municipality?, with?, Years::new(from?, to?));
        if let (Some(from), Some(to)) = (years.from, years.to)
            && from > to
        {
            let reversed = CodeProblem::CodeFileYearsReversed { code: municipality, from, to };
            problems.push(Diagnostic::new(reversed, row.span));
            return None;
        }
        Some(Row { municipality, number: number?, with, years, span: row.span })
    }

    fn municipality(
        &self,
        row: &CsvRow,
        column: usize,
        heading: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<String> {
        let field = needed(row, column, heading, problems)?;
        let known = self.municipalities.resolve(&field.text).map(str::to_owned);
        if known.is_none() && self.complete {
            problems.push(Diagnostic::new(unknown_municipality(self.municipalities, &field.text), field.span));
        }
        known
    }

    fn number(&self, row: &CsvRow, problems: &mut Vec<Diagnostic>) -> Option<u32> {
        let field = needed(row, self.columns.number, "nr", problems)?;
        let number = field.text.parse().ok().filter(|number| *number > 0);
        if number.is_none() {
            problems.push(Diagnostic::new(CodeProblem::GroupNumber { written: field.text.clone() }, field.span));
        }
        number
    }
}

fn needed<'r>(row: &'r CsvRow, column: usize, heading: &str, problems: &mut Vec<Diagnostic>) -> Option<&'r Field> {
    let field = row.fields.get(column).filter(|field| !field.text.is_empty());
    if field.is_none() {
        let place = row.fields.get(column).map_or(row.span, |_| row.span);
        problems.push(Diagnostic::new(CodeProblem::GroupFieldEmpty { column: heading.to_owned() }, place));
    }
    field
}

/// `None` when the year cannot be read, else the year or nothing.
fn year(row: &CsvRow, column: Option<usize>, heading: &str, problems: &mut Vec<Diagnostic>) -> Option<Option<i32>> {
    let Some(field) = column.and_then(|column| row.fields.get(column)).filter(|field| !field.text.is_empty()) else {
        return Some(None);
    };
    let year = field.text.parse().ok().filter(|year| (1000..=9999).contains(year));
    if year.is_none() {
        let problem = CodeProblem::CodeFileYear { column: heading.to_owned(), written: field.text.clone() };
        problems.push(Diagnostic::new(problem, field.span));
    }
    year.map(Some)
}

/// One number, one kommune, in any year.
fn numbers_stand_once(rows: &[Row], problems: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<(&str, u32), Vec<&Row>> = BTreeMap::new();
    for row in rows {
        let before = seen.entry((&row.municipality, row.number)).or_default();
        if let Some(first) = before.iter().find(|first| first.years.overlaps(row.years)) {
            let problem = CodeProblem::GroupNumberTwice { municipality: row.municipality.clone(), number: row.number };
            problems.push(Diagnostic::new(problem, row.span).related(first.span, "first"));
        }
        before.push(row);
    }
}
