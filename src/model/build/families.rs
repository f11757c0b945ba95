//! `for hver …`: the loops of a family and its members.

use num_bigint::BigInt;
use num_rational::BigRational;

use super::super::codes::{CodeSelector, CodeTree};
use super::super::years::Years;
use super::super::{Family, FamilyLoop, LoopKind, LoopValue, Member, TreeId};
use super::Builder;
use super::numbers::read_number;
use super::symbols::OUTPUT_NAME_LIMIT;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::nearest;
use crate::diagnostics::problems::{CodeProblem, NameProblem, Noun};
use crate::syntax::tree::{self, CodeItem, LoopCodes, Name};
use crate::text::fold;

/// More members than this in one loop of numbers is a slip of the pen.
const LARGEST_NUMBER_LOOP: usize = 1000;

/// What a loop runs over, as conditions need to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoopSort {
    Codes(TreeId),
    Numbers,
    /// The code list whose groups it runs over.
    Groups(String),
}

/// The loops of one family: what `denne X` may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Loops {
    pub family: Family,
    sorts: Vec<LoopSort>,
    /// Per loop over groups, which groups of the list its values are.
    groups: Vec<Vec<usize>>,
}

impl Loops {
    pub fn position(&self, dimension: &str) -> Option<usize> {
        self.family.loops.iter().position(|known| fold(&known.dimension) == fold(dimension))
    }

    pub fn kind(&self, loop_index: usize) -> LoopSort {
        self.sorts[loop_index].clone()
    }

    pub fn group_indexes(&self, loop_index: usize) -> Vec<usize> {
        self.groups[loop_index].clone()
    }
}

struct OneLoop {
    sort: LoopSort,
    values: Vec<LoopValue>,
    groups: Vec<usize>,
}

