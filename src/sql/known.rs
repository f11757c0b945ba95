//! Stored texts as codes: what they stand for in the row's own year.
//!
//! In: the columns of codes of a [`SourcePlan`] and a relation with their stored texts and `aar`. Out: relations with the
//! codes beside them. Guaranteed now: a text that stands for no code of that year gives the empty one.

use super::layout::{Relation, select};
use super::writer::Writer;
use crate::plan::{CodeColumn, SourcePlan};

impl Writer<'_> {
    /// Adds the relations in which stored texts become codes; the name of the last one.
    pub fn known_codes(&self, source: &SourcePlan, from: &'static str, relations: &mut Vec<Relation>) -> &'static str {
        let (free, under): (Vec<&CodeColumn>, Vec<&CodeColumn>) =
            source.codes.iter().partition(|column| column.under.is_empty() && !column.unknowable);
        let known: Vec<&CodeColumn> = source.roles.iter().chain(free).collect();
        relations.push(Relation::new("kendt", "Koder, der findes i rækkens eget år", self.known(&known, from)));
        if under.is_empty() {
            return "kendt";
        }
        let about = "Koder, der hører under andre koder i rækken";
        relations.push(Relation::new("kendt_under", about, self.known(&under, "kendt")));
        "kendt_under"
    }

    /// The codes that stored texts stand for.
    fn known(&self, columns: &[&CodeColumn], from: &str) -> String {
        let mut selected = vec!["r.*".to_owned()];
        let mut joins = format!("FROM {from} AS r");
        for (number, column) in columns.iter().enumerate() {
            let name = self.name(&column.name);
            if column.unknowable {
                selected.push(format!("{} AS {name}", self.dialect.empty_text()));
                continue;
            }
            let alias = format!("k{}", number + 1);
            let list = &self.plan.code_lists[column.list].name;
            let scope: String = match column.under.as_slice() {
                [] => String::new(),
                under => {
                    let scope: Vec<String> = under.iter().map(|above| format!("r.{}", self.name(above))).collect();
                    format!("\n  AND {alias}.omfang = {}", self.dialect.concat(&joined_by_bars(&scope)))
                }
            };
            joins.push_str(&format!(
                "\nLEFT JOIN {} AS {alias}\n  ON {alias}.liste = {} AND {alias}.lagret = r.{} AND r.aar BETWEEN {alias}.fra AND {alias}.til{scope}",
                self.object("koder"),
                self.text(list),
                self.name(&column.raw)
            ));
            selected.push(format!("COALESCE({alias}.kode, {}) AS {name}", self.dialect.empty_text()));
        }
        select(&selected, &joins)
    }
}

/// `a`, `'|'`, `b`
fn joined_by_bars(texts: &[String]) -> Vec<String> {
    let mut parts = Vec::new();
    for text in texts {
        if !parts.is_empty() {
            parts.push("'|'".to_owned());
        }
        parts.push(text.clone());
    }
    parts
}
