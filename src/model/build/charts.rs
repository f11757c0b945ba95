//! `kontoplan` and `kodeliste`: their code trees, from files and from entries.

use super::super::code_files::{self, Shape};
use super::super::codes::{CodeTree, CodeVersion};
use super::super::municipalities::municipalities;
use super::super::years::Years;
use super::super::{Chart, TreeId};
use super::symbols::named;
use super::{Builder, CodeFile, title};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::nearest;
use crate::diagnostics::problems::{CodeProblem, FormProblem, NameProblem, Noun};
use crate::syntax::tree::{Clause, ClauseKind, Code, Declaration, Header, Name, Text};
use crate::text::fold;

impl Builder<'_> {
    pub fn charts(&mut self, declarations: &[&Declaration]) {
        for declaration in declarations.iter().filter(|declaration| declaration.header == Header::CodeList) {
            self.code_list(declaration);
        }
        self.municipality_list();
        for declaration in declarations.iter().filter(|declaration| declaration.header == Header::ChartOfAccounts) {
            self.chart(declaration);
        }
    }

    /// A project may declare its own list of kommuner; otherwise the built-in one holds.
    fn municipality_list(&mut self) {
        let declared = self.lists.get("kommune").copied();
        self.model.municipalities = declared.unwrap_or_else(|| self.add_tree(municipalities(), false));
    }

    fn add_tree(&mut self, tree: CodeTree, incomplete: bool) -> TreeId {
        let id = TreeId(self.model.trees.len());
        self.model.trees.push(tree);
        if incomplete {
            self.model.incomplete_trees.insert(id);
        }
        id
    }

    fn code_list(&mut self, declaration: &Declaration) {
        let Some(name) = &declaration.name else { return };
        let from_file = declaration.clauses.iter().find_map(|clause| match &clause.kind {
            ClauseKind::CodesFrom { file, .. } => Some(file),
            _ => None,
        });
        let entries: Vec<(&Code, &Text)> = declaration
            .clauses
            .iter()
            .filter_map(|clause| match &clause.kind {
                ClauseKind::Entry { code, title } => Some((code, title)),
                _ => None,
            })
            .collect();
        let groups = declaration.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Group { .. }));
        if groups && entries.is_empty() && from_file.is_none() {
            self.duplicate_groups(declaration);
            return;
        }
        if entries.is_empty() && from_file.is_none() && !declaration.broken {
            let problem = FormProblem::OneClauseNeeded {
                declaration: "kodeliste".to_string(),
                name: name.text.clone(),
                clauses: vec!["kode \"tekst\"".to_string(), "koder fra".to_string()],
            };
            self.report(problem, declaration.header_span);
        }
        let (tree, complete) = match from_file {
            Some(file) => self.tree_from_file(file, &Shape::list(&name.text)),
            None => (self.tree_of_entries(name, &entries), true),
        };
        let id = self.add_tree(tree, declaration.broken || !complete);
        self.lists.insert(fold(&name.text), id);
    }

    fn tree_of_entries(&mut self, name: &Name, entries: &[(&Code, &Text)]) -> CodeTree {
        let mut versions: Vec<CodeVersion> = Vec::new();
        for (code, title) in entries {
            if let Some(first) = versions.iter().find(|version| version.code == code.text) {
                let problem = CodeProblem::DuplicateCode { code: code.text.clone(), years: Vec::new() };
                let first = first.span;
                self.problems.push(Diagnostic::new(problem, code.span).related(first, "first"));
                continue;
            }
            versions.push(CodeVersion {
                code: code.text.clone(),
                scope: Vec::new(),
                parent: None,
                level: 0,
                title: title.value.clone(),
                years: Years::ALL,
                replaced_by: None,
                further: Vec::new(),
                span: code.span,
            });
        }
        CodeTree::new(name.text.clone(), vec![name.text.clone()], Vec::new(), versions)
    }

    fn duplicate_groups(&mut self, declaration: &Declaration) {
        let mut seen: Vec<&Text> = Vec::new();
        for clause in &declaration.clauses {
            let ClauseKind::Group { title, .. } = &clause.kind else { continue };
            match seen.iter().find(|first| first.value == title.value) {
                Some(first) => {
                    let problem = CodeProblem::DuplicateCode { code: title.value.clone(), years: Vec::new() };
                    self.problems.push(Diagnostic::new(problem, title.span).related(first.span, "first"));
                }
                None => seen.push(title),
            }
        }
    }

    fn chart(&mut self, declaration: &Declaration) {
        let Some(name) = &declaration.name else { return };
        let mut trees: Vec<TreeId> = Vec::new();
        for clause in &declaration.clauses {
            if let ClauseKind::CodesFrom { file, levels, under } = &clause.kind {
                let id = self.dimension(name, file, levels, under, &trees, declaration.broken);
                trees.extend(id);
            }
        }
        let short_forms = self.short_forms(name, &declaration.clauses, &trees);
        self.model.charts.push(Chart {
            name: named(name),
            title: title(&declaration.clauses),
            publisher: publisher(&declaration.clauses),
            trees,
            short_forms,
        });
    }

    fn dimension(
        &mut self,
        chart: &Name,
        file: &Text,
        levels: &[Name],
        under: &[Name],
        trees: &[TreeId],
        broken: bool,
    ) -> Option<TreeId> {
        let mut scopes = Vec::new();
        for level in under {
            let tree = trees.iter().find(|tree| self.has_level(**tree, &level.text)).copied();
            match tree {
                Some(tree) => scopes.push((level.text.clone(), tree)),
                None => {
                    self.unknown_level(chart, level, trees);
                    return None;
                }
            }
        }
        let level_names: Vec<String> = levels.iter().map(|level| level.text.clone()).collect();
        let scope_trees: Vec<(String, CodeTree)> =
            scopes.into_iter().map(|(level, tree)| (level, self.model.trees[tree.0].clone())).collect();
        let under = scope_trees.iter().map(|(level, tree)| (level.clone(), tree)).collect();
        let (tree, complete) = self.tree_from_file(file, &Shape::chart(level_names, under));
        Some(self.add_tree(tree, broken || !complete))
    }

    fn has_level(&self, tree: TreeId, level: &str) -> bool {
        self.model.trees[tree.0].levels.iter().any(|known| fold(known) == fold(level))
    }

    fn unknown_level(&mut self, chart: &Name, level: &Name, trees: &[TreeId]) {
        let known: Vec<String> =
            trees.iter().flat_map(|tree| self.model.trees[tree.0].levels.iter().cloned()).collect();
        let near = nearest(&level.text, known.iter().map(String::as_str)).map(str::to_string);
        let problem =
            NameProblem::UnknownLevel { chart: chart.text.clone(), level: level.text.clone(), nearest: near, known };
        self.report(problem, level.span);
    }

    /// The tree of a code file, and whether all of it could be read.
    fn tree_from_file(&mut self, path: &Text, shape: &Shape) -> (CodeTree, bool) {
        let file = path.value.clone();
        let problem = match self.code_files.get(&path.value) {
            Some(CodeFile::Read(id)) => {
                let (tree, problems) = code_files::read(*id, self.files.file(*id), shape);
                let complete = problems.iter().all(|problem| !problem.is_error());
                self.problems.extend(problems);
                return (tree, complete);
            }
            Some(CodeFile::Unreadable { reason }) => CodeProblem::FileUnreadable { file, reason: reason.clone() },
            Some(CodeFile::Outside) => CodeProblem::FileOutside { file },
            Some(CodeFile::Missing { nearest }) => CodeProblem::FileMissing { file, nearest: nearest.clone() },
            None => CodeProblem::FileMissing { file, nearest: None },
        };
        self.report(problem, path.span);
        let levels = shape.levels.clone();
        let under = shape.under.iter().map(|(level, _)| level.clone()).collect();
        (CodeTree::new(shape.name.clone(), levels, under, Vec::new()), false)
    }

    fn short_forms(&mut self, chart: &Name, clauses: &[Clause], trees: &[TreeId]) -> Vec<(String, String)> {
        let mut forms = Vec::new();
        for clause in clauses {
            let ClauseKind::ShortForms(written) = &clause.kind else { continue };
            for form in written {
                if trees.iter().any(|tree| self.has_level(*tree, &form.level.text)) {
                    forms.push((form.short.text.clone(), form.level.text.clone()));
                } else {
                    self.unknown_level(chart, &form.level, trees);
                }
            }
        }
        forms
    }

    /// What a loop's `i <list>` or a dimension word names: the chart by name, when it is one.
    pub fn chart_named(&self, name: &Name) -> Option<&Chart> {
        self.model.charts.iter().find(|chart| chart.name.sql == fold(&name.text))
    }

    /// Whether the name is a chart's or a list's, marking it used; reports when it is neither.
    pub fn chart_or_list(&mut self, name: &Name) -> Option<Noun> {
        let kinds = [Noun::ChartOfAccounts, Noun::CodeList];
        let found = self.symbols.find(name, &kinds, Noun::CodeList).map(|symbol| symbol.kind);
        self.found(found).flatten()
    }
}

fn publisher(clauses: &[Clause]) -> Option<String> {
    clauses.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Publisher(text) => Some(text.value.clone()),
        _ => None,
    })
}
