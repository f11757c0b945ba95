//! Families: their members, and tables that pair a loop's values with codes and numbers.
//!
//! In: the families of a model. Out: [`FamilyPlan`]s and [`LoopTable`]s. Guaranteed now: a value of a loop is its place
//! counted from 1, the total (`i alt`) is 0; a table never pairs a value with the same code twice in a year.

use std::collections::HashMap;

use num_rational::BigRational;

use super::code_lists::ALWAYS;
use super::codes::TreeYears;
use crate::exact::danish_number;
use crate::model::codes::CodeSelector;
use crate::model::years::{Years, joined};
use crate::model::{Family, FigureId, Model, TreeId};

#[derive(Debug, Clone, PartialEq)]
pub struct FamilyPlan {
    /// How many loops there are.
    pub loops: usize,
    pub members: Vec<MemberPlan>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct MemberPlan {
    /// What stands in `noegletal`.
    pub sql: String,
    pub code: String,
    /// The value of each loop.
    pub values: Vec<usize>,
    /// The years in which the member exists; without overlaps.
    pub years: Vec<Years>,
}

impl FamilyPlan {
    pub fn of(family: &Family) -> FamilyPlan {
        let loops = family.loops.len();
        let members = family.members.iter().map(|member| MemberPlan {
            sql: member.sql.clone(),
            code: member.code.clone(),
            values: match &member.values {
                Some(values) => values.iter().map(|value| value + 1).collect(),
                None => vec![0; loops],
            },
            years: joined(member.years.iter().copied()),
        });
        FamilyPlan { loops, members: members.collect() }
    }
}

/// Pairs a loop's values with what rows hold.
#[derive(Debug, Clone, PartialEq)]
pub struct LoopTable {
    pub name: String,
    pub codes: Vec<LoopCode>,
    pub numbers: Vec<(usize, BigRational)>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LoopCode {
    pub value: usize,
    pub code: String,
    pub from: i32,
    pub to: i32,
}

#[derive(Debug, Default)]
pub struct Loops {
    pub tables: Vec<LoopTable>,
    by_key: HashMap<(FigureId, usize, Option<TreeId>), usize>,
}

impl Loops {
    /// The table of a loop's values and the codes of a tree that each stands for.
    pub fn codes(
        &mut self,
        model: &Model,
        figure: FigureId,
        loop_index: usize,
        tree: TreeId,
        years: &TreeYears,
    ) -> String {
        self.table(model, figure, loop_index, Some(tree), |values| LoopTable {
            codes: code_rows(model, tree, years, values),
            ..LoopTable { name: String::new(), codes: Vec::new(), numbers: Vec::new() }
        })
    }

    /// The table of a loop's values and the number that each is.
    pub fn numbers(&mut self, model: &Model, figure: FigureId, loop_index: usize) -> String {
        self.table(model, figure, loop_index, None, |values| {
            let numbers = values.iter().enumerate().filter_map(|(value, code)| Some((value + 1, danish_number(code)?)));
            let mut numbers: Vec<(usize, BigRational)> = numbers.collect();
            let mut distinct: Vec<BigRational> = numbers.iter().map(|(_, number)| number.clone()).collect();
            distinct.sort();
            distinct.dedup();
            numbers.extend(distinct.into_iter().map(|number| (0, number)));
            LoopTable { name: String::new(), codes: Vec::new(), numbers }
        })
    }

    fn table(
        &mut self,
        model: &Model,
        figure: FigureId,
        loop_index: usize,
        tree: Option<TreeId>,
        make: impl FnOnce(&[String]) -> LoopTable,
    ) -> String {
        let key = (figure, loop_index, tree);
        if let Some(&table) = self.by_key.get(&key) {
            return self.tables[table].name.clone();
        }
        let declared = model.figure(figure);
        let this_loop = declared.family.as_ref().and_then(|family| family.loops.get(loop_index));
        let values: Vec<String> =
            this_loop.map_or_else(Vec::new, |l| l.values.iter().map(|value| value.code.clone()).collect());
        let dimension = this_loop.map_or("", |l| l.dimension.as_str());
        let others = self.by_key.keys().filter(|(f, l, _)| (*f, *l) == (figure, loop_index)).count();
        let more = if others == 0 { String::new() } else { format!(" {}", others + 1) };
        let name = format!("{}, {dimension} {}{more}", declared.name.sql, loop_index + 1);
        self.tables.push(LoopTable { name: name.clone(), ..make(&values) });
        self.by_key.insert(key, self.tables.len() - 1);
        name
    }
}

fn code_rows(model: &Model, tree: TreeId, years: &TreeYears, values: &[String]) -> Vec<LoopCode> {
    let tree = model.tree(tree);
    let one = |code: &String| CodeSelector::One(code.clone());
    let beneath = |value: usize, items: &[CodeSelector]| -> Vec<LoopCode> {
        let codes = years.beneath(tree, items).into_iter();
        let row = |(code, years): (&str, Years)| LoopCode {
            value,
            code: code.to_owned(),
            from: years.from.unwrap_or(ALWAYS.0),
            to: years.to.unwrap_or(ALWAYS.1),
        };
        codes.map(row).collect()
    };
    let mut rows: Vec<LoopCode> =
        values.iter().enumerate().flat_map(|(value, code)| beneath(value + 1, &[one(code)])).collect();
    rows.extend(beneath(0, &values.iter().map(one).collect::<Vec<_>>()));
    rows
}
