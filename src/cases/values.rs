//! Cells that meet a condition, and those just inside and just outside its bounds.
//!
//! In: a condition and a year. Out: cells, with words on where they lie. Guaranteed now: codes are those that the column
//! may store in the year, but for the one that is meant to be unknown.

use num_rational::BigRational;

use super::draft::DraftRow;
use super::lowered::can_be_given;
use super::numbers::{COMPARED, numbers_meeting, numbers_near};
use crate::exact::{danish_text, decimal_text};
use crate::model::codes::{CodeSelector, CodeTree, CodeVersion};
use crate::model::{
    ColumnId, ColumnKind, Condition, FigureReference, LoopValue, Model, NumberTest, Operand, SourceId, ThisChoice,
    TreeId,
};

/// So many codes or texts of a list are taken.
pub const ITEMS: usize = 3;

/// What is put in a row's columns and måltal.
pub type Cells = Vec<(Operand, String)>;

/// For which rows a condition is looked at.
#[derive(Clone, Copy)]
pub struct Place<'m> {
    pub model: &'m Model,
    pub source: SourceId,
    pub year: i32,
    pub member: Option<FigureReference>,
}

/// Cells at a bound of a condition.
#[derive(Debug, Clone)]
pub struct Neighbour {
    pub cells: Cells,
    /// `Funktion 5.28.21 ligger lige uden for 5.28.20`
    pub says: String,
    pub meets: bool,
    /// Another year than that of the condition's other cases.
    pub year: Option<i32>,
}

impl<'m> Place<'m> {
    /// Some cells that meet the condition, each alone.
    pub fn meeting(&self, condition: &Condition) -> Vec<Cells> {
        match condition {
            Condition::Codes { column, tree, items, negated, .. } => {
                self.codes_meeting(*column, *tree, items, *negated)
            }
            Condition::Number { column, tests, negated, .. } => {
                numbers_meeting(Operand::Column(*column), tests, *negated)
            }
            Condition::Amount { measure, tests, negated, .. } => {
                numbers_meeting(Operand::Measure(*measure), tests, *negated)
            }
            Condition::Text { column, texts, negated: false, .. } => {
                texts.iter().take(ITEMS).map(|text| vec![(Operand::Column(*column), text.clone())]).collect()
            }
            Condition::Text { column, texts, negated: true, .. } => {
                vec![
                    vec![(Operand::Column(*column), other_text(texts))],
                    vec![(Operand::Column(*column), String::new())],
                ]
            }
            Condition::This { loop_index, choice, .. } => self.this_meeting(*loop_index, choice),
            Condition::All => vec![Vec::new()],
            Condition::Compared { left, right, .. } => COMPARED
                .iter()
                .map(|(cell, _)| vec![(*left, (*cell).to_owned()), (*right, COMPARED[1].0.to_owned())])
                .collect(),
            Condition::Member { .. } | Condition::Inserted { .. } => Vec::new(),
        }
    }

    /// What lies at the condition's bounds, seen from a row that meets it.
    pub fn neighbours(&self, condition: &Condition, row: &DraftRow) -> Vec<Neighbour> {
        let mut found = self.own_neighbours(condition, row);
        found.extend(self.fallbacks_near(condition, row, &found));
        found
    }

    fn own_neighbours(&self, condition: &Condition, row: &DraftRow) -> Vec<Neighbour> {
        match condition {
            Condition::Codes { column, tree, items, negated, .. } => {
                self.codes_near(*column, *tree, items, *negated, row)
            }
            Condition::Number { column, tests, negated, .. } => self.column_near(*column, tests, *negated),
            Condition::Amount { measure, tests, negated, .. } => {
                let name = &self.model.source(self.source).measures[measure.0].name.text;
                let mut found = numbers_near(Operand::Measure(*measure), name, tests, *negated);
                // How many rows there are is never empty.
                if !can_be_given(self.model, self.source, *measure) {
                    found.retain(|one| one.cells.iter().all(|(_, cell)| !cell.is_empty()));
                }
                found
            }
            Condition::Text { column, texts, negated, .. } => self.texts_near(*column, texts, *negated),
            Condition::This { loop_index, choice, .. } => self.this_near(*loop_index, choice, row),
            Condition::Compared { left, comparison, right, .. } => self.compared_near(*left, *comparison, *right),
            Condition::All | Condition::Member { .. } | Condition::Inserted { .. } => Vec::new(),
        }
    }

