//! `sammenligning`: averages, groups from files and by nearness, exclusions.
//!
//! Declared before the figures are built, so that they may name it; the figures that nearness is measured by are looked
//! up when all figures have their places.

use super::super::comparison::{Comparison, ComparisonGroup, ComparisonId, GroupMember, Potential};
use super::super::group_files;
use super::symbols::named;
use super::{Builder, CodeFile};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::problems::{CodeProblem, JoinProblem, Noun};
use crate::exact::whole;
use crate::source::Span;
use crate::syntax::tree::{Clause, ClauseKind, Code, Declaration, FigureName, Header, Name, PotentialLevel, Text};
use crate::text::fold;

impl Builder<'_> {
    pub fn comparisons(&mut self, declarations: &[&Declaration]) {
        for declaration in declarations.iter().filter(|declaration| declaration.header == Header::Comparison) {
            let Some(name) = &declaration.name else { continue };
            let comparison = self.comparison(name, &declaration.clauses);
            self.comparison_ids.insert(fold(&name.text), ComparisonId(self.model.comparisons.len()));
            self.model.comparisons.push(comparison);
        }
    }

    fn comparison(&mut self, name: &Name, clauses: &[Clause]) -> Comparison {
        let mut comparison = Comparison {
            name: named(name),
            national: None,
            region: None,
            group: None,
            lowest_first: None,
            excluded: Vec::new(),
            potential: None,
        };
        let has_group = clauses
            .iter()
            .any(|clause| matches!(clause.kind, ClauseKind::GroupFrom { .. } | ClauseKind::GroupNearest { .. }));
        for clause in clauses {
            match &clause.kind {
                ClauseKind::NationalAverage(kind) => comparison.national = Some(*kind),
                ClauseKind::RegionAverage(kind) => {
                    comparison.region = Some(*kind);
                    self.regions_are_known(clause.line);
                }
                ClauseKind::GroupFrom { size, file } => {
                    comparison.group = self.listed_group(*size, file).map(ComparisonGroup::Listed);
                }
                ClauseKind::RankOrder { lowest_first } => comparison.lowest_first = Some(*lowest_first),
                ClauseKind::ExcludeMunicipalities(codes) => {
                    comparison.excluded.extend(codes.iter().filter_map(|code| self.municipality_code(code)));
                }
                ClauseKind::Potential(level) => {
                    comparison.potential = self.potential(name, level, has_group, clause.line);
                }
                _ => {}
            }
        }
        comparison.excluded.sort();
        comparison.excluded.dedup();
        comparison
    }

    /// `gruppe 5 nærmeste kommuner efter a, b`, once all figures have their places.
    pub fn nearest_groups(&mut self, declarations: &[&Declaration]) {
        for declaration in declarations.iter().filter(|declaration| declaration.header == Header::Comparison) {
            let Some(name) = &declaration.name else { continue };
            let id = self.comparison_ids.get(&fold(&name.text)).copied();
            for clause in &declaration.clauses {
                let (Some(id), ClauseKind::GroupNearest { size, by }) = (id, &clause.kind) else { continue };
                let found: Vec<_> = by.iter().map(|figure| self.criterion(figure)).collect();
                if let Some(by) = found.into_iter().collect::<Option<Vec<_>>>() {
                    self.model.comparisons[id.0].group = Some(ComparisonGroup::Nearest { size: *size, by });
                }
            }
        }
    }

    fn criterion(&mut self, figure: &FigureName) -> Option<super::super::FigureReference> {
        let kinds = [Noun::KeyFigure, Noun::LinkedKeyFigure, Noun::Forecast];
        let found = self.symbols.find(&figure.name, &kinds, Noun::KeyFigure).map(|_| ());
        self.found(found)?;
        self.reference(figure)
    }

    fn regions_are_known(&mut self, line: Span) {
        let tree = &self.model.trees[self.model.municipalities.0];
        let has_region = tree.versions.iter().any(|version| super::super::comparison::region(version).is_some());
        if !has_region && !self.model.incomplete_trees.contains(&self.model.municipalities) {
            self.report(JoinProblem::NoRegions {}, line);
        }
    }

    fn municipality_code(&mut self, code: &Code) -> Option<String> {
        let tree = &self.model.trees[self.model.municipalities.0];
        match tree.resolve(&code.text) {
            Some(known) => Some(known.to_owned()),
            None => {
                if !self.model.incomplete_trees.contains(&self.model.municipalities) {
                    let problem = group_files::unknown_municipality(tree, &code.text);
                    self.report(problem, code.span);
                }
                None
            }
        }
    }

    fn potential(&mut self, name: &Name, level: &PotentialLevel, has_group: bool, line: Span) -> Option<Potential> {
        match level {
            PotentialLevel::NationalAverage => Some(Potential::NationalAverage),
            PotentialLevel::GroupAverage if has_group => Some(Potential::GroupAverage),
            PotentialLevel::GroupAverage => {
                self.report(JoinProblem::PotentialWithoutGroup { comparison: name.text.clone() }, line);
                None
            }
            PotentialLevel::Percentile(number) if number.value <= whole(100) => {
                Some(Potential::Percentile(number.value.clone()))
            }
            PotentialLevel::Percentile(number) => {
                let percentile = self.text_of(number.span);
                self.report(JoinProblem::PercentileOutside { percentile }, number.span);
                None
            }
        }
    }

    fn listed_group(&mut self, size: u32, path: &Text) -> Option<Vec<GroupMember>> {
        let file = path.value.clone();
        let problem = match self.code_files.get(&path.value) {
            Some(CodeFile::Read(id)) => {
                let tree = &self.model.trees[self.model.municipalities.0];
                let complete = !self.model.incomplete_trees.contains(&self.model.municipalities);
                let (members, problems) = group_files::read(*id, self.files.file(*id), size, tree, complete);
                self.problems.extend(problems);
                return Some(members);
            }
            Some(CodeFile::Unreadable { reason }) => CodeProblem::FileUnreadable { file, reason: reason.clone() },
            Some(CodeFile::Outside) => CodeProblem::FileOutside { file },
            Some(CodeFile::Missing { nearest }) => CodeProblem::FileMissing { file, nearest: nearest.clone() },
            None => CodeProblem::FileMissing { file, nearest: None },
        };
        self.problems.push(Diagnostic::new(problem, path.span));
        None
    }

    /// The sammenligning that a nøgletal names.
    pub fn compared_by(&mut self, clauses: &[Clause]) -> Option<super::super::comparison::Compared> {
        let clause = super::formulas::all_clauses(clauses).find(|c| matches!(c.kind, ClauseKind::ComparedBy(_)))?;
        let ClauseKind::ComparedBy(name) = &clause.kind else { return None };
        let found = self.symbols.find(name, &[Noun::Comparison], Noun::Comparison).map(|_| ());
        self.found(found)?;
        let by = *self.comparison_ids.get(&fold(&name.text))?;
        Some(super::super::comparison::Compared { by, span: clause.line })
    }
}