impl Builder<'_> {
    /// The family's loops and members; titles are the nøgletal's with `{kode}` and `{navn}` filled in.
    pub fn family(&mut self, written: &tree::Family, name: &Name, title: &str) -> Option<Loops> {
        let loops: Vec<Option<OneLoop>> = written.loops.iter().map(|one| self.one_loop(one)).collect();
        let loops = loops.into_iter().collect::<Option<Vec<OneLoop>>>()?;
        let family_loops: Vec<FamilyLoop> = written
            .loops
            .iter()
            .zip(&loops)
            .map(|(written, one)| FamilyLoop {
                dimension: written.dimension.text.clone(),
                kind: match &one.sort {
                    LoopSort::Codes(tree) => LoopKind::Codes(*tree),
                    LoopSort::Numbers => LoopKind::Numbers,
                    LoopSort::Groups(_) => LoopKind::Groups,
                },
                values: one.values.clone(),
            })
            .collect();
        let members = members(&family_loops, name, title, written.total);
        self.member_names(&members, name)?;
        Some(Loops {
            family: Family { loops: family_loops, members },
            sorts: loops.iter().map(|one| one.sort.clone()).collect(),
            groups: loops.into_iter().map(|one| one.groups).collect(),
        })
    }

    fn one_loop(&mut self, written: &tree::Loop) -> Option<OneLoop> {
        let list = match &written.list {
            Some(list) => list,
            None if written.codes == LoopCodes::All => &written.dimension,
            None => return self.number_loop(written),
        };
        match self.chart_or_list(list)? {
            Noun::ChartOfAccounts => self.level_loop(written, list),
            _ => self.list_loop(written, list),
        }
    }

    fn level_loop(&mut self, written: &tree::Loop, chart: &Name) -> Option<OneLoop> {
        let known = self.chart_named(chart)?;
        let (trees, chart_name) = (known.trees.clone(), known.name.text.clone());
        let position = |tree: &TreeId| {
            let levels = &self.model.trees[tree.0].levels;
            levels.iter().position(|level| fold(level) == fold(&written.dimension.text))
        };
        let found = trees.iter().find_map(|tree| Some((*tree, position(tree)?)));
        let Some((tree, level)) = found else {
            let known: Vec<String> =
                trees.iter().flat_map(|tree| self.model.trees[tree.0].levels.iter().cloned()).collect();
            let near = nearest(&written.dimension.text, known.iter().map(String::as_str)).map(str::to_string);
            let problem = NameProblem::UnknownLevel {
                chart: chart_name,
                level: written.dimension.text.clone(),
                nearest: near,
                known,
            };
            self.report(problem, written.dimension.span);
            return None;
        };
        self.code_loop(written, tree, level)
    }

    fn list_loop(&mut self, written: &tree::Loop, list: &Name) -> Option<OneLoop> {
        if let Some(tree) = self.lists.get(&fold(&list.text)).copied() {
            let bottom = self.model.trees[tree.0].levels.len().saturating_sub(1);
            return self.code_loop(written, tree, bottom);
        }
        let titles = self.group_titles(&list.text)?;
        let chosen = self.chosen_groups(written, list, &titles)?;
        let values = chosen.iter().map(|index| LoopValue {
            code: titles[*index].clone(),
            title: titles[*index].clone(),
            years: vec![Years::ALL],
        });
        Some(OneLoop { sort: LoopSort::Groups(list.text.clone()), values: values.collect(), groups: chosen })
    }

    fn chosen_groups(&mut self, written: &tree::Loop, list: &Name, titles: &[String]) -> Option<Vec<usize>> {
        let LoopCodes::Some(items) = &written.codes else { return Some((0..titles.len()).collect()) };
        let mut chosen = Vec::new();
        for item in items {
            let code = match item {
                CodeItem::One(code) | CodeItem::Range(code, _) => code,
            };
            match titles.iter().position(|title| *title == code.text) {
                Some(index) => chosen.push(index),
                None => {
                    let near = nearest(&code.text, titles.iter().map(String::as_str)).map(str::to_string);
                    self.unknown_loop_code(written, code, &list.text, near);
                    return None;
                }
            }
        }
        Some(chosen)
    }

    fn unknown_loop_code(&mut self, written: &tree::Loop, code: &tree::Code, list: &str, nearest: Option<String>) {
        let problem = CodeProblem::UnknownCode {
            dimension: written.dimension.text.clone(),
            code: code.text.clone(),
            list: list.to_string(),
            nearest,
        };
        self.report(problem, code.span);
    }

    fn code_loop(&mut self, written: &tree::Loop, tree: TreeId, level: usize) -> Option<OneLoop> {
        let codes = &self.model.trees[tree.0];
        let selectors = loop_selectors(codes, &written.codes);
        if let Some(missing) = selectors.iter().flatten().find(|selector| !codes.hits(selector)) {
            if !self.model.incomplete_trees.contains(&tree) {
                let text = match missing {
                    CodeSelector::One(code) => code.clone(),
                    CodeSelector::Range(from, to) => format!("{from}-{to}"),
                };
                let near = codes.nearest(&text).map(str::to_string);
                let list = codes.name.clone();
                let dimension = written.dimension.text.clone();
                self.report(CodeProblem::UnknownCode { dimension, code: text, list, nearest: near }, written.span);
            }
            return None;
        }
        let values = code_values(codes, level, selectors.as_deref());
        if values.is_empty() {
            let incomplete = self.model.incomplete_trees.contains(&tree);
            if !incomplete {
                let problem = CodeProblem::LineSelectsNothing { years: Vec::new(), all_years: true };
                self.report(problem, written.span);
            }
            return None;
        }
        Some(OneLoop { sort: LoopSort::Codes(tree), values, groups: Vec::new() })
    }

    fn number_loop(&mut self, written: &tree::Loop) -> Option<OneLoop> {
        let LoopCodes::Some(items) = &written.codes else {
            let kinds = [Noun::ChartOfAccounts, Noun::CodeList];
            let found = self.symbols.find(&written.dimension, &kinds, Noun::CodeList).map(|_| ());
            self.found(found);
            return None;
        };
        let mut numbers: Vec<BigRational> = Vec::new();
        for item in items {
            let (from, to) = match item {
                CodeItem::One(code) => (self.loop_number(written, code)?, self.loop_number(written, code)?),
                CodeItem::Range(from, to) => (self.loop_number(written, from)?, self.loop_number(written, to)?),
            };
            let mut next = from;
            while next <= to && numbers.len() < LARGEST_NUMBER_LOOP {
                numbers.push(next.clone());
                next += BigRational::from_integer(BigInt::from(1));
            }
        }
        let values = numbers.iter().map(|number| LoopValue {
            code: danish(number),
            title: danish(number),
            years: vec![Years::ALL],
        });
        Some(OneLoop { sort: LoopSort::Numbers, values: values.collect(), groups: Vec::new() })
    }

    fn loop_number(&mut self, written: &tree::Loop, code: &tree::Code) -> Option<BigRational> {
        let number = read_number(&code.text).filter(BigRational::is_integer);
        if number.is_none() {
            let problem = CodeProblem::CodeMalformed {
                dimension: written.dimension.text.clone(),
                code: code.text.clone(),
                example: "0-10".to_string(),
            };
            self.report(problem, code.span);
        }
        number
    }

    /// Names in outputs must be short enough and differ.
    fn member_names(&mut self, members: &[Member], name: &Name) -> Option<()> {
        if let Some(long) = members.iter().find(|member| member.sql.len() > OUTPUT_NAME_LIMIT) {
            let problem = NameProblem::OutputNameTooLong {
                name: format!("{}[{}]", name.text, long.code),
                output_name: long.sql.clone(),
                bytes: long.sql.len(),
                limit: OUTPUT_NAME_LIMIT,
            };
            self.report(problem, name.span);
            return None;
        }
        let mut seen: std::collections::BTreeMap<&str, &str> = std::collections::BTreeMap::new();
        for member in members {
            if let Some(first) = seen.insert(&member.sql, &member.code) {
                let problem = NameProblem::OutputNamesAlike {
                    name: format!("{}[{}]", name.text, member.code),
                    other: format!("{}[{first}]", name.text),
                    output_name: member.sql.clone(),
                };
                self.problems.push(Diagnostic::new(problem, name.span));
                return None;
            }
        }
        Some(())
    }
}

