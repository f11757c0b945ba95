//! Code files: `kode;overkode;navn;gyldig_fra;gyldig_til;afløst_af`, one row per code and validity.
//!
//! In: the text of a registered CSV file and what the definitions say of it ([`Shape`]). Out: a
//! [`CodeTree`] and the problems found, each at its row and column. Guaranteed now, when there is no
//! problem: every code has its level, a title and a valid parent in all of its years; no code holds
//! twice in one year; successors exist.
//!
//! Of codes `under` other trees (gruppering under funktion og dranst) the columns of those names say
//! where the code stands. Such a column may also name a code above or a range (`0-6`): the row then
//! holds for every code beneath it that has no row of its own. Either way a code under others is
//! known only in the years in which those are known.

use std::collections::BTreeMap;

use super::code_file_checks as checks;
use super::codes::{CodeTree, CodeVersion};
use super::csv_table::{CsvRow, CsvTable, Field};
use super::years::Years;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::CodeProblem;
use crate::source::{FileId, SourceFile, Span};
use crate::text::fold;

/// What the definitions say of a code file.
pub struct Shape<'a> {
    /// The tree's name: the bottom level or the list's name.
    pub name: String,
    /// From the top; the list's name alone for a list.
    pub levels: Vec<String>,
    /// A `kodeliste`: codes may stand at any depth, all of them of the one level.
    pub list: bool,
    /// The trees a code stands under, by the level that names them.
    pub under: Vec<(String, &'a CodeTree)>,
}

