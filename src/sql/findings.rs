//! `brud`: what could not be read, so that nothing disappears unseen.
//!
//! In: the sources of a plan. Out: a table `afvist_…` per source, with the rows of which something could not be read, and
//! statements that fill `brud` from them. Guaranteed now: a source is read once for all its findings; each finding is
//! one row per kommune, period and stored value, with the number of rows behind it.

use super::Statement;
use super::dialect::Type;
use super::layout::{comment, filtered, select};
use super::writer::Writer;
use crate::model::TimeKind;
use crate::plan::{CodeColumn, PlainColumn, ReadFrom, SourcePlan};

/// One kind of finding in one source.
struct Finding {
    rule: &'static str,
    /// The column that holds the value.
    column: String,
    /// The stored value.
    value: String,
    conditions: Vec<String>,
    /// What is wrong, after the number of rows.
    message: String,
    /// The amount that is lost.
    amount: Option<String>,
}

/// Read from the table, and not from other columns, which are reported themselves.
fn is_stored(from: &ReadFrom) -> bool {
    matches!(from, ReadFrom::Stored { .. })
}

impl Writer<'_> {
    pub fn findings(&self) -> Vec<Statement> {
        let (text, long) = (self.column_type(Type::Text), self.dialect.long_text());
        let columns = format!(
            "regel {long}, alvor {text}, kommune {text}, periode {text}, noegle {long}, vaerdi {long}, \
             sammenlignet_med {long}, besked {long}"
        );
        let sources: Vec<(&SourcePlan, Vec<Finding>)> =
            self.plan.sources.iter().filter(|s| s.is_read()).map(|source| (source, self.findings_of(source))).collect();
        let mut statements: Vec<Statement> =
            sources.iter().flat_map(|(source, findings)| self.rejected(source, findings)).collect();
        statements.extend(self.empty_table(&self.own("brud", "fund ved læsning"), "", &columns));
        for (source, findings) in &sources {
            for finding in findings {
                let about = format!("fund ved læsning af {}", source.declared);
                statements.push(self.rows("brud", about, self.finding(source, finding)));
            }
        }
        statements
    }

    fn findings_of(&self, source: &SourcePlan) -> Vec<Finding> {
        let name = |name: &str| format!("r.{}", self.name(name));
        let mut findings = self.findings_of_time(source);
        let timed = "r.maaned IS NOT NULL".to_owned();
        for role in source.roles.iter().filter(|role| source.used_roles.contains(&role.name)) {
            findings.push(Finding {
                rule: "kommune findes",
                column: role.stored.clone(),
                value: name(&role.raw),
                conditions: vec![timed.clone(), self.has_no_text(&name(&role.name))],
                message: "kommunen mangler eller findes ikke i rækkens år".to_owned(),
                amount: None,
            });
        }
        let codes = source.codes.iter().filter(|one| source.automatic_rules && is_stored(&one.from));
        findings.extend(codes.map(|code| self.unknown_code(source, code, &timed)));
        for (index, measure) in source.measures.iter().enumerate().filter(|(_, one)| is_stored(&one.from)) {
            // Two måltal may read one column.
            if source.measures[..index].iter().any(|earlier| earlier.stored == measure.stored) {
                continue;
            }
            findings.push(Finding {
                rule: "beløb kan læses",
                column: measure.stored.clone(),
                value: name(&measure.raw),
                conditions: vec![self.has_text(&name(&measure.raw)), format!("{} IS NULL", name(&measure.name))],
                message: "beløbet kan ikke læses eller er for stort, så det tæller ikke med".to_owned(),
                amount: None,
            });
        }
        for number in source.numbers.iter().filter(|one| is_stored(&one.from)) {
            findings.push(Finding {
                rule: "tal kan læses",
                column: number.stored.clone(),
                value: name(&number.raw),
                conditions: vec![self.has_text(&name(&number.raw)), format!("{} IS NULL", name(&number.name))],
                message: "tallet kan ikke læses".to_owned(),
                amount: None,
            });
        }
        findings
    }

    /// Times, intervals and dates that could not be read.
    fn findings_of_time(&self, source: &SourcePlan) -> Vec<Finding> {
        let name = |name: &str| format!("r.{}", self.name(name));
        let unread = |column: &PlainColumn, rule, conditions, message: &str| Finding {
            rule,
            column: column.stored.clone(),
            value: name(&column.raw),
            conditions,
            message: message.to_owned(),
            amount: None,
        };
        let mut findings = Vec::new();
        let (from, until) = match &source.interval {
            Some(interval) => (Some(&interval.from), interval.until.as_ref()),
            None => (None, None),
        };
        if from.is_none() {
            findings.push(Finding {
                rule: "tid kan læses",
                column: source.time.clone(),
                value: name(&source.raw_time),
                conditions: vec!["r.maaned IS NULL".to_owned()],
                message: "tiden kan ikke læses, så de hører ikke til nogen periode".to_owned(),
                amount: None,
            });
        }
        for date in source.dates.iter().filter(|one| is_stored(&one.from)) {
            if Some(&date.name) == from {
                let message = "fra-datoen mangler eller kan ikke læses, så forløbet er aldrig aktivt";
                findings.push(unread(date, "forløb kan læses", vec!["r.fra_dag IS NULL".to_owned()], message));
                continue;
            }
            let missing = vec![self.has_text(&name(&date.raw)), format!("{} IS NULL", name(&date.name))];
            findings.push(unread(date, "dato kan læses", missing, "datoen kan ikke læses"));
            if Some(&date.name) == until {
                let backwards = self.runs_backwards(source).into_iter().collect();
                let message = "til-datoen ligger før fra-datoen, så forløbet er aldrig aktivt";
                findings.push(unread(date, "forløb kan læses", backwards, message));
            }
        }
        findings
    }

    /// The rows that some finding is about.
    fn rejected(&self, source: &SourcePlan, findings: &[Finding]) -> Vec<Statement> {
        let any: Vec<String> =
            findings.iter().map(|finding| format!("({})", finding.conditions.join(" AND "))).collect();
        let comments = comment(&[format!("Rækker i {}, hvor noget mangler eller ikke kunne læses", source.declared)]);
        let table = self.named("afvist", &source.name, format!("fund ved læsning af {}", source.declared));
        let query = format!("SELECT *\nFROM {} AS r\nWHERE {}", self.rows_as_read(&source.name), any.join("\n  OR "));
        self.table_of(&table, &comments, &query)
    }

    fn unknown_code(&self, source: &SourcePlan, code: &CodeColumn, timed: &str) -> Finding {
        let raw = format!("r.{}", self.name(&code.raw));
        let amount = source.measures.first().map(|measure| format!("SUM(r.{})", self.name(&measure.name)));
        Finding {
            rule: "koder findes",
            column: code.stored.clone(),
            value: raw.clone(),
            conditions: vec![
                timed.to_owned(),
                self.has_text(&raw),
                self.has_no_text(&format!("r.{}", self.name(&code.name))),
            ],
            message: "koden findes ikke i rækkens år".to_owned(),
            amount,
        }
    }

    fn finding(&self, source: &SourcePlan, finding: &Finding) -> String {
        let municipality =
            source.roles.first().map_or_else(|| self.text_value(""), |role| format!("r.{}", self.name(&role.raw)));
        let period = self.period_text(source, "r");
        let amount = finding.amount.as_deref().unwrap_or("NULL");
        let mut said = vec![
            self.text(&format!("{}: ", source.declared)),
            self.as_text("COUNT(*)"),
            format!("CASE WHEN COUNT(*) = 1 THEN {} ELSE {} END", self.text(" række"), self.text(" rækker")),
            self.text(&format!(": {}", finding.message)),
        ];
        if finding.amount.is_some() {
            let shown = self.dialect.amount_in_cents(amount);
            let shown = self.concat(["', i alt '", &format!("REPLACE({shown}, '.', ',')")]);
            said.push(format!("CASE WHEN {amount} IS NULL THEN {} ELSE {shown} END", self.dialect.empty_text()));
        }
        let columns = [
            format!("{} AS regel", self.text_value(finding.rule)),
            format!("{} AS alvor", self.text_value("fejl")),
            format!("{municipality} AS kommune"),
            format!("{period} AS periode"),
            format!(
                "{} AS noegle",
                self.concat([&self.text(&format!("{}, {} ", source.declared, finding.column)), &finding.value])
            ),
            format!("{} AS vaerdi", self.dialect.amount_text(amount)),
            format!("{} AS sammenlignet_med", self.as_text("NULL")),
            format!("{} AS besked", self.dialect.concat(&said)),
        ];
        let rest = format!(
            "FROM {} AS r{}\nGROUP BY {municipality}, {period}, {}",
            self.named_object("afvist", &source.name),
            filtered(&finding.conditions),
            finding.value
        );
        format!("INSERT INTO {}\n{}", self.object("brud"), select(&columns, &rest))
    }

    /// The row's period as text; ledger periods as they are written, 2024-13.
    pub fn period_text(&self, source: &SourcePlan, alias: &str) -> String {
        let year = self.dialect.padded(&format!("{alias}.aar"), 4);
        let months = match source.time_kind {
            TimeKind::Year => return self.as_text(&format!("{alias}.tid")),
            TimeKind::SchoolYear => return self.school_year(&format!("{alias}.tid")),
            TimeKind::Quarter => {
                let quarter = self.dialect.remainder(&format!("{alias}.tid"), 10);
                return self.concat([&year, "'-K'", &self.dialect.padded(&quarter, 1)]);
            }
            TimeKind::Date | TimeKind::Week => {
                let month = self.dialect.integer_quotient(&format!("{alias}.tid"), "100");
                self.dialect.remainder(&format!("({month})"), 100)
            }
            _ => self.dialect.remainder(&format!("{alias}.tid"), 100),
        };
        self.concat([&year, "'-'", &self.dialect.padded(&months, 2)])
    }
}
