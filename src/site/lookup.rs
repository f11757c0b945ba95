//! Where everything that is defined has its page, and who asks for what: found once for all pages.
//!
//! In: a model. Out: [`Lookup`]. Guaranteed now: two codes never share an address; lists are in the order of declaration.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::{Value, context};

use super::{Site, paths};
use crate::describe::account_uses::{AccountUses, Use};
use crate::model::rule::RequirementKind;
use crate::model::{
    BaseFigureId, ColumnKind, Condition, FigureId, Model, Part, PopulationId, RuleId, Selection, SourceId, TreeId,
};

#[derive(Debug, Default)]
pub struct Lookup {
    pub uses: AccountUses,
    /// The chart that a tree belongs to, as an index; code lists have none.
    pub chart_of: BTreeMap<TreeId, usize>,
    /// The codes of each tree with their addresses, in tree order.
    pub accounts: BTreeMap<TreeId, Vec<Account>>,
    /// The place of a code among its tree's accounts.
    places: BTreeMap<TreeId, BTreeMap<String, usize>>,
    /// By tree and version: the uses, as indexes, that count rows of the code and ask for it.
    used: BTreeMap<TreeId, Vec<Vec<u32>>>,
    /// The nøgletal that count rows of a tree's codes without asking which.
    pub free: BTreeMap<TreeId, BTreeSet<FigureId>>,
    /// The codes that a code took over from.
    pub taken_over: BTreeMap<TreeId, BTreeMap<String, BTreeSet<String>>>,
    /// Who inserts a filter, by its folded name.
    pub inserted_by: BTreeMap<String, Users>,
    /// The page of a declaration, by its name.
    pages: BTreeMap<String, String>,
}

/// A code with a page of its own.
#[derive(Debug, Clone)]
pub struct Account {
    pub code: String,
    pub path: String,
    /// Indexes in its tree's versions, by year.
    pub versions: Vec<usize>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Users {
    pub figures: BTreeSet<FigureId>,
    pub base_figures: BTreeSet<BaseFigureId>,
    pub filters: BTreeSet<usize>,
    pub rules: BTreeSet<RuleId>,
    pub sources: BTreeSet<SourceId>,
    pub populations: BTreeSet<PopulationId>,
}

impl Lookup {
    pub fn new(model: &Model) -> Lookup {
        let mut lookup = Lookup { uses: AccountUses::new(model), ..Lookup::default() };
        for (index, chart) in model.charts.iter().enumerate() {
            chart.trees.iter().for_each(|tree| {
                lookup.chart_of.insert(*tree, index);
            });
        }
        for tree in (0..model.trees.len()).map(TreeId) {
            lookup.find_accounts(model, tree);
            let ended = model.tree(tree).versions.iter().filter_map(|one| Some((one, one.replaced_by.as_deref()?)));
            for (former, successor) in ended.flat_map(|(one, by)| codes_of(by).map(move |by| (one, by))) {
                let over = lookup.taken_over.entry(tree).or_default().entry(successor.to_owned()).or_default();
                over.insert(former.code.clone());
            }
        }
        lookup.find_used(model);
        lookup.find_pages(model);
        lookup.find_inserted(model);
        lookup
    }

    /// A gruppering stands on the page of its funktion; other codes of charts have their own.
    fn find_accounts(&mut self, model: &Model, tree: TreeId) {
        let (codes, mut taken) = (model.tree(tree), BTreeSet::new());
        let Some(chart) = self.chart_of.get(&tree).filter(|_| codes.under.is_empty()) else { return };
        let chart = &model.charts[*chart].name.sql;
        let mut accounts: Vec<Account> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for (version, of) in codes.versions.iter().enumerate() {
            let place = *places.entry(of.code.clone()).or_insert_with(|| {
                let slug = paths::slug(&of.code);
                let free = std::iter::once(slug.clone()).chain((2..).map(|number| format!("{slug}-{number}")));
                let slug = free.into_iter().find(|slug| taken.insert(slug.clone())).unwrap_or(slug);
                let path = paths::account(chart, &codes.name, &slug);
                accounts.push(Account { code: of.code.clone(), path, versions: Vec::new() });
                accounts.len() - 1
            });
            accounts[place].versions.push(version);
        }
        self.accounts.insert(tree, accounts);
        self.places.insert(tree, places);
    }

