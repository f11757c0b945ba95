//! `adgang` and `fortrolighed`, kept by the engine itself.
//!
//! In: a plan, and an engine that has roles. Out: statements that make roles, the views `vist_…` and rights to them, and that close
//! tables with rows. Guaranteed now: a role is given nothing but `vist_…`, `katalog` and `grundlag_…`; under tæller and
//! nævner it sees the rows of its own kommune, and of results what `adgang` says.
//!
//! | role | who |
//! |---|---|
//! | `<skema>_laeser` | everyone who may see anything |
//! | `<skema>_kommune` | those who belong to a kommune; which one stands in `adgang_kommuner` |
//! | `<skema>_<navn>` | those whom an `adgang` names |

use std::collections::BTreeSet;

use super::dialect::{AccessControl, ClosedTable, Type};
use super::layout::{comment, select};
use super::writer::Writer;
use super::{Makes, Statement};
use crate::plan::{FigurePlan, MaySeePlan, OriginPlan, SourcePlan, Who};

/// The columns of `resultat` that are seen or not, with the column of `adgang` that says so.
const SHOWN: [(&str, &str); 3] = [("taeller", "ser_taeller"), ("naevner", "ser_naevner"), ("resultat", "ser_resultat")];

const ABOUT: &str = "adgang";

