//! Valideringsregler: a view per krav with what is broken, and `brud` filled from it.
//!
//! In: [`RulePlan`]s. Out: the table `kommuner`, views `regel_<n>_<rule>`, and inserts into `brud`. Guaranteed now: all
//! arithmetic is on whole units of 10^-5; a row of `brud` holds no key of a person.
//!
//! Each check ends in the relation `fundet`: kommune, periode, fra, til, aar, noegle, the dimensions n1 …, vaerdi and
//! sammenlignet_med in whole units, raekker, and whether the numbers were too large to be judged.

mod figures;
mod rows;
mod spread;

use super::Statement;
use super::dialect::Type;
use super::layout::{Relation, comment, select, with};
use super::writer::Writer;
use crate::model::SeverityPeriod;
use crate::model::rule::{MessagePart, danish_severity};
use crate::plan::{Asked, CheckPlan, Grain, RulePlan, SCHOOL_YEAR_START};

/// The columns of `fundet` that every check has, in order.
const FOUND: [&str; 10] =
    ["kommune", "periode", "fra", "til", "aar", "noegle", "vaerdi", "sammenlignet_med", "raekker", "for_stor"];

impl Writer<'_> {
    pub fn rules(&self) -> Vec<Statement> {
        if self.plan.rules.is_empty() {
            return Vec::new();
        }
        let mut statements = self.municipalities();
        for rule in &self.plan.rules {
            for (number, check) in rule.checks.iter().enumerate() {
                statements.extend(self.check(rule, check, number + 1));
            }
        }
        statements
    }

    fn municipalities(&self) -> Vec<Statement> {
        let [text, whole] = [Type::Text, Type::Integer].map(|of| self.column_type(of));
        let about = comment(&["Kommuner og de år, de findes i".to_owned()]);
        let columns = format!("kode {text}, navn {text}, fra {whole}, til {whole}");
        let mut statements = self.empty_table(&self.own("kommuner", "kommuner"), &about, &columns);
        let row = |row: &crate::plan::MunicipalityRow| {
            let (from, to) = (row.years.from.unwrap_or(0), row.years.to.unwrap_or(9999));
            format!("  ({}, {}, {from}, {to})", self.text(&row.code), self.text(&row.title))
        };
        let rows: Vec<String> = self.plan.municipalities.iter().map(row).collect();
        statements.extend(self.insert("kommuner", "kommuner", &rows));
        statements
    }

    fn check(&self, rule: &RulePlan, check: &CheckPlan, number: usize) -> Vec<Statement> {
        let relations = match &check.asked {
            Asked::Figure { data, test, exempt } => self.figure_check(rule, check, data, test, exempt),
            Asked::Rows(rows) => self.rows_check(rule, check, rows),
        };
        let about = format!("regel {}", rule.name);
        let view = self.named("regel", &format!("{number}_{}", rule.view), about.clone());
        let mut statements = self.view(&view, &comment(&rule.about), &with(&relations, &self.violation(rule, check)));
        let names = "regel, alvor, kommune, periode, noegle, vaerdi, sammenlignet_med, besked";
        let insert = format!("INSERT INTO {} ({names})\nSELECT {names}\nFROM {}", self.object("brud"), view.object);
        statements.push(self.rows("brud", about, insert));
        statements
    }

    /// The columns of `brud`.
    fn violation(&self, rule: &RulePlan, check: &CheckPlan) -> String {
        let number = |column: &str| self.dialect.amount_text(&self.published_units(&format!("f.{column}")));
        let columns = [
            format!("{} AS regel", self.text_value(&rule.name)),
            format!("{} AS alvor", self.severity(check)),
            "f.kommune".to_owned(),
            "f.periode".to_owned(),
            "f.noegle".to_owned(),
            format!("{} AS vaerdi", number("vaerdi")),
            format!("{} AS sammenlignet_med", number("sammenlignet_med")),
            format!("{} AS besked", self.message(rule, check)),
        ];
        // Within parentheses, lest BigQuery takes the schema for the column `noegle`.
        let rest = format!(
            "FROM fundet AS f\nLEFT JOIN (SELECT * FROM {}) AS k ON k.kode = f.kommune AND f.aar BETWEEN k.fra AND k.til",
            self.object("kommuner")
        );
        select(&columns, &rest)
    }

    fn severity(&self, check: &CheckPlan) -> String {
        let usual = self.text_value(danish_severity(check.severity));
        let Some(except) = &check.except else { return usual };
        let month = self.dialect.remainder("f.til", 12);
        let within = match except.during {
            SeverityPeriod::Months(from, to) => format!("{month} BETWEEN {} AND {}", from - 1, to - 1),
            SeverityPeriod::Quarters(from, to) => format!("{month} BETWEEN {} AND {}", 3 * (from - 1), 3 * to - 1),
            SeverityPeriod::Year(year) => format!("f.aar = {year}"),
        };
        format!("CASE WHEN {within} THEN {} ELSE {usual} END", self.text_value(danish_severity(except.severity)))
    }

    fn message(&self, rule: &RulePlan, check: &CheckPlan) -> String {
        let part = |part: &MessagePart| match part {
            MessagePart::Text(text) => self.text_value(text),
            MessagePart::Municipality => "COALESCE(k.navn, f.kommune)".to_owned(),
            MessagePart::Period => "f.periode".to_owned(),
            MessagePart::Value => self.danish_units("f.vaerdi"),
            MessagePart::ComparedWith => self.danish_units("f.sammenlignet_med"),
            MessagePart::Rule => self.text_value(&rule.title),
            MessagePart::Rows => self.as_text("f.raekker"),
            MessagePart::Key => "f.noegle".to_owned(),
            MessagePart::Dimension(at) => format!("f.n{}", at + 1),
        };
        let parts: Vec<String> = check.message.iter().map(part).collect();
        let said = self.joined(&parts);
        if !check.may_be_too_large() {
            return said;
        }
        let too_large = self.text(&format!("{}: tallene er for store til at bedømme spredningen", rule.title));
        format!("CASE WHEN f.for_stor = 1 THEN {too_large} ELSE\n    {said}\n  END")
    }

    /// `1.250.000,5` of whole units; a dash where there is nothing.
    fn danish_units(&self, units: &str) -> String {
        let size = format!("ABS({units})");
        let whole = self.dialect.grouped(&self.dialect.wide_quotient(&size, "100000"));
        let rest = self.dialect.remainder(&size, 100_000);
        let decimals = self.dialect.without_zeros(&self.dialect.padded(&rest, 5));
        let (none, minus, nothing) = (self.text("–"), self.text("-"), self.text(""));
        let said = self.concat([
            &format!("CASE WHEN {units} < 0 THEN {minus} ELSE {nothing} END"),
            &whole,
            &format!("CASE WHEN {rest} = 0 THEN {nothing} ELSE {} END", self.concat([&self.text(","), &decimals])),
        ]);
        format!("CASE WHEN {units} IS NULL THEN {none} ELSE {said} END")
    }

    /// The first month of the rule's period that holds a month.
    pub fn period_start(&self, month: &str, grain: Grain) -> String {
        match grain {
            Grain::Month => month.to_owned(),
            Grain::Quarter => format!("{month} - {}", self.dialect.remainder(month, 3)),
            Grain::Year => format!("{month} - {}", self.dialect.remainder(month, 12)),
            Grain::SchoolYear => {
                let since = self.dialect.remainder(&format!("({month} + {})", 12 - SCHOOL_YEAR_START), 12);
                format!("{month} - {since}")
            }
        }
    }

    /// The name of the period that begins with a month.
    pub fn period_name(&self, first: &str, grain: Grain) -> String {
        let year = self.dialect.integer_quotient(first, "12");
        let year_text = self.dialect.padded(&year, 4);
        let month = self.dialect.remainder(first, 12);
        match grain {
            Grain::Month => self.concat([&year_text, "'-'", &self.dialect.padded(&format!("{month} + 1"), 2)]),
            Grain::Quarter => {
                let quarter = self.dialect.integer_quotient(&format!("({month})"), "3");
                self.concat([&year_text, "'-K'", &self.dialect.padded(&format!("{quarter} + 1"), 1)])
            }
            Grain::Year => year_text,
            Grain::SchoolYear => self.school_year(&year),
        }
    }
}

impl CheckPlan {
    fn may_be_too_large(&self) -> bool {
        use crate::plan::TestPlan;
        matches!(&self.asked, Asked::Figure { test: TestPlan::Spread { .. } | TestPlan::Slope { .. }, .. })
    }
}

/// `fundet` from columns in the order of [`FOUND`], with the dimensions after.
fn found(columns: [String; 10], dimensions: &[String], rest: &str) -> Relation {
    let named = columns.into_iter().zip(FOUND).map(|(column, name)| format!("{column} AS {name}"));
    let dimensions = dimensions.iter().enumerate().map(|(at, column)| format!("{column} AS n{}", at + 1));
    let columns: Vec<String> = named.chain(dimensions).collect();
    Relation::new("fundet", "", select(&columns, rest))
}