    fn find_used(&mut self, model: &Model) {
        for (index, of) in self.uses.uses.iter().enumerate() {
            for (tree, versions) in self.uses.versions_taken(of) {
                let empty = || vec![Vec::new(); model.tree(tree).versions.len()];
                let used = self.used.entry(tree).or_insert_with(empty);
                versions.values().for_each(|version| used[version].push(index as u32));
            }
            for column in &model.source(self.uses.source(of)).columns {
                if let ColumnKind::Codes { tree, .. } = column.kind
                    && self.uses.is_free(of, tree)
                {
                    self.free.entry(tree).or_default().insert(of.figure.figure);
                }
            }
        }
    }

    /// The uses that ask for some of these versions, in order.
    pub fn users(&self, tree: TreeId, versions: &[usize]) -> impl Iterator<Item = &Use> {
        let lists = self.used.get(&tree);
        let all: BTreeSet<u32> =
            versions.iter().flat_map(|version| lists.into_iter().flat_map(|l| &l[*version])).copied().collect();
        all.into_iter().map(|index| &self.uses.uses[index as usize])
    }

    /// How many nøgletal ask for some of these versions.
    pub fn number_of_users(&self, tree: TreeId, versions: &[usize]) -> usize {
        self.users(tree, versions).map(|of| of.figure.figure).collect::<BTreeSet<_>>().len()
    }

    fn find_pages(&mut self, model: &Model) {
        let named = |name: &crate::model::Named, path: String| (name.text.clone(), path);
        let sources = model.sources.iter().map(|one| named(&one.name, paths::source(&one.name.sql)));
        let bases = model.base_figures.iter().map(|one| named(&one.name, paths::base_figure(&one.name.sql)));
        let filters = model.filters.iter().map(|one| named(&one.name, paths::filter(&one.name.sql)));
        let figures = model.declared_figures().map(|one| named(&one.name, paths::figure(&one.name.sql)));
        let rules = model.rules.iter().map(|one| named(&one.name, paths::rule(model, one)));
        self.pages = rules.chain(filters).chain(sources).chain(bases).chain(figures).collect();
    }

    fn find_inserted(&mut self, model: &Model) {
        let (mut found, users) = (BTreeMap::new(), &mut self.inserted_by);
        for (index, figure) in model.figures.iter().enumerate().filter(|(_, figure)| !figure.of_rule) {
            for part in figure.editions.iter().flat_map(|edition| edition.parts()) {
                inserted_in_part(part, &mut found);
            }
            add(users, &mut found, |users| {
                users.figures.insert(FigureId(index));
            });
        }
        for (index, base) in model.base_figures.iter().enumerate() {
            base.parts.iter().for_each(|version| inserted_in_part(&version.value, &mut found));
            add(users, &mut found, |users| {
                users.base_figures.insert(BaseFigureId(index));
            });
        }
        for (index, filter) in model.filters.iter().enumerate() {
            let versions = filter.reading.iter().flat_map(|(_, versions)| versions);
            versions.for_each(|version| inserted(&version.value, &mut found));
            add(users, &mut found, |users| {
                users.filters.insert(index);
            });
        }
        for (index, population) in model.populations.iter().enumerate() {
            population.rows.iter().for_each(|version| inserted(&version.value, &mut found));
            add(users, &mut found, |users| {
                users.populations.insert(PopulationId(index));
            });
        }
        for (index, source) in model.sources.iter().enumerate() {
            if let crate::model::Origin::Derived(derivation) = &source.origin {
                derivation.rows.iter().for_each(|version| inserted(&version.value, &mut found));
            }
            add(users, &mut found, |users| {
                users.sources.insert(SourceId(index));
            });
        }
        for (index, rule) in model.rules.iter().enumerate() {
            for requirement in rule.editions.iter().flat_map(|edition| &edition.requirements) {
                if let RequirementKind::Rows(checked) = &requirement.kind {
                    inserted(&checked.selection, &mut found);
                }
                for figure in requirement.kind.figures().into_iter().map(|id| model.figure(id)) {
                    let parts = figure.editions.iter().flat_map(|edition| edition.parts());
                    parts.filter(|_| figure.of_rule).for_each(|part| inserted_in_part(part, &mut found));
                }
            }
            add(users, &mut found, |users| {
                users.rules.insert(RuleId(index));
            });
        }
    }