impl Writer<'_> {
    /// Nothing where roles are not the engine's business.
    pub fn access(&self) -> Vec<Statement> {
        let Some(control) = self.target.control() else { return Vec::new() };
        if !control.has_roles() {
            return self.closed_tables(control);
        }
        let mut statements = self.roles(control);
        statements.extend(self.access_table(control));
        statements.extend(self.access_now(control));
        statements.extend(self.shown_table(control, "resultat", &["udgave", "periode_start"], true));
        statements.extend(self.shown_table(control, "sammenligning", &[], false));
        statements.extend(self.shown_violations(control));
        statements.extend(self.rights(control));
        statements.extend(self.closed_tables(control));
        statements
    }

    fn role(&self, name: &str) -> String {
        format!("{}_{name}", self.target.known_as.as_ref().unwrap_or(&self.target.schema))
    }

    fn role_of(&self, who: &Who) -> String {
        match who {
            Who::Everyone => self.role("laeser"),
            Who::OwnMunicipality => self.role("kommune"),
            Who::Named(name) => self.role(name),
        }
    }

    fn all_roles(&self) -> BTreeSet<String> {
        let named = self.plan.access.iter().map(|one| self.role_of(&one.who));
        named.chain([self.role("laeser"), self.role("kommune")]).collect()
    }

    fn roles(&self, control: &dyn AccessControl) -> Vec<Statement> {
        let readers = self.role("laeser");
        let roles = self.all_roles();
        let included = roles.iter().filter(|role| **role != readers).filter_map(|role| control.include(role, &readers));
        let made: Vec<String> = roles.iter().filter_map(|role| control.create_role(role)).chain(included).collect();
        made.into_iter().map(|text| self.rows("adgang_roller", ABOUT, text)).collect()
    }

    /// `adgang`: what each role sees of each nøgletal.
    fn access_table(&self, control: &dyn AccessControl) -> Vec<Statement> {
        let [text, whole] = [Type::Text, Type::Integer].map(|of| self.column_type(of));
        let seen: Vec<String> = SHOWN.iter().map(|(_, column)| format!("{column} {whole}")).collect();
        let columns = format!("noegletal {text}, rolle {text}, kun_egen {whole}, {}", seen.join(", "));
        let about =
            comment(&["Hvad hver rolle ser af hvert nøgletal; kun_egen: kun af egen kommunes rækker".to_owned()]);
        let mut statements = self.empty_table(&self.own("adgang", ABOUT), &about, &columns);
        let row = |one: &MaySeePlan| {
            let own = i32::from(one.who == Who::OwnMunicipality);
            let seen = [one.numerator, one.denominator, one.result].map(|seen| i32::from(seen).to_string()).join(", ");
            format!(
                "  ({}, {}, {own}, {seen})",
                self.text(&one.figure),
                self.text(&control.stored_role(&self.role_of(&one.who)))
            )
        };
        let rows: Vec<String> = self.plan.access.iter().map(row).collect();
        statements.extend(self.insert("adgang", ABOUT, &rows));
        statements
    }

    /// `adgang_nu`: what whoever asks sees.
    fn access_now(&self, control: &dyn AccessControl) -> Vec<Statement> {
        let mut columns = vec!["a.noegletal".to_owned(), "a.kun_egen".to_owned()];
        columns.extend(SHOWN.iter().map(|(_, column)| format!("MAX(a.{column}) AS {column}")));
        let roles: Vec<String> = self.all_roles().into_iter().collect();
        let rest = format!(
            "FROM {} AS a\nWHERE {}\nGROUP BY a.noegletal, a.kun_egen",
            self.object("adgang"),
            control.has_role(&self.schema_name(), "a.rolle", &roles)
        );
        let about = comment(&["Hvad den, der spørger, ser af hvert nøgletal".to_owned()]);
        self.view(&self.own("adgang_nu", ABOUT), &about, &select(&columns, &rest))
    }

    /// `vist_…`: the rows of a table of results that whoever asks may see, and of them what they may see.
    fn shown_table(&self, control: &dyn AccessControl, table: &str, more: &[&str], with_parts: bool) -> Vec<Statement> {
        let mut columns: Vec<String> = ["noegletal", "kommune", "periode"].map(|column| format!("r.{column}")).into();
        columns.extend(more.iter().map(|column| format!("r.{column}")));
        let seen = |column: &str| format!("(a.{column} = 1 OR e.{column} = 1)");
        for (column, right) in SHOWN.iter().filter(|(column, _)| with_parts || *column == "resultat") {
            columns.push(format!("CASE WHEN {} THEN r.{column} END AS {column}", seen(right)));
        }
        if !with_parts {
            // What is computed from results is seen by who sees the result; what comes of nævner by who sees that too.
            let compared =
                ["landsgennemsnit", "gruppegennemsnit", "regionsgennemsnit", "afvigelse", "rang", "antal", "percentil"];
            columns.extend(
                compared
                    .iter()
                    .map(|column| format!("CASE WHEN {} THEN r.{column} END AS {column}", seen("ser_resultat"))),
            );
            columns.push(format!(
                "CASE WHEN {} AND {} THEN r.mulighedsrum END AS mulighedsrum",
                seen("ser_resultat"),
                seen("ser_naevner")
            ));
        }
        columns.push("r.status".to_owned());
        let now = self.object("adgang_nu");
        // Not every engine lets a join ask a query.
        let rest = format!(
            "FROM (\n  SELECT t.*, CASE WHEN t.kommune = {} THEN 1 ELSE 0 END AS er_egen\n  FROM {} AS t\n) AS r\n\
             LEFT JOIN {now} AS a ON a.noegletal = r.noegletal AND a.kun_egen = 0\n\
             LEFT JOIN {now} AS e ON e.noegletal = r.noegletal AND e.kun_egen = 1 AND r.er_egen = 1\n\
             WHERE a.noegletal IS NOT NULL OR e.noegletal IS NOT NULL",
            self.own_municipality(),
            self.object(table)
        );
        let about = comment(&[format!("{table} som den, der spørger, må se den")]);
        let query = control.closed_query(&select(&columns, &rest));
        self.view(&self.own(&format!("vist_{table}"), ABOUT), &about, &query)
    }

    /// `vist_brud`: what breaks rules tells of rows, so a kommune sees its own.
    fn shown_violations(&self, control: &dyn AccessControl) -> Vec<Statement> {
        let query =
            format!("SELECT b.*\nFROM {} AS b\nWHERE b.kommune = {}", self.object("brud"), self.own_municipality());
        let about = comment(&["brud i egen kommune".to_owned()]);
        self.view(&self.own("vist_brud", ABOUT), &about, &control.closed_query(&query))
    }

    fn rights(&self, control: &dyn AccessControl) -> Vec<Statement> {
        let (readers, own) = (self.role("laeser"), self.role("kommune"));
        let mut made: Vec<String> = control.use_schema(&self.schema_name(), &readers).into_iter().collect();
        let mut open = |view: String, role: &str| {
            made.extend(control.close_view(&view));
            made.extend(control.read_object(&view, true, role));
        };
        open(self.object("vist_resultat"), &readers);
        open(self.object("vist_sammenligning"), &readers);
        open(self.object("vist_brud"), &own);
        let with_rows: Vec<&FigurePlan> =
            self.plan.figures.iter().filter(|figure| self.has_drill_down(figure)).collect();
        for figure in with_rows.iter().filter(|figure| figure.shows_rows) {
            open(self.named_object("grundlag", &figure.name), &own);
        }
        // Built beside, everything that readers see is a view.
        let is_view = self.target.known_as.is_some();
        made.extend(control.read_object(&self.object("katalog"), is_view, &readers));
        for figure in with_rows.iter().filter(|figure| !figure.shows_rows) {
            made.extend(control.take_back(&self.named_object("grundlag", &figure.name), &own));
        }
        let makes = if control.gives_anew() { Makes::Right } else { Makes::Rows };
        self.said(makes, "adgang_rettigheder", made)
    }

    fn said(&self, makes: Makes, name: &str, texts: Vec<String>) -> Vec<Statement> {
        let one = |text: String| Statement { makes: makes.clone(), ..self.rows(name, ABOUT, text) };
        texts.into_iter().map(one).collect()
    }

    /// The tables with rows, or sums of them, of single kommuner.
    fn closed_tables(&self, control: &dyn AccessControl) -> Vec<Statement> {
        let brud =
            ClosedTable { object: self.object("brud"), columns: vec!["kommune".to_owned()], is_looked_through: false };
        let mut tables = vec![brud];
        for source in &self.plan.sources {
            let is_looked_through = self.is_looked_through(&source.name);
            for (kind, columns) in tables_of(source) {
                let columns: Vec<String> = columns.iter().map(|column| self.name(column)).collect();
                if !columns.is_empty() {
                    let object = self.named_object(kind, &source.name);
                    tables.push(ClosedTable { object, columns, is_looked_through });
                }
            }
        }
        let makes = if control.closes_at_once() { Makes::Right } else { Makes::Rows };
        let texts = control.only_rows(&self.schema_name(), &tables, &self.own_municipality());
        self.said(makes, "adgang_raekker", texts)
    }

    /// Populations and linked sources find people wherever they are.
    fn is_looked_through(&self, source: &str) -> bool {
        let by_population = self.plan.populations.iter().any(|population| population.source == source);
        let is_linked = |one: &&SourcePlan| matches!(one.origin, OriginPlan::Linked(_));
        let linked = self.plan.sources.iter().filter(is_linked);
        by_population || linked.flat_map(SourcePlan::made_of).any(|name| name == source)
    }
}

/// The tables of a source that hold rows or sums of them, and the columns that say whose they are.
fn tables_of(source: &SourcePlan) -> Vec<(&'static str, Vec<String>)> {
    let roles: Vec<String> = source.roles.iter().map(|role| role.name.clone()).collect();
    let mut tables = Vec::new();
    if matches!(source.origin, OriginPlan::Derived(_)) {
        tables.push(("laest", roles.clone()));
    }
    if source.keeps_rows() {
        tables.push(("raekker", roles.clone()));
    }
    if !source.used_roles.is_empty() {
        tables.push(("celler", source.used_roles.to_vec()));
        tables.push(("leveret", vec!["kommune".to_owned()]));
    }
    if source.interval.is_some() && !source.counting_days.is_empty() {
        tables.push(("paa_dagen", roles.clone()));
    }
    if source.is_read() {
        tables.push(("afvist", roles));
    }
    tables
}