impl<'a> Shape<'a> {
    /// `niveauer hovedkonto > hovedfunktion > funktion [under …]`
    pub fn chart(levels: Vec<String>, under: Vec<(String, &'a CodeTree)>) -> Shape<'a> {
        Shape { name: levels.last().cloned().unwrap_or_default(), levels, list: false, under }
    }

    pub fn list(name: &str) -> Shape<'a> {
        Shape { name: name.to_owned(), levels: vec![name.to_owned()], list: true, under: Vec::new() }
    }
}

/// One row as read, its codes not yet looked up.
pub(super) struct Row {
    pub code: String,
    pub parent: Option<Field>,
    pub title: String,
    pub years: Years,
    pub replaced_by: Option<Field>,
    pub scope: Vec<Field>,
    pub further: Vec<(String, String)>,
    pub span: Span,
}

/// Reads a code file.
pub fn read(file: FileId, source: &SourceFile, shape: &Shape) -> (CodeTree, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let table = CsvTable::read(file, &source.text);
    let rows = match Columns::find(&table, file, &source.name, shape, &mut problems) {
        Some(columns) => read_rows(&table, &columns, &mut problems),
        None => Vec::new(),
    };
    let draft = draft(&rows, shape);
    checks::codes_are_well_formed(&rows, shape, &mut problems);
    let mut versions = Vec::new();
    for row in rows.iter().filter(|row| row.scope.iter().all(|field| !is_many(field, shape, row))) {
        add(row, shape, &draft, &mut versions, &mut problems);
    }
    checks::no_code_twice(&versions, &mut problems);
    for row in rows.iter().filter(|row| row.scope.iter().any(|field| is_many(field, shape, row))) {
        add_where_free(row, shape, &draft, &mut versions, &mut problems);
    }
    let levels = checks::set_levels(&mut versions, shape, &mut problems);
    let under = shape.under.iter().map(|(level, _)| level.clone()).collect();
    let tree = CodeTree::new(shape.name.clone(), levels, under, versions);
    checks::parents_hold(&tree, &mut problems);
    problems.sort_by_key(|problem| problem.span.start);
    (tree, problems)
}

/// Where the columns stand.
struct Columns {
    code: usize,
    parent: Option<usize>,
    title: usize,
    from: Option<usize>,
    to: Option<usize>,
    replaced_by: Option<usize>,
    scope: Vec<usize>,
    further: Vec<(usize, String)>,
    count: usize,
}

impl Columns {
    fn find(
        table: &CsvTable,
        file: FileId,
        name: &str,
        shape: &Shape,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Columns> {
        if table.rows.is_empty() {
            let empty = CodeProblem::CodeFileEmpty { file: name.to_owned() };
            problems.push(Diagnostic::new(empty, Span::new(file, 0, 0)));
            return None;
        }
        let place: BTreeMap<String, usize> =
            table.headings.iter().enumerate().rev().map(|(index, heading)| (fold(&heading.text), index)).collect();
        let optional = |column: &str| place.get(&fold(column)).copied();
        let first = table.headings.first().map_or(Span::new(file, 0, 0), |heading| heading.span);
        let headings = table.headings.last().map_or(first, |last| first.to(last.span));
        let mut needed = |column: &str| {
            let found = optional(column);
            if found.is_none() {
                let missing = CodeProblem::CodeFileColumnMissing {
                    file: name.to_owned(),
                    column: column.to_owned(),
                    found: table.headings.iter().map(|heading| heading.text.clone()).collect(),
                };
                problems.push(Diagnostic::new(missing, headings));
            }
            found
        };
        let (code, title) = (needed("kode"), needed("navn"));
        let parent = if shape.levels.len() > 1 { Some(needed("overkode")?) } else { optional("overkode") };
        let scope: Option<Vec<usize>> = shape.under.iter().map(|(level, _)| needed(level)).collect();
        let mut columns = Columns {
            code: code?,
            parent: parent.filter(|_| shape.under.is_empty()),
            title: title?,
            from: optional("gyldig_fra"),
            to: optional("gyldig_til"),
            replaced_by: optional("afløst_af"),
            scope: scope?,
            further: Vec::new(),
            count: table.headings.len(),
        };
        columns.further = columns.further_of(&table.headings);
        Some(columns)
    }

    fn further_of(&self, headings: &[Field]) -> Vec<(usize, String)> {
        let known = [Some(self.code), Some(self.title), self.parent, self.from, self.to, self.replaced_by];
        let is_further = |index: &usize| !known.contains(&Some(*index)) && !self.scope.contains(index);
        let overkode = |index: &usize| self.parent.is_none() && fold(&headings[*index].text) == "overkode";
        let further = (0..headings.len()).filter(is_further).filter(|index| !overkode(index));
        further.map(|index| (index, headings[index].text.clone())).collect()
    }
}

fn read_rows(table: &CsvTable, columns: &Columns, problems: &mut Vec<Diagnostic>) -> Vec<Row> {
    table.rows.iter().filter_map(|row| read_row(row, columns, problems)).collect()
}

fn read_row(row: &CsvRow, columns: &Columns, problems: &mut Vec<Diagnostic>) -> Option<Row> {
    if row.fields.len() != columns.count {
        let count = CodeProblem::CodeFileFieldCount { fields: row.fields.len(), headings: columns.count };
        problems.push(Diagnostic::new(count, row.span));
        return None;
    }
    for (index, column) in [(columns.code, "kode"), (columns.title, "navn")] {
        if row.fields[index].text.is_empty() {
            let empty = CodeProblem::CodeFileFieldEmpty { column: column.to_owned() };
            problems.push(Diagnostic::new(empty, row.span));
        }
    }
    let code = &row.fields[columns.code];
    if code.text.is_empty() {
        return None;
    }
    let filled = |index: Option<usize>| index.map(|index| row.fields[index].clone()).filter(|f| !f.text.is_empty());
    let mut year = |index: Option<usize>, column: &str| read_year(filled(index)?, column, problems);
    let mut years = Years::new(year(columns.from, "gyldig_fra"), year(columns.to, "gyldig_til"));
    if let (true, Some(from), Some(to)) = (years.is_empty(), years.from, years.to) {
        let reversed = CodeProblem::CodeFileYearsReversed { code: code.text.clone(), from, to };
        problems.push(Diagnostic::new(reversed, row.span));
        years = Years::new(Some(to), Some(from));
    }
    Some(Row {
        code: code.text.clone(),
        parent: filled(columns.parent),
        title: row.fields[columns.title].text.clone(),
        years,
        replaced_by: filled(columns.replaced_by),
        scope: columns.scope.iter().map(|&index| row.fields[index].clone()).collect(),
        further: columns.further.iter().map(|(at, name)| (name.clone(), row.fields[*at].text.clone())).collect(),
        span: code.span,
    })
}

fn read_year(field: Field, column: &str, problems: &mut Vec<Diagnostic>) -> Option<i32> {
    let four_digits = field.text.len() == 4 && field.text.bytes().all(|byte| byte.is_ascii_digit());
    let year = field.text.parse().ok().filter(|_| four_digits);
    if year.is_none() {
        let unread = CodeProblem::CodeFileYear { column: column.to_owned(), written: field.text };
        problems.push(Diagnostic::new(unread, field.span));
    }
    year
}

/// A tree of the bare codes, to look parents and successors up in.
fn draft(rows: &[Row], shape: &Shape) -> CodeTree {
    let versions = rows.iter().map(|row| version(row, Vec::new(), row.years));
    CodeTree::new(shape.name.clone(), shape.levels.clone(), Vec::new(), versions.collect())
}

fn version(row: &Row, scope: Vec<String>, years: Years) -> CodeVersion {
    CodeVersion {
        code: row.code.clone(),
        scope,
        parent: None,
        level: 0,
        title: row.title.clone(),
        years,
        replaced_by: None,
        further: row.further.clone(),
        span: row.span,
    }
}

/// The field names more than one code: a code above the bottom level, or a range.
fn is_many(field: &Field, shape: &Shape, row: &Row) -> bool {
    let place = row.scope.iter().position(|other| other == field);
    let Some((level, tree)) = place.and_then(|place| shape.under.get(place)) else { return false };
    match tree.resolve(&field.text) {
        Some(code) => tree.level_of(code) != tree.level_named(level),
        None => field.text.contains('-'),
    }
}

/// The row's versions: one, or under other trees one for each code it stands under and its years.
fn versions_of(row: &Row, shape: &Shape, draft: &CodeTree, problems: &mut Vec<Diagnostic>) -> Vec<CodeVersion> {
    let mut places = vec![(Vec::new(), row.years)];
    for (field, (level, tree)) in row.scope.iter().zip(&shape.under) {
        let codes = checks::scope_codes(&row.code, field, level, tree, problems);
        let wider = |(scope, years): &(Vec<String>, Years)| {
            let (scope, years) = (scope.clone(), *years);
            let longer = codes.iter().flat_map(move |&(code, valid)| {
                let scope = scope.iter().cloned().chain([code.to_owned()]).collect();
                years.intersect(valid).map(|years| (scope, years))
            });
            longer.collect::<Vec<_>>()
        };
        places = places.iter().flat_map(wider).collect();
    }
    let parent = row.parent.as_ref().and_then(|field| checks::parent(row, field, shape, draft, problems));
    let replaced_by = row.replaced_by.as_ref().and_then(|field| checks::successors(row, field, draft, problems));
    let filled = |(scope, years)| {
        let bare = version(row, scope, years);
        CodeVersion { parent: parent.clone(), replaced_by: replaced_by.clone(), ..bare }
    };
    places.into_iter().map(filled).collect()
}

fn add(row: &Row, shape: &Shape, draft: &CodeTree, versions: &mut Vec<CodeVersion>, problems: &mut Vec<Diagnostic>) {
    versions.extend(versions_of(row, shape, draft, problems));
}

/// A row for many codes leaves alone those that have a row of their own.
fn add_where_free(
    row: &Row,
    shape: &Shape,
    draft: &CodeTree,
    versions: &mut Vec<CodeVersion>,
    problems: &mut Vec<Diagnostic>,
) {
    let own: std::collections::HashSet<(Vec<String>, String)> =
        versions.iter().map(|version| (version.scope.clone(), version.code.clone())).collect();
    let general = versions_of(row, shape, draft, problems).into_iter();
    versions.extend(general.filter(|version| !own.contains(&(version.scope.clone(), version.code.clone()))));
}

#[cfg(test)]
#[path = "code_files_tests.rs"]
mod tests;