    /// The page of a code; none of code lists and of codes that are not there.
    pub fn account(&self, tree: TreeId, code: &str) -> Option<&Account> {
        self.accounts.get(&tree)?.get(*self.places.get(&tree)?.get(code)?)
    }

    /// The page of a declaration by its name as written.
    pub fn page(&self, name: &str) -> Option<&str> {
        self.pages.get(name).map(String::as_str)
    }
}

/// The codes of `afløst_af`, which may be several: `5.30, 5.38`.
pub fn codes_of(replaced_by: &str) -> impl Iterator<Item = &str> {
    replaced_by.split([',', ';', ' ']).map(str::trim).filter(|code| !code.is_empty())
}

type Found = BTreeMap<String, ()>;

fn add(users: &mut BTreeMap<String, Users>, found: &mut Found, mut add: impl FnMut(&mut Users)) {
    std::mem::take(found).into_keys().for_each(|filter| add(users.entry(filter).or_default()));
}

fn inserted_in_part(part: &Part, found: &mut Found) {
    if let Part::Rows(rows) = part {
        rows.versions.iter().for_each(|version| inserted(&version.value.selection, found));
    }
}

/// The filters that lines insert, without those that these insert in turn.
fn inserted(selection: &Selection, found: &mut Found) {
    for condition in selection.lines.iter().flat_map(|line| &line.conditions) {
        if let Condition::Inserted { filter, .. } = condition {
            found.insert(crate::text::fold(filter), ());
        }
    }
}

/// A link for a template.
pub fn link(title: impl AsRef<str>, path: impl AsRef<str>) -> Value {
    context! { titel => title.as_ref(), sti => path.as_ref() }
}

impl Site<'_> {
    pub fn figure_link(&self, id: FigureId) -> Value {
        let figure = self.model.figure(id);
        link(super::figure::title(figure), paths::figure(&figure.name.sql))
    }

    pub fn source_link(&self, id: SourceId) -> Value {
        let source = self.model.source(id);
        link(source.title.as_ref().unwrap_or(&source.name.text), paths::source(&source.name.sql))
    }

    pub fn base_figure_link(&self, id: BaseFigureId) -> Value {
        let base = self.model.base_figure(id);
        link(base.title.as_ref().unwrap_or(&base.name.text), paths::base_figure(&base.name.sql))
    }

    pub fn rule_link(&self, id: RuleId) -> Value {
        let rule = self.model.rule(id);
        link(&rule.title, paths::rule(self.model, rule))
    }

    pub fn filter_link(&self, index: usize) -> Value {
        let filter = &self.model.filters[index];
        link(filter.title.as_ref().unwrap_or(&filter.name.text), paths::filter(&filter.name.sql))
    }

    /// The list of a tree's codes: its chart's page, or the code list's.
    pub fn tree_link(&self, tree: TreeId) -> Value {
        let codes = self.model.tree(tree);
        match self.lookup.chart_of.get(&tree) {
            Some(chart) => {
                let chart = &self.model.charts[*chart];
                let title = chart.title.as_ref().unwrap_or(&chart.name.text);
                let place = paths::slug(&codes.name);
                link(format!("{}: {title}", codes.name), format!("{}#{place}", paths::chart(&chart.name.sql)))
            }
            None => link(&codes.name, paths::code_list(&codes.name)),
        }
    }
}
