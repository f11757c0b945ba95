//! What objects and their columns are, told to the engine, so that whoever looks around there can read it.
//!
//! In: a plan. Out: statements after all others. Guaranteed now: what readers see has a comment, where the engine has comments;
//! a comment is one line.

use super::comparison;
use super::dialect::Commented;
use super::writer::Writer;
use super::{Makes, Statement};
use crate::model::sentence::one_line;
use crate::plan::FigurePlan;

/// The most letters of a comment: SQL Server takes 7,500 bytes.
const LONGEST: usize = 3_500;

/// What the columns of readers' objects hold.
const COLUMNS: [(&str, &str); 25] = [
    ("kode", "Koden, som medlemmet er for"),
    ("noegletal", "Nøgletallets navn"),
    ("udgave", "Den udgave, som perioden er regnet efter"),
    ("kommune", "Kommunens nummer, tre cifre"),
    ("periode", "Perioden: 2024-05, 2024-K2, 2024 eller 2024/25"),
    ("periode_start", "Periodens første dag"),
    ("taeller", "Tælleren"),
    ("naevner", "Nævneren"),
    ("resultat", "Resultatet"),
    ("status", "ok, foreløbig, mangler, nævner_nul eller skjult"),
    ("landsgennemsnit", "Gennemsnittet af landets kommuner"),
    ("gruppegennemsnit", "Gennemsnittet af sammenligningskommunerne"),
    ("regionsgennemsnit", "Gennemsnittet af regionens kommuner"),
    ("afvigelse", "Resultatet minus landsgennemsnittet"),
    ("rang", "Pladsen blandt kommunerne; 1 er først"),
    ("antal", "Hvor mange kommuner der er med"),
    ("percentil", "Hvor mange af de andre der ligger lavere, i procent"),
    ("mulighedsrum", "Hvad det ville frigøre at nå niveauet"),
    ("regel", "Reglen, der er brudt"),
    ("alvor", "Hvor alvorligt det er"),
    ("noegle", "Hvad det er målt for: en kode, aldrig en person"),
    ("vaerdi", "Værdien, der blev fundet"),
    ("sammenlignet_med", "Det, den skulle svare til"),
    ("besked", "Bruddet i ord"),
    ("navn", "Nøgletallets navn, som i resultat"),
];

const OF_FIGURE: [&str; 9] =
    ["noegletal", "udgave", "kommune", "periode", "periode_start", "taeller", "naevner", "resultat", "status"];
const OF_VIOLATIONS: [&str; 8] =
    ["regel", "alvor", "kommune", "periode", "noegle", "vaerdi", "sammenlignet_med", "besked"];

impl Writer<'_> {
    pub fn comments(&self) -> Vec<Statement> {
        let mut statements = Vec::new();
        for figure in self.plan.figures.iter().filter(|figure| !figure.of_rule) {
            statements.extend(self.comments_on_figure(figure));
        }
        let tables: [(&str, &str, &[&str]); 4] = [
            ("resultat", "Alle nøgletal for alle kommuner og perioder", &OF_FIGURE),
            ("sammenligning", "Nøgletallene holdt op mod hinanden, kommune for kommune", &comparison::COLUMNS),
            ("brud", "Det, der ikke kunne læses, og de regler, der er brudt", &OF_VIOLATIONS),
            ("katalog", "Hvad hvert nøgletal er", &["navn"]),
        ];
        for (name, text, columns) in tables {
            // Built beside, everything that readers see is a view.
            let is_view = self.target.known_as.is_some();
            let columns: Vec<(&str, String)> = columns.iter().map(|column| (*column, told(column))).collect();
            statements.extend(self.commented(name, &self.object(name), name, is_view, text, &columns));
        }
        statements
    }

    fn comments_on_figure(&self, figure: &FigurePlan) -> Vec<Statement> {
        let member = figure.family.as_ref().and_then(|family| family.members.first()).map(|member| &member.sql);
        let name = member.unwrap_or(&figure.name);
        let row = self.plan.catalogue.iter().find(|row| row.name == *name);
        let text = row.map_or_else(|| figure.title.clone(), |row| format!("{}. {}", figure.title, row.sentence));
        let kode = figure.family.as_ref().map(|_| "kode");
        let unit = row.map_or(String::new(), |row| format!(", {}", row.unit));
        let columns: Vec<(&str, String)> = kode
            .into_iter()
            .chain(OF_FIGURE)
            .map(|column| (column, if column == "resultat" { format!("{}{unit}", told(column)) } else { told(column) }))
            .collect();
        let of = format!("nt_{}", figure.name);
        let object = self.named_object("nt", &figure.name);
        let mut statements = self.commented(&of, &object, &self.bare_name("nt", &figure.name), true, &text, &columns);
        if self.has_drill_down(figure) {
            let text = format!("Rækkerne bag nøgletallet »{}«, kun for egen kommune", figure.title);
            let (of, object) = (format!("grundlag_{}", figure.name), self.named_object("grundlag", &figure.name));
            let name = self.bare_name("grundlag", &figure.name);
            statements.extend(self.commented(&of, &object, &name, true, &text, &[]));
        }
        statements
    }

    fn commented(
        &self,
        of: &str,
        object: &str,
        name: &str,
        is_view: bool,
        text: &str,
        columns: &[(&str, String)],
    ) -> Vec<Statement> {
        let columns: Vec<(&str, String)> = columns.iter().map(|(column, text)| (*column, short(text))).collect();
        let commented =
            Commented { schema: &self.target.schema, name, object, is_view, text: &short(text), columns: &columns };
        let one = |text: String| Statement { makes: Makes::Right, ..self.rows(of, "forklaringer", text) };
        self.dialect.comments(&commented).into_iter().map(one).collect()
    }
}

fn told(column: &str) -> String {
    COLUMNS.iter().find(|(name, _)| *name == column).map_or(String::new(), |(_, text)| (*text).to_owned())
}

/// On one line, and no longer than every engine takes.
fn short(text: &str) -> String {
    let line = one_line(text);
    if line.chars().count() <= LONGEST {
        return line;
    }
    let kept: String = line.chars().take(LONGEST - 1).collect();
    format!("{kept}…")
}
