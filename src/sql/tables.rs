//! The tables that are the same for all figures: codes, families, the calendar, the results.
//!
//! In: a [`Plan`](crate::plan::Plan). Out: statements. Guaranteed now: everything a view reads is made before it.

use super::Statement;
use super::layout::{Relation, comment, with};
use super::writer::{Writer, literal};
use crate::model::years::Years;
use crate::plan::{CodeList, FigurePlan, Grain, MemberPlan, SCHOOL_YEAR_START};

impl Writer<'_> {
    /// The schema and the functions that read stored values.
    pub fn schema(&self) -> Vec<Statement> {
        let schema = self.schema_name();
        let mut statements = vec![self.statement("skema", "skema", self.dialect.create_schema(&schema))];
        for (name, text) in self.dialect.reading_functions(&schema) {
            statements.push(self.statement(name, "læsning af værdier", text));
        }
        statements
    }

    /// `koder`: what stored texts stand for, by year.
    pub fn codes(&self) -> Vec<Statement> {
        let (text, whole) = (self.dialect.text_type(), self.dialect.integer_type());
        let about = "koder og kommuner";
        let create = format!(
            "{}{} (liste {text}, lagret {text}, omfang {text}, kode {text}, fra {whole}, til {whole})",
            comment(&["Hvad lagrede tekster står for, år for år; omfang er koderne, de hører under".to_owned()]),
            self.dialect.create_table(&self.object("koder")),
        );
        let rows: Vec<String> = self.plan.code_lists.iter().flat_map(|list| self.code_rows(list)).collect();
        let mut statements = vec![self.statement("koder", about, create)];
        statements.extend(self.insert("koder", about, &rows));
        statements
    }

    fn code_rows(&self, list: &CodeList) -> Vec<String> {
        let name = self.text(&list.name);
        let row = |entry: &crate::plan::CodeEntry| {
            let texts = [&entry.stored, &entry.scope, &entry.code].map(|text| self.text(text)).join(", ");
            format!("  ({name}, {texts}, {}, {})", entry.from, entry.to)
        };
        list.entries.iter().map(row).collect()
    }

    /// `medlemmer` and the tables of the families' loops; nothing without families.
    pub fn families(&self) -> Vec<Statement> {
        let loops = self.plan.figures.iter().filter_map(|f| f.family.as_ref()).map(|family| family.loops).max();
        let Some(loops) = loops else { return Vec::new() };
        let (text, whole) = (self.dialect.text_type(), self.dialect.integer_type());
        let values: String = (1..=loops).map(|number| format!(", v{number} {whole}")).collect();
        let mut statements = Vec::new();
        let mut table = |name: &str, about: &str, columns: &str, rows: &[String]| {
            let create = format!(
                "{}{} ({columns})",
                comment(&[about.to_owned()]),
                self.dialect.create_table(&self.object(name))
            );
            statements.push(self.statement(name, "familier af nøgletal", create));
            statements.extend(self.insert(name, "familier af nøgletal", rows));
        };
        table(
            "medlemmer",
            "Medlemmer af familier og de år, de findes i; v1 … er løkkernes værdier, 0 er i alt",
            &format!("figur {text}, noegletal {text}, kode {text}, fra {whole}, til {whole}{values}"),
            &self.members(loops),
        );
        table(
            "loekke_koder",
            "Koderne under hver værdi af en løkke, år for år",
            &format!("loekke {text}, vaerdi {whole}, kode {text}, fra {whole}, til {whole}"),
            &self.loop_codes(),
        );
        table(
            "loekke_tal",
            "Tallet, som hver værdi af en løkke er",
            &format!("loekke {text}, vaerdi {whole}, tal DECIMAL(38, 10)"),
            &self.loop_numbers(),
        );
        statements
    }

    fn members(&self, loops: usize) -> Vec<String> {
        let member = |figure: &FigurePlan, member: &MemberPlan, years: &Years| {
            let texts = [&figure.name, &member.sql, &member.code].map(|text| self.text(text)).join(", ");
            let values = (0..loops).map(|index| member.values.get(index).copied().unwrap_or(0));
            let values: String = values.map(|value| format!(", {value}")).collect();
            format!("  ({texts}, {}, {}{values})", years.from.unwrap_or(0), years.to.unwrap_or(9999))
        };
        let mut rows = Vec::new();
        for figure in &self.plan.figures {
            for of in figure.family.iter().flat_map(|family| &family.members) {
                rows.extend(of.years.iter().map(|years| member(figure, of, years)));
            }
        }
        rows
    }

    fn loop_codes(&self) -> Vec<String> {
        let tables = self.plan.loops.iter();
        let row = |name: &str, code: &crate::plan::LoopCode| {
            format!("  ({}, {}, {}, {}, {})", self.text(name), code.value, self.text(&code.code), code.from, code.to)
        };
        tables.flat_map(|table| table.codes.iter().map(|code| row(&table.name, code)).collect::<Vec<_>>()).collect()
    }

    fn loop_numbers(&self) -> Vec<String> {
        let mut rows = Vec::new();
        for table in &self.plan.loops {
            for (value, number) in &table.numbers {
                rows.push(format!("  ({}, {value}, {})", self.text(&table.name), literal(number)));
            }
        }
        rows
    }

    /// `kalender`: the periods in which figures may have rows, and those that are looked up by year.
    pub fn calendar(&self) -> Statement {
        let delivered: Vec<String> = self
            .plan
            .sources
            .iter()
            .filter(|source| !source.used_roles.is_empty())
            .map(|source| format!("SELECT maaned FROM {}", self.named_object("leveret", &source.name)))
            .collect();
        let delivered = if delivered.is_empty() {
            format!("SELECT CAST(NULL AS {}) AS maaned", self.dialect.integer_type())
        } else {
            delivered.join("\nUNION ALL\n")
        };
        let year = |month: &str| self.dialect.whole_quotient(month, "12");
        let named = self.plan.named_years.iter().max();
        let named = named.map_or_else(String::new, |named| {
            format!(", LEAST({named}, {} + {})", year("MAX(maaned)"), self.plan.years_back)
        });
        let span = format!(
            "SELECT {} - 1 AS foerste, GREATEST({} + {}{named}) AS sidste\nFROM leveret",
            year("MIN(maaned)"),
            year("MAX(maaned)"),
            self.plan.years_ahead
        );
        let about = match self.plan.years_ahead {
            1 => "Fra året før de første data til året efter de sidste",
            _ => "Fra året før de første data til det sidste, der kan have rækker",
        };
        let months = self.dialect.series("12 * foerste", "12 * sidste + 12", "aar");
        let relations = [
            Relation::new("leveret", "", delivered),
            Relation::new("aar", about, span),
            Relation::new("maaneder", "", months),
        ];
        let mut grains = vec![Grain::Month, Grain::Quarter, Grain::Year];
        let of_rules = self.plan.rules.iter().map(|rule| rule.grain);
        if self.plan.figures.iter().map(|figure| figure.grain).chain(of_rules).any(|grain| grain == Grain::SchoolYear) {
            grains.push(Grain::SchoolYear);
        }
        let grains: Vec<String> = grains.into_iter().map(|grain| self.periods(grain)).collect();
        let query = with(&relations, &grains.join("\nUNION ALL\n"));
        let about = comment(&["Perioder; en måned er tallet 12 · år + måned - 1".to_owned()]);
        let text = format!("{about}{}\n{query}", self.dialect.create_table_as(&self.object("kalender")));
        self.statement("kalender", "kalender", text)
    }

    fn periods(&self, grain: Grain) -> String {
        let year = self.dialect.whole_quotient("fra", "12");
        let month = format!("{} + 1", self.dialect.remainder("fra", 12));
        let year_text = self.dialect.padded(&year, 4);
        let (period, filter) = match grain {
            Grain::Month => (format!("{year_text} || '-' || {}", self.dialect.padded(&month, 2)), String::new()),
            Grain::Quarter => {
                let quarter = self.dialect.whole_quotient(&format!("({})", self.dialect.remainder("fra", 12)), "3");
                let filter = format!("\nWHERE {} = 0", self.dialect.remainder("fra", 3));
                (format!("{year_text} || '-K' || {}", self.dialect.padded(&format!("{quarter} + 1"), 1)), filter)
            }
            Grain::Year => (year_text, format!("\nWHERE {} = 0", self.dialect.remainder("fra", 12))),
            Grain::SchoolYear => {
                let filter = format!("\nWHERE {} = {SCHOOL_YEAR_START}", self.dialect.remainder("fra", 12));
                (self.school_year(&year), filter)
            }
        };
        format!(
            "SELECT {} AS slags, {period} AS periode, {} AS periode_start,\n  fra, fra + {} AS til, {year} AS aar\nFROM maaneder{filter}",
            self.grain(grain),
            self.dialect.date(&year, &month),
            grain.months() - 1,
        )
    }

    /// `2024/25`, from the calendar year in which it begins.
    pub fn school_year(&self, year: &str) -> String {
        let next = self.dialect.remainder(&format!("({year} + 1)"), 100);
        format!("{} || '/' || {}", self.dialect.padded(year, 4), self.dialect.padded(&next, 2))
    }

    /// `resultat`: the rows of all nøgletal.
    pub fn results(&self) -> Vec<Statement> {
        let text = self.dialect.text_type();
        let columns = format!(
            "noegletal {text}, udgave {text}, kommune {text}, periode {text}, periode_start DATE, \
             taeller DECIMAL(28, 5), naevner DECIMAL(28, 5), resultat DECIMAL(28, 5), status {text}"
        );
        let create = format!("{} ({columns})", self.dialect.create_table(&self.object("resultat")));
        let mut statements = vec![self.statement("resultat", "resultater", create)];
        for figure in self.plan.figures.iter().filter(|figure| !figure.of_rule) {
            let names = "noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status";
            let text = format!(
                "INSERT INTO {} ({names})\nSELECT {names}\nFROM {}",
                self.object("resultat"),
                self.named_object("nt", &figure.name)
            );
            statements.push(self.statement("resultat", format!("beregner {}", figure.title), text));
        }
        statements
    }
}