/// The codes of one level, each once, in tree order; only those selected when selectors are given.
fn code_values(codes: &CodeTree, level: usize, selectors: Option<&[CodeSelector]>) -> Vec<LoopValue> {
    let selected: Option<std::collections::BTreeSet<&str>> = selectors.map(|selectors| {
        let years: std::collections::BTreeSet<i32> =
            codes.versions.iter().map(|version| version.years.example()).collect();
        years
            .iter()
            .flat_map(|year| codes.selected(selectors, *year))
            .map(|index| codes.versions[index].code.as_str())
            .collect()
    });
    let mut values: Vec<LoopValue> = Vec::new();
    for version in codes.versions.iter().filter(|version| version.level == level) {
        let chosen = selected.as_ref().is_none_or(|selected| selected.contains(version.code.as_str()));
        if chosen && values.iter().all(|value| value.code != version.code) {
            values.push(LoopValue {
                code: version.code.clone(),
                title: codes.title(&version.code, version.years.example()).unwrap_or_default().to_string(),
                years: codes.years_of(&version.code),
            });
        }
    }
    values
}

fn members(loops: &[FamilyLoop], name: &Name, title: &str, total: bool) -> Vec<Member> {
    let mut combinations: Vec<Vec<usize>> = vec![Vec::new()];
    for one in loops {
        combinations = combinations
            .iter()
            .flat_map(|head| (0..one.values.len()).map(|index| [head.as_slice(), &[index]].concat()))
            .collect();
    }
    let mut members: Vec<Member> = combinations
        .into_iter()
        .map(|values| {
            let chosen: Vec<&LoopValue> = values.iter().zip(loops).map(|(index, one)| &one.values[*index]).collect();
            let codes: Vec<&str> = chosen.iter().map(|value| value.code.as_str()).collect();
            let titles: Vec<&str> = chosen.iter().map(|value| value.title.as_str()).collect();
            let sql = codes.iter().map(|code| sql_code(code)).collect::<Vec<_>>().join("__");
            Member {
                code: codes.join("|"),
                sql: format!("{}__{sql}", fold(&name.text)),
                title: filled(title, &codes.join(", "), &titles.join(", ")),
                years: common_years(&chosen),
                values: Some(values),
            }
        })
        .collect();
    if total {
        members.push(Member {
            values: None,
            code: "i alt".to_string(),
            sql: format!("{}__i_alt", fold(&name.text)),
            title: filled(title, "", "i alt"),
            years: vec![Years::ALL],
        });
    }
    members
}

fn common_years(values: &[&LoopValue]) -> Vec<Years> {
    let mut years = vec![Years::ALL];
    for value in values {
        years = years.iter().flat_map(|mine| value.years.iter().filter_map(|theirs| mine.intersect(*theirs))).collect();
    }
    years
}

/// A code as it stands in outputs: folded, each run of other characters one `_`.
fn sql_code(code: &str) -> String {
    let mut folded = String::new();
    for character in fold(code).chars() {
        if character.is_ascii_alphanumeric() {
            folded.push(character);
        } else if !folded.ends_with('_') {
            folded.push('_');
        }
    }
    folded.trim_matches('_').to_string()
}

fn filled(title: &str, code: &str, name: &str) -> String {
    let text = title.replace("{kode}", code).replace("{navn}", name);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn danish(number: &BigRational) -> String {
    number.to_integer().to_string()
}

/// The codes a loop names, for `for hver hovedkonto 0-6`.
fn loop_selectors(tree: &CodeTree, codes: &LoopCodes) -> Option<Vec<CodeSelector>> {
    match codes {
        LoopCodes::All => None,
        LoopCodes::Under(code) => Some(vec![CodeSelector::One(tree.canonical(&code.text))]),
        LoopCodes::Some(items) => Some(
            items
                .iter()
                .map(|item| match item {
                    CodeItem::One(code) => CodeSelector::One(tree.canonical(&code.text)),
                    CodeItem::Range(from, to) => tree.range(&from.text, &to.text),
                })
                .collect(),
        ),
    }
}
