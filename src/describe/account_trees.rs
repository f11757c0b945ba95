//! Which codes a selection holds, dimension by dimension as trees, and which line decided it.
//!
//! In: the rows of a part and a year. Out: [`AccountTrees`]. Guaranteed now: a code is included when it counts with all that
//! the selection holds of the other dimensions, excluded when it counts with nothing, and else partly included; what is
//! beneath a code is shown only where it differs.

use super::accounts::highest_values;
use crate::model::account_set::domains::{Domain, DomainKind};
use crate::model::account_set::from_selection::{Members, start};
use crate::model::account_set::{AccountSets, Bits, Mentioned, SetId, Sets};
use crate::model::codes::{CodeTree, CodeVersion, CodesOfYear};
use crate::model::years::{Years, between};
use crate::model::{Condition, Line, LineKind, Model, RowsVersion, Selection, TreeId, Version, sentence};

impl Node {
    /// Both stand alike, for the same reasons, and so does all beneath them.
    pub fn stands_as(&self, other: &Node) -> bool {
        self.beneath.is_empty()
            && other.beneath.is_empty()
            && (self.standing, &self.by, &self.only) == (other.standing, &other.by, &other.only)
    }
}

/// A selection in the chart of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountTrees {
    /// The lines in force, with those of inserted filters beneath them.
    pub lines: Vec<NumberedLine>,
    /// One per dimension of codes on which anything depends.
    pub trees: Vec<Tree>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberedLine {
    /// `2`, or `2.1` in a filter that line 2 inserts.
    pub number: String,
    pub text: String,
    /// The filter that the line inserts first.
    pub filter: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// The tree's name, `funktion`; the column's, when several columns hold codes of the tree.
    pub dimension: String,
    pub tree: TreeId,
    pub nodes: Vec<Node>,
    /// Every code with nothing beneath it, to hold one year against another.
    pub leaves: Vec<Leaf>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    pub code: String,
    pub title: String,
    pub standing: Standing,
    pub only: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Included,
    Partly,
    Excluded,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub code: String,
    pub title: String,
    pub standing: Standing,
    /// The numbers of the lines that decided it; none when no line names the code.
    pub by: Vec<String>,
    /// Of a code that is partly included: with what of the other dimensions it counts, `dranst 1 og 2`; empty when that is
    /// more than a few words.
    pub only: String,
    /// What is beneath, when not all of it stands alike.
    pub beneath: Vec<Node>,
    /// How many codes are beneath that are not shown.
    pub unshown: usize,
}

/// The years in which the selection and the charts it asks stay the same, in order.
pub fn epochs(model: &Model, part: &RowsVersion, within: Years) -> Vec<Years> {
    between(&super::uses::changes(model, part), within)
}

pub fn trees(model: &Model, part: &RowsVersion, members: Members, year: i32) -> AccountTrees {
    let mut mentioned = Mentioned::default();
    mentioned.selection(&part.selection, members.family);
    let mut arena = AccountSets::new(model, part.source, year, &mentioned);
    let mut reader = Reader { arena: &mut arena, members, year };
    let lines = reader.lines(&part.selection, "");
    let steps = reader.steps(&part.selection, "");
    let dimensions: Vec<usize> = (0..reader.arena.domains().len()).collect();
    let trees = dimensions.into_iter().filter_map(|dimension| reader.tree(&steps, dimension)).collect();
    AccountTrees { lines, trees }
}

/// More combinations than these are not told in words.
const BLOCKS: usize = 3;
/// Nor are more codes of a dimension.
const CODES: usize = 6;

/// A selection read line by line.
struct Steps<'a> {
    /// What every row must satisfy.
    allowed: SetId,
    selected: SetId,
    /// The `for alle` lines: number and set.
    bars: Vec<(String, SetId)>,
    /// The other lines in force: number, kind, and what of the allowed it changed.
    changes: Vec<(String, LineKind, SetId)>,
    /// Filters that lines insert, with the numbers that their own lines stand under.
    inserted: Vec<(String, &'a Selection)>,
}

struct Reader<'a, 's> {
    arena: &'s mut AccountSets<'a>,
    members: Members<'a>,
    year: i32,
}