    fn this_meeting(&self, loop_index: usize, choice: &ThisChoice) -> Vec<Cells> {
        let values = self.loop_values(loop_index);
        let mut found = Vec::new();
        for (index, value) in values.into_iter().take(ITEMS) {
            match choice {
                ThisChoice::Codes { column, tree } => {
                    let items = [CodeSelector::One(value.code.clone())];
                    found.extend(self.codes_meeting(*column, *tree, &items, false));
                }
                ThisChoice::Number { column } => found.push(vec![(Operand::Column(*column), value.code.clone())]),
                ThisChoice::Groups(groups) => {
                    let mut ways = vec![Cells::new()];
                    for condition in groups.get(index).into_iter().flatten() {
                        let cells = self.meeting(condition);
                        ways = ways.iter().flat_map(|way| cells.iter().filter_map(|more| joined(way, more))).collect();
                    }
                    found.extend(ways.into_iter().take(ITEMS));
                }
            }
        }
        found
    }

    fn this_near(&self, loop_index: usize, choice: &ThisChoice, row: &DraftRow) -> Vec<Neighbour> {
        let values = self.loop_values(loop_index);
        match choice {
            ThisChoice::Codes { column, tree } => {
                let items: Vec<CodeSelector> =
                    values.iter().map(|(_, value)| CodeSelector::One(value.code.clone())).collect();
                self.codes_near(*column, *tree, &items, false, row)
            }
            ThisChoice::Number { column } => {
                let numbers = values.iter().filter_map(|(_, value)| crate::exact::danish_number(&value.code));
                let tests: Vec<NumberTest> = numbers.map(NumberTest::equal).collect();
                self.column_near(*column, &tests, false)
            }
            ThisChoice::Groups(groups) => {
                let [(index, _)] = values.as_slice() else { return Vec::new() };
                let conditions = groups.get(*index).into_iter().flatten();
                conditions.flat_map(|condition| self.neighbours(condition, row)).collect()
            }
        }
    }

    /// The values of the loop that the member asks for.
    fn loop_values(&self, loop_index: usize) -> Vec<(usize, &'m LoopValue)> {
        let family = self.member.and_then(|of| Some((self.model.figure(of.figure).family.as_ref()?, of.member?)));
        let Some((family, member)) = family else { return Vec::new() };
        let Some(of_loop) = family.loops.get(loop_index) else { return Vec::new() };
        let wanted = family.members.get(member).and_then(|member| member.values.as_ref()?.get(loop_index).copied());
        of_loop.values.iter().enumerate().filter(|(index, _)| wanted.is_none_or(|wanted| wanted == *index)).collect()
    }

    fn codes_meeting(&self, column: ColumnId, tree: TreeId, items: &[CodeSelector], negated: bool) -> Vec<Cells> {
        let tree = self.model.tree(tree);
        let stored = self.stored(column, tree);
        let mut found = Vec::new();
        if negated {
            let outside = |version: &&&CodeVersion| !self.selected(tree, items, &version.code);
            let near = self.edges(tree, &stored, items).into_iter().filter(|index| outside(&&stored[*index]));
            found.extend(near.take(ITEMS).map(|index| self.cells_of(column, tree, stored[index])));
            found.push(vec![(Operand::Column(column), String::new())]);
            return found;
        }
        for item in spread(items) {
            let inside: Vec<&&CodeVersion> = stored
                .iter()
                .filter(|version| self.selected(tree, std::slice::from_ref(item), &version.code))
                .collect();
            for version in spread(&inside) {
                let cells = self.cells_of(column, tree, version);
                if !found.contains(&cells) {
                    found.push(cells);
                }
            }
        }
        found
    }

    /// The code, with the codes it stands under in their columns.
    fn cells_of(&self, column: ColumnId, tree: &CodeTree, version: &CodeVersion) -> Cells {
        let mut cells: Cells = Vec::new();
        for (level, code) in tree.under.iter().zip(&version.scope) {
            cells.extend(self.column_of_level(level).map(|above| (Operand::Column(above), code.clone())));
        }
        cells.push((Operand::Column(column), version.code.clone()));
        cells
    }

    pub fn column_of_level(&self, level: &str) -> Option<ColumnId> {
        let columns = &self.model.source(self.source).columns;
        let of_level = |kind: &ColumnKind| match kind {
            ColumnKind::Codes { tree, .. } => self.model.tree(*tree).level_named(level).is_some(),
            _ => false,
        };
        columns.iter().position(|column| of_level(&column.kind)).map(ColumnId)
    }

