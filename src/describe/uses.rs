//! Which nøgletal use an account.
//!
//! In: an account: codes of some dimensions, the others free. Out: every use, with its years. Guaranteed now: a use is
//! told when a row of the account can count, in the chart of those years.

use std::collections::{BTreeMap, BTreeSet};

use super::{Reached, Role, reference_name, rows_of_value};
use crate::model::account_set::domains::DomainKind;
use crate::model::account_set::{AccountSets, Bits, Mentioned, SetId, Sets, from_selection::Members};
use crate::model::codes::CodeSelector;
use crate::model::years::{Years, between, joined};
use crate::model::{
    ColumnKind, Condition, FigureId, FigureReference, KeyFigure, Model, RowsVersion, Selection, SourceId, TreeId,
};

/// Codes, one per dimension.
pub type Account = [(TreeId, String)];

/// A nøgletal in which an account counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountUse {
    /// As the language writes it, `udgift_pr_borger[5.28]`.
    pub figure: String,
    pub role: Role,
    /// The grundtal or nøgletal that it counts through.
    pub through: Option<String>,
    pub source: String,
    /// Only some of the account's rows count.
    pub in_part: bool,
    /// Years of the nøgletal; a term `året før` reads the account a year earlier.
    pub years: Vec<Years>,
}

/// Every use, by the figures' order of declaration.
pub fn uses(model: &Model, account: &Account) -> Vec<AccountUse> {
    let mut search = Search { model, account, mentioned: mentioned(model), arenas: BTreeMap::new(), found: Vec::new() };
    for (index, figure) in model.figures.iter().enumerate() {
        let members: Vec<Option<usize>> = match &figure.family {
            Some(family) => (0..family.members.len()).map(Some).collect(),
            None => vec![None],
        };
        for member in members {
            search.figure(FigureReference { figure: FigureId(index), member }, figure);
        }
    }
    search.found
}

struct Search<'a> {
    model: &'a Model,
    account: &'a Account,
    mentioned: BTreeMap<SourceId, Mentioned>,
    arenas: BTreeMap<(SourceId, i32), AccountSets<'a>>,
    found: Vec<AccountUse>,
}

impl<'a> Search<'a> {
    fn figure(&mut self, reference: FigureReference, figure: &'a KeyFigure) {
        let name = reference_name(self.model, reference);
        for edition in &figure.editions {
            let mut reached = Vec::new();
            rows_of_value(self.model, &edition.value, &mut |rows| reached.push(rows));
            for rows in reached {
                self.rows(&name, reference, &rows, edition.years);
            }
        }
    }

    fn rows(&mut self, name: &str, reference: FigureReference, reached: &Reached<'a>, valid: Years) {
        let of = reached.of.unwrap_or(reference);
        let members = Members { family: self.model.figure(of.figure).family.as_ref(), member: of.member };
        for version in &reached.rows.versions {
            let Some(years) = version.years.intersect(valid) else { continue };
            let (mut some, mut all) = (Vec::new(), true);
            for epoch in between(&changes(self.model, &version.value), years) {
                match self.overlap(&version.value, members, epoch.example()) {
                    Overlap::None => {}
                    Overlap::Part => {
                        some.push(epoch);
                        all = false;
                    }
                    Overlap::Whole => some.push(epoch),
                }
            }
            if !some.is_empty() {
                self.add(AccountUse {
                    figure: name.to_owned(),
                    role: reached.path.role,
                    through: reached.path.through.map(str::to_owned),
                    source: self.model.source(version.value.source).name.text.clone(),
                    in_part: !all,
                    years: joined(some),
                });
            }
        }
    }

    /// The same use in another udgave only adds years.
    fn add(&mut self, new: AccountUse) {
        let same = |old: &&mut AccountUse| {
            (&old.figure, old.role, &old.through, &old.source, old.in_part)
                == (&new.figure, new.role, &new.through, &new.source, new.in_part)
        };
        match self.found.iter_mut().find(same) {
            Some(old) => old.years = joined(old.years.iter().chain(&new.years).copied()),
            None => self.found.push(new),
        }
    }

    fn overlap(&mut self, part: &'a RowsVersion, members: Members<'a>, year: i32) -> Overlap {
        let mentioned = &self.mentioned[&part.source];
        let model = self.model;
        let arena = self
            .arenas
            .entry((part.source, year))
            .or_insert_with(|| AccountSets::new(model, part.source, year, mentioned));
        let Some(account) = account_set(arena, self.account) else { return Overlap::None };
        let selected = arena.selection(&part.selection, members, year);
        if !arena.sets.overlaps(selected, account) {
            Overlap::None
        } else if arena.sets.contains(selected, account) {
            Overlap::Whole
        } else {
            Overlap::Part
        }
    }
}

enum Overlap {
    None,
    Part,
    Whole,
}

/// The account's rows; nothing when the source has none of its dimensions, or a code is unknown in the year.
fn account_set(arena: &mut AccountSets, account: &Account) -> Option<SetId> {
    let mut set = Sets::FULL;
    let mut asked = false;
    for (tree, code) in account {
        for dimension in 0..arena.domains().len() {
            let domain = &arena.domains()[dimension];
            let DomainKind::Codes { tree: own, codes } = &domain.kind else { continue };
            if own != tree {
                continue;
            }
            let chosen = codes.selected(arena.model.tree(*tree), &[CodeSelector::One(code.clone())]);
            let values = chosen.iter().enumerate().filter(|(_, chosen)| **chosen).map(|(value, _)| value);
            let bits = Bits::of(domain.size(), values);
            let literal = arena.sets.literal(dimension, &bits);
            set = arena.sets.intersection(set, literal);
            asked = true;
        }
    }
    (asked && !arena.sets.is_empty(set)).then_some(set)
}

/// What all selections over each source mention.
pub(super) fn mentioned(model: &Model) -> BTreeMap<SourceId, Mentioned> {
    let sources = (0..model.sources.len()).map(|index| (SourceId(index), Mentioned::default()));
    let mut mentioned: BTreeMap<SourceId, Mentioned> = sources.collect();
    for figure in &model.figures {
        for edition in &figure.editions {
            rows_of_value(model, &edition.value, &mut |reached| {
                let family = reached.of.map_or(figure.family.as_ref(), |of| model.figure(of.figure).family.as_ref());
                for version in &reached.rows.versions {
                    mentioned.entry(version.value.source).or_default().selection(&version.value.selection, family);
                }
            });
        }
    }
    mentioned
}

/// The years in which what a part selects may become something else.
pub(super) fn changes(model: &Model, part: &RowsVersion) -> BTreeSet<i32> {
    let trees = model.source(part.source).columns.iter().filter_map(|column| match column.kind {
        ColumnKind::Codes { tree, .. } => Some(tree),
        _ => None,
    });
    let mut starts: BTreeSet<i32> = trees.flat_map(|tree| model.tree(tree).change_years()).collect();
    lines_change(&part.selection, &mut starts);
    starts
}

fn lines_change(selection: &Selection, starts: &mut BTreeSet<i32>) {
    let mut add = |years: Years| starts.extend(years.from.into_iter().chain(years.to.map(|to| to.saturating_add(1))));
    let mut inserted = Vec::new();
    for line in &selection.lines {
        add(line.years);
        for condition in &line.conditions {
            if let Condition::Inserted { versions, .. } = condition {
                versions.iter().for_each(|version| add(version.years));
                inserted.extend(versions.iter().map(|version| &version.value));
            }
        }
    }
    inserted.into_iter().for_each(|selection| lines_change(selection, starts));
}
