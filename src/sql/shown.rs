//! Views to be read, where what they are made of keeps amounts otherwise than people read them.
//!
//! In: a plan, and an engine that has no decimals. Out: a view `<skema>_…` of each object that others read. Guaranteed now:
//! the same rows as in the object itself; no amount is another number than the one that is kept.

use super::Statement;
use super::comparison::{AMOUNTS, COLUMNS};
use super::layout::{comment, select};
use super::writer::{Object, Writer};

/// The columns of these tables that hold amounts.
const OF_RESULTS: [&str; 3] = ["taeller", "naevner", "resultat"];
const RESULTS: [&str; 9] =
    ["noegletal", "udgave", "kommune", "periode", "periode_start", "taeller", "naevner", "resultat", "status"];

impl Writer<'_> {
    /// Nothing where objects hold what people read.
    pub fn readable_views(&self) -> Vec<Statement> {
        if self.dialect.shown_amount("x").is_none() {
            return Vec::new();
        }
        let mut statements = self.shown_view("resultat", "resultater", &RESULTS.map(str::to_owned), &OF_RESULTS);
        statements.extend(self.shown_view("sammenligning", "sammenligning", &COLUMNS.map(str::to_owned), &AMOUNTS));
        for (name, about) in [("brud", "brud"), ("katalog", "katalog")] {
            statements.extend(self.shown_view(name, about, &["*".to_owned()], &[]));
        }
        for figure in self.plan.figures.iter().filter(|figure| !figure.of_rule) {
            let columns: Vec<String> =
                self.published_columns(figure).into_iter().chain(["status".to_owned()]).collect();
            let about = format!("nøgletal {}", figure.name);
            statements.extend(self.shown_view(&format!("nt_{}", figure.name), &about, &columns, &OF_RESULTS));
            if self.has_drill_down(figure) {
                statements.extend(self.shown_drill_down(figure));
            }
        }
        statements
    }

    fn shown_view(&self, name: &str, about: &str, columns: &[String], amounts: &[&str]) -> Vec<Statement> {
        let one = |column: &String| match self.dialect.shown_amount(column) {
            Some(shown) if amounts.contains(&column.as_str()) => format!("{shown} AS {column}"),
            _ => column.clone(),
        };
        let columns: Vec<String> = columns.iter().map(one).collect();
        let from = self.object(&self.fitting(name));
        self.view(
            &self.shown_object(name, about),
            &comment(&[format!("Til læsning: {about}")]),
            &select(&columns, &format!("FROM {from}")),
        )
    }

    /// `beloeb` is text there, exact; its digits are the whole number that amounts are kept as.
    fn shown_drill_down(&self, figure: &crate::plan::FigurePlan) -> Vec<Statement> {
        let name = format!("grundlag_{}", figure.name);
        let shown = self.dialect.shown_amount("enheder").unwrap_or_default();
        let mut columns: Vec<String> = self.drill_down_columns(figure).iter().map(|column| self.name(column)).collect();
        columns.retain(|column| *column != self.name("beloeb"));
        columns.push(format!("{shown} AS beloeb"));
        let whole =
            self.wide(&format!("CAST(REPLACE(beloeb, '.', '') AS {})", self.column_type(super::dialect::Type::Wide)));
        let rest =
            format!("FROM (SELECT r.*, {whole} AS enheder FROM {} AS r) AS r", self.object(&self.fitting(&name)));
        let about = format!("grundlag for {}", figure.name);
        self.view(
            &self.shown_object(&name, &about),
            &comment(&[format!("Til læsning: {about}")]),
            &select(&columns, &rest),
        )
    }

    fn shown_object(&self, name: &str, about: &str) -> Object {
        let name = format!("{}_{name}", self.target.schema);
        Object { object: self.name(&name), name, about: format!("{about}, til læsning") }
    }
}