    /// The codes of the column's own level in the year, in tree order.
    pub fn stored(&self, column: ColumnId, tree: &'m CodeTree) -> Vec<&'m CodeVersion> {
        let level = match &self.model.source(self.source).columns[column.0].kind {
            ColumnKind::Codes { level, .. } => *level,
            _ => tree.levels.len().saturating_sub(1),
        };
        let of_level = |version: &&CodeVersion| version.level == level && version.years.contains(self.year);
        let own: Vec<&CodeVersion> = tree.versions.iter().filter(of_level).collect();
        if own.is_empty() { tree.versions.iter().filter(|v| v.years.contains(self.year)).collect() } else { own }
    }

    /// Whether an item names the code or one above it, in the year.
    pub fn selected(&self, tree: &CodeTree, items: &[CodeSelector], code: &str) -> bool {
        let above = tree.ancestors(code, self.year);
        above.iter().any(|code| items.iter().any(|item| names(tree, item, code)))
    }

    /// Places in the list on either side of each change between inside and outside.
    fn edges(&self, tree: &CodeTree, stored: &[&CodeVersion], items: &[CodeSelector]) -> Vec<usize> {
        let inside: Vec<bool> = stored.iter().map(|version| self.selected(tree, items, &version.code)).collect();
        let mut edges = Vec::new();
        for index in 1..inside.len() {
            if inside[index - 1] != inside[index] {
                edges.extend([index - 1, index]);
            }
        }
        edges.dedup();
        edges
    }

    fn texts_near(&self, column: ColumnId, texts: &[String], negated: bool) -> Vec<Neighbour> {
        let word = column_word(self.model, self.source, column);
        let capital_word = capital(&word);
        let near = |text: String, says: String, inside: bool| Neighbour {
            cells: vec![(Operand::Column(column), text)],
            says,
            meets: inside != negated,
            year: None,
        };
        let mut found = Vec::new();
        for text in spread(texts) {
            found.push(near(text.clone(), format!("{capital_word} \"{text}\" er nævnt"), true));
            found.push(near(
                format!("{text} "),
                format!("{capital_word} \"{text} \" læses uden mellemrum til sidst"),
                true,
            ));
            let turned: String = if text.to_lowercase() == *text { text.to_uppercase() } else { text.to_lowercase() };
            if !texts.contains(&turned) {
                let says = format!("{capital_word} \"{turned}\" er skrevet med andre bogstaver end \"{text}\"");
                found.push(near(turned, says, false));
            }
        }
        let other = other_text(texts);
        let says = format!("{capital_word} \"{other}\" er en anden tekst");
        found.push(near(other, says, false));
        found.push(near(String::new(), format!("En række uden {word}"), false));
        found.push(near("  ".to_owned(), format!("En række, hvor {word} kun er mellemrum,"), false));
        found
    }
}

/// Cells of both; none when they disagree on a column.
pub fn joined(some: &Cells, more: &Cells) -> Option<Cells> {
    let mut all = some.clone();
    for (column, cell) in more {
        match all.iter().find(|(known, _)| known == column) {
            Some((_, known)) if known != cell => return None,
            Some(_) => {}
            None => all.push((*column, cell.clone())),
        }
    }
    Some(all)
}

/// The first ones and the last.
pub fn spread<T>(all: &[T]) -> impl Iterator<Item = &T> {
    let last = (all.len() > ITEMS).then(|| all.last()).flatten();
    let first = if all.len() > ITEMS { ITEMS - 1 } else { all.len() };
    all.iter().take(first).chain(last)
}

pub fn names(tree: &CodeTree, item: &CodeSelector, code: &str) -> bool {
    match item {
        CodeSelector::One(wanted) => wanted == code,
        CodeSelector::Range(from, to) => tree.in_range(code, from, to),
    }
}

/// `1.250.000,5`
pub fn danish(value: &BigRational) -> String {
    danish_text(&decimal_text(value, 10), 0)
}

fn other_text(texts: &[String]) -> String {
    let mut other = "andet".to_owned();
    while texts.contains(&other) {
        other.push('x');
    }
    other
}

/// What a column is called among people: its level or list, else its name.
pub fn column_word(model: &Model, source: SourceId, column: ColumnId) -> String {
    let known = &model.source(source).columns[column.0];
    match &known.kind {
        ColumnKind::Codes { tree, level, .. } => {
            let tree = model.tree(*tree);
            tree.levels.get(*level).unwrap_or(&tree.name).clone()
        }
        ColumnKind::Municipality => "kommune".to_owned(),
        _ => known.name.text.clone(),
    }
}

pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