impl<'a> Reader<'a, '_> {
    fn lines(&self, selection: &'a Selection, above: &str) -> Vec<NumberedLine> {
        let source = self.arena.model.source(self.arena.source);
        let mut lines = Vec::new();
        for (number, line) in self.numbered(selection, above) {
            let text = sentence::line(self.arena.model, source, self.members.family, line);
            let filter = line.conditions.iter().find_map(|condition| match condition {
                Condition::Inserted { filter, .. } => Some(filter.clone()),
                _ => None,
            });
            lines.push(NumberedLine { number: number.clone(), text, filter });
            for (number, inner) in self.inserted(line, &number) {
                lines.extend(self.lines(inner, &number));
            }
        }
        lines
    }

    /// The lines in force with their numbers.
    fn numbered(&self, selection: &'a Selection, above: &str) -> Vec<(String, &'a Line)> {
        let lines = selection.lines.iter().enumerate().filter(|(_, line)| line.years.contains(self.year));
        lines.map(|(index, line)| (format!("{above}{}", index + 1), line)).collect()
    }

    fn inserted(&self, line: &'a Line, number: &str) -> Vec<(String, &'a Selection)> {
        let filters = line.conditions.iter().filter_map(|condition| match condition {
            Condition::Inserted { versions, .. } => self.in_force(versions),
            _ => None,
        });
        let filters: Vec<&Selection> = filters.collect();
        let name = |(index, filter)| match index {
            0 => (format!("{number}."), filter),
            // A second filter on the same line gets letters.
            more => (format!("{number}{}.", char::from(b'a' + (more % 26) as u8)), filter),
        };
        filters.into_iter().enumerate().map(name).collect()
    }

    fn in_force(&self, versions: &'a [Version<Selection>]) -> Option<&'a Selection> {
        versions.iter().find(|version| version.years.contains(self.year)).map(|version| &version.value)
    }

    fn steps(&mut self, selection: &'a Selection, above: &str) -> Steps<'a> {
        let lines = self.numbered(selection, above);
        let mut steps = Steps {
            allowed: Sets::FULL,
            selected: start(selection),
            bars: Vec::new(),
            changes: Vec::new(),
            inserted: Vec::new(),
        };
        for (number, line) in lines.iter().filter(|(_, line)| line.kind == LineKind::ForAll) {
            let set = self.arena.line(line, self.members, self.year);
            steps.allowed = self.arena.sets.intersection(steps.allowed, set);
            steps.bars.push((number.clone(), set));
        }
        for (number, line) in lines.iter().filter(|(_, line)| line.kind != LineKind::ForAll) {
            let set = self.arena.line(line, self.members, self.year);
            let sets = &mut self.arena.sets;
            let (after, changed) = match line.kind {
                LineKind::Without => (sets.difference(steps.selected, set), sets.intersection(steps.selected, set)),
                _ => (sets.union(steps.selected, set), sets.difference(set, steps.selected)),
            };
            let changed = sets.intersection(changed, steps.allowed);
            steps.selected = after;
            steps.changes.push((number.clone(), line.kind, changed));
        }
        for (number, line) in &lines {
            steps.inserted.extend(self.inserted(line, number));
        }
        steps
    }

    /// Nothing of a dimension without codes, or on which nothing depends.
    fn tree(&mut self, steps: &Steps<'a>, dimension: usize) -> Option<Tree> {
        let DomainKind::Codes { tree, codes } = self.arena.domains()[dimension].kind.clone() else { return None };
        let set = self.arena.sets.intersection(steps.selected, steps.allowed);
        let asked = self.arena.sets.asked(set).contains(&dimension);
        if !asked {
            return None;
        }
        let source = self.arena.model.source(self.arena.source);
        let of = self.arena.model.tree(tree);
        let is_same =
            |domain: &&Domain| matches!(&domain.kind, DomainKind::Codes { tree: other, .. } if *other == tree);
        let name = match self.arena.domains().iter().filter(is_same).count() {
            1 => of.name.clone(),
            _ => self.arena.domains()[dimension].asked.name(self.arena.model, source),
        };
        let judged = match of.under.is_empty() {
            true => self.judged(steps, dimension, set),
            false => self.judged_under(steps, dimension, set, of, &codes),
        };
        let wanted = |value: usize| of.under.is_empty() || judged.named.contains(value);
        let nodes = nodes(of, &codes, &judged, &wanted);
        let leaves = leaves(of, &codes, &judged, &wanted);
        (!nodes.is_empty()).then_some(Tree { dimension: name, tree, nodes, leaves })
    }

    fn judged(&mut self, steps: &Steps<'a>, dimension: usize, set: SetId) -> Judged {
        let size = self.arena.domains()[dimension].size();
        let rests = self.arena.sets.rests(set, dimension);
        let most = rests.iter().fold(Sets::EMPTY, |all, (_, rest)| self.arena.sets.union(all, *rest));
        let (mut included, mut partly) = (Bits::none(size), Bits::none(size));
        let mut only = Vec::new();
        for (values, rest) in &rests {
            if *rest == most {
                included = included.or(values);
            } else if *rest != Sets::EMPTY {
                partly = partly.or(values);
                only.push((values.clone(), self.rest_told(*rest, most)));
            }
        }
        let named = Bits::all(size);
        Judged { included, partly, only, named, reasons: self.reasons(steps, dimension) }
    }

    /// What a code counts with, where that is less than the most that any code does.
    fn rest_told(&self, rest: SetId, most: SetId) -> String {
        let blocks = self.arena.sets.blocks(rest, BLOCKS + 1);
        if blocks.len() > BLOCKS {
            return String::new();
        }
        let mut told: Vec<String> = Vec::new();
        for block in blocks {
            let mut choices = Vec::new();
            for (dimension, values) in block.iter().enumerate() {
                if *values == self.arena.sets.any(most, dimension) {
                    continue;
                }
                match self.choice_told(dimension, values) {
                    Some(choice) => choices.push(choice),
                    None => return String::new(),
                }
            }
            told.push(choices.join(", "));
        }
        told.dedup();
        told.join("; ")
    }

    /// `dranst 1 og 2`, `art undtagen 0`
    fn choice_told(&self, dimension: usize, values: &Bits) -> Option<String> {
        let domain = &self.arena.domains()[dimension];
        let DomainKind::Codes { tree, codes } = &domain.kind else { return None };
        let tree = self.arena.model.tree(*tree);
        let excluded = values.contains(domain.missing());
        let chosen = highest_values(codes, &|value| values.contains(value) != excluded);
        if chosen.len() > CODES {
            return None;
        }
        let named: Vec<String> = chosen.iter().map(|value| tree.versions[codes.known[*value]].code.clone()).collect();
        let except = if excluded { "undtagen " } else { "" };
        Some(format!("{} {except}{}", tree.name, sentence::listed(&named)))
    }

    /// A gruppering is asked only together with what it stands under: those are told that a line changes by themselves.
    fn judged_under(
        &mut self,
        steps: &Steps<'a>,
        dimension: usize,
        set: SetId,
        tree: &CodeTree,
        codes: &CodesOfYear,
    ) -> Judged {
        let size = self.arena.domains()[dimension].size();
        let (mut included, mut partly, mut named) = (Bits::none(size), Bits::none(size), Bits::none(size));
        for (_, _, changed) in &steps.changes {
            if self.arena.sets.asked(*changed).contains(&dimension) {
                named = named.or(&self.arena.sets.any(*changed, dimension));
            }
        }
        // A line that does not ask for a gruppering touches them all; what is left are those that some line names.
        if named.count() * 2 > size {
            named = Bits::none(size);
        }
        for value in named.values().filter(|value| *value < codes.known.len()).collect::<Vec<_>>() {
            let version = &tree.versions[codes.known[value]];
            let own = self.own_accounts(dimension, value, &tree.under, &version.scope);
            let possible = self.arena.sets.intersection(own, steps.allowed);
            let counts = self.arena.sets.intersection(possible, set);
            if counts == possible && counts != Sets::EMPTY {
                included.insert(value);
            } else if counts != Sets::EMPTY {
                partly.insert(value);
            }
        }
        Judged { included, partly, only: Vec::new(), named, reasons: self.reasons(steps, dimension) }
    }

    /// The combinations in which a gruppering can occur.
    fn own_accounts(&mut self, dimension: usize, value: usize, under: &[String], scope: &[String]) -> SetId {
        let size = self.arena.domains()[dimension].size();
        let mut set = self.arena.sets.literal(dimension, &Bits::of(size, [value]));
        for (level, code) in under.iter().zip(scope) {
            for above in 0..self.arena.domains().len() {
                let DomainKind::Codes { tree, codes } = &self.arena.domains()[above].kind else { continue };
                let of = self.arena.model.tree(*tree);
                if of.level_named(level).is_none() || !of.under.is_empty() {
                    continue;
                }
                let chosen = codes.selected(of, &[crate::model::codes::CodeSelector::One(code.clone())]);
                let values = chosen.iter().enumerate().filter(|(_, chosen)| **chosen).map(|(value, _)| value);
                let bits = Bits::of(self.arena.domains()[above].size(), values);
                let literal = self.arena.sets.literal(above, &bits);
                set = self.arena.sets.intersection(set, literal);
            }
        }
        set
    }

    fn reasons(&mut self, steps: &Steps<'a>, dimension: usize) -> Reasons {
        let sets = &self.arena.sets;
        let bars = steps.bars.iter().map(|(number, set)| (number.clone(), sets.any(*set, dimension))).collect();
        let changes = steps
            .changes
            .iter()
            .map(|(number, kind, set)| (number.clone(), *kind, sets.any(*set, dimension)))
            .collect();
        let inserted = steps.inserted.clone();
        let mut inner = Vec::new();
        for (number, selection) in inserted {
            let steps = self.steps(selection, &number);
            inner.push(self.reasons(&steps, dimension));
        }
        Reasons { bars, changes, inner }
    }
}

/// How the values of a dimension stand.
struct Judged {
    included: Bits,
    partly: Bits,
    /// What those that are partly included count with.
    only: Vec<(Bits, String)>,
    /// Those that are told at all.
    named: Bits,
    reasons: Reasons,
}

/// Which values each line bears on.
struct Reasons {
    bars: Vec<(String, Bits)>,
    changes: Vec<(String, LineKind, Bits)>,
    inner: Vec<Reasons>,
}

impl Reasons {
    /// The lines that decide how a value stands.
    fn of(&self, value: usize, standing: Standing) -> Vec<String> {
        let touching = |kind: LineKind| {
            let lines = self.changes.iter().filter(move |(_, of, values)| *of == kind && values.contains(value));
            lines.map(|(number, _, _)| number.clone())
        };
        match standing {
            Standing::Included => touching(LineKind::With).next_back().into_iter().collect(),
            Standing::Partly => {
                let all = self.changes.iter().filter(|(_, _, values)| values.contains(value));
                all.map(|(number, _, _)| number.clone()).collect()
            }
            Standing::Excluded => {
                let barred = self.bars.iter().find(|(_, values)| !values.contains(value)).map(|(number, _)| number);
                let own = barred.cloned().or_else(|| touching(LineKind::Without).next_back());
                let inner = || self.inner.iter().find_map(|inner| inner.of(value, standing).pop());
                own.or_else(inner).into_iter().collect()
            }
        }
    }
}

impl Judged {
    fn only(&self, value: usize) -> String {
        self.only.iter().find(|(values, _)| values.contains(value)).map_or_else(String::new, |(_, told)| told.clone())
    }

    fn standing(&self, value: usize) -> Standing {
        if self.included.contains(value) {
            Standing::Included
        } else if self.partly.contains(value) {
            Standing::Partly
        } else {
            Standing::Excluded
        }
    }
}

/// The codes of the year as a tree.
fn nodes(tree: &CodeTree, codes: &CodesOfYear, judged: &Judged, wanted: &dyn Fn(usize) -> bool) -> Vec<Node> {
    let mut beneath: Vec<Vec<usize>> = vec![Vec::new(); codes.known.len()];
    let mut roots = Vec::new();
    for value in (0..codes.known.len()).filter(|value| wanted(*value)) {
        match codes.parents[value] {
            Some(parent) if wanted(parent) => beneath[parent].push(value),
            _ => roots.push(value),
        }
    }
    roots.into_iter().map(|value| node(tree, codes, judged, &beneath, value)).collect()
}

fn leaves(tree: &CodeTree, codes: &CodesOfYear, judged: &Judged, wanted: &dyn Fn(usize) -> bool) -> Vec<Leaf> {
    let mut has_beneath = vec![false; codes.known.len()];
    codes.parents.iter().flatten().for_each(|parent| has_beneath[*parent] = true);
    let values = (0..codes.known.len()).filter(|value| !has_beneath[*value] && wanted(*value));
    let leaf = |value: usize| {
        let version = &tree.versions[codes.known[value]];
        let code = full_code(version);
        Leaf { code, title: version.title.clone(), standing: judged.standing(value), only: judged.only(value) }
    };
    values.map(leaf).collect()
}

/// The code, after what it stands under: `5.32.30 1 005`.
fn full_code(version: &CodeVersion) -> String {
    let scope = version.scope.join(" ");
    if scope.is_empty() { version.code.clone() } else { format!("{scope} {}", version.code) }
}

fn node(tree: &CodeTree, codes: &CodesOfYear, judged: &Judged, beneath: &[Vec<usize>], value: usize) -> Node {
    let version = &tree.versions[codes.known[value]];
    let code = full_code(version);
    let inner: Vec<Node> = beneath[value].iter().map(|below| node(tree, codes, judged, beneath, *below)).collect();
    let own = judged.standing(value);
    let title = version.title.clone();
    let Some(first) = inner.first() else {
        let (by, only) = (judged.reasons.of(value, own), judged.only(value));
        return Node { code, title, standing: own, by, only, beneath: inner, unshown: 0 };
    };
    let alike = inner.iter().all(|node| node.stands_as(first));
    if alike {
        let unshown = inner.iter().map(|node| 1 + node.unshown).sum();
        return Node { code, title, unshown, beneath: Vec::new(), ..first.clone() };
    }
    let same = inner.iter().all(|node| node.standing == first.standing);
    let standing = if same { first.standing } else { Standing::Partly };
    Node { code, title, standing, by: Vec::new(), only: String::new(), beneath: inner, unshown: 0 }
}
