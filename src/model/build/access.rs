//! `adgang`, and which one a nøgletal follows.

use super::super::access::{Access, AccessId, MaySee};
use super::formulas::all_clauses;
use super::symbols::named;
use super::{Builder, title};
use crate::diagnostics::problems::{FormProblem, Noun, PrivacyProblem};
use crate::syntax::tree::{ClauseKind, Declaration, Header, Visible};
use crate::text::fold;

impl Builder<'_> {
    pub fn accesses(&mut self, declarations: &[&Declaration]) {
        for declaration in declarations.iter().filter(|declaration| declaration.header == Header::Access) {
            let Some(name) = &declaration.name else { continue };
            let lines = declaration.clauses.iter().filter_map(|clause| match &clause.kind {
                ClauseKind::MaySee { who, what } => {
                    Some(MaySee { who: who.value.clone(), what: what.clone(), span: clause.line })
                }
                _ => None,
            });
            let lines: Vec<MaySee> = lines.collect();
            if lines.is_empty() && !declaration.broken {
                let problem = FormProblem::ClauseMissing {
                    declaration: "adgang".to_owned(),
                    name: name.text.clone(),
                    clause: "… ser …".to_owned(),
                };
                self.report(problem, declaration.header_span);
            }
            for line in lines.iter().filter(|line| line.what.contains(&Visible::AllRows)) {
                if !line.is_own_municipality() {
                    self.report(PrivacyProblem::RowsShownToOthers { who: line.who.clone() }, line.span);
                }
            }
            let id = AccessId(self.model.accesses.len());
            self.access_ids.insert(fold(&name.text), id);
            self.model.accesses.push(Access { name: named(name), title: title(&declaration.clauses), lines });
        }
    }

    /// `adgang efter standard`
    pub fn access(&mut self, declaration: &Declaration) -> Option<AccessId> {
        let name = all_clauses(&declaration.clauses).find_map(|clause| match &clause.kind {
            ClauseKind::AccessBy(name) => Some(name),
            _ => None,
        })?;
        let found = self.symbols.find(name, &[Noun::Access], Noun::Access).map(|_| ());
        self.found(found)?;
        self.access_ids.get(&fold(&name.text)).copied()
    }
}
