//! The tables that are the same for all figures: codes, families, the calendar, the results.
//!
//! In: a [`Plan`](crate::plan::Plan). Out: statements. Guaranteed now: everything a view reads is made before it.

use super::dialect::{PUBLISHED, Type};
use super::layout::{Relation, comment, with};
use super::writer::Writer;
use super::{Makes, Statement};
use crate::model::years::Years;
use crate::plan::{CodeList, FigurePlan, Grain, MemberPlan, SCHOOL_YEAR_START};

impl Writer<'_> {
    /// The schema and the functions that read stored values.
    pub fn schema(&self) -> Vec<Statement> {
        let schema = self.schema_name();
        let schemas = self.dialect.create_schema(&schema).into_iter().map(|text| Statement {
            name: "skema".to_owned(),
            about: "skema".to_owned(),
            text,
            makes: Makes::Schema,
        });
        let functions = self.dialect.functions(&schema).into_iter().map(|(name, text)| Statement {
            name,
            about: "læsning af værdier".to_owned(),
            text,
            makes: Makes::Function,
        });
        schemas.chain(functions).collect()
    }

    /// `koder`: what stored texts stand for, by year.
    pub fn codes(&self) -> Vec<Statement> {
        let [text, whole] = [Type::Text, Type::Integer].map(|of| self.column_type(of));
        let about = "koder og kommuner";
        let said = comment(&["Hvad lagrede tekster står for, år for år; omfang er koderne, de hører under".to_owned()]);
        let columns = format!(
            "liste {text}, lagret {text}, omfang {text}, kode {text}, fra {whole}, til {whole}{}",
            self.dialect.key(&["liste", "lagret"])
        );
        let rows: Vec<String> = self.plan.code_lists.iter().flat_map(|list| self.code_rows(list)).collect();
        let mut statements = self.empty_table(&self.own("koder", about), &said, &columns);
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
        let [text, whole] = [Type::Text, Type::Integer].map(|of| self.column_type(of));
        let values: String = (1..=loops).map(|number| format!(", v{number} {whole}")).collect();
        let mut statements = Vec::new();
        let mut table = |name: &str, about: &str, columns: &str, rows: &[String]| {
            let object = self.own(name, "familier af nøgletal");
            statements.extend(self.empty_table(&object, &comment(&[about.to_owned()]), columns));
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
            &format!("loekke {text}, vaerdi {whole}, tal {}", self.column_type(Type::Decimal(38, 10))),
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
                rows.push(format!("  ({}, {value}, {})", self.text(&table.name), self.literal(number)));
            }
        }
        rows
    }

    /// `kalender`: the periods in which figures may have rows, and those that are looked up by year.
    pub fn calendar(&self) -> Vec<Statement> {
        let delivered: Vec<String> = self
            .plan
            .sources
            .iter()
            .filter(|source| !source.used_roles.is_empty())
            .map(|source| format!("SELECT maaned FROM {}", self.named_object("leveret", &source.name)))
            .collect();
        let delivered = if delivered.is_empty() {
            format!("SELECT {} AS maaned{}", self.integer("NULL"), self.dialect.without_table())
        } else {
            delivered.join("\nUNION ALL\n")
        };
        let year = |month: &str| self.dialect.integer_quotient(month, "12");
        let named = self.plan.named_years.iter().max();
        let named = named.map(|named| {
            self.dialect.least(&[named.to_string(), format!("{} + {}", year("MAX(maaned)"), self.plan.years_back)])
        });
        let last: Vec<String> =
            [format!("{} + {}", year("MAX(maaned)"), self.plan.years_ahead)].into_iter().chain(named).collect();
        let span =
            format!("SELECT {} - 1 AS foerste, {} AS sidste\nFROM leveret", year("MIN(maaned)"), self.greatest(&last));
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
        self.table_of(&self.own("kalender", "kalender"), &about, &query)
    }

    fn periods(&self, grain: Grain) -> String {
        let year = self.dialect.integer_quotient("fra", "12");
        let month = format!("{} + 1", self.dialect.remainder("fra", 12));
        let year_text = self.dialect.padded(&year, 4);
        let (period, filter) = match grain {
            Grain::Month => (self.concat([&year_text, "'-'", &self.dialect.padded(&month, 2)]), String::new()),
            Grain::Quarter => {
                let quarter = self.dialect.integer_quotient(&format!("({})", self.dialect.remainder("fra", 12)), "3");
                let filter = format!("\nWHERE {} = 0", self.dialect.remainder("fra", 3));
                let quarter = self.dialect.padded(&format!("{quarter} + 1"), 1);
                (self.concat([&year_text, "'-K'", &quarter]), filter)
            }
            Grain::Year => (year_text, format!("\nWHERE {} = 0", self.dialect.remainder("fra", 12))),
            Grain::SchoolYear => {
                let filter = format!("\nWHERE {} = {SCHOOL_YEAR_START}", self.dialect.remainder("fra", 12));
                (self.school_year(&year), filter)
            }
        };
        format!(
            "SELECT {} AS slags, {period} AS periode, {} AS periode_start,\n  fra, fra + {} AS til, {year} AS aar\nFROM maaneder{filter}",
            self.grain_value(grain),
            self.dialect.date(&year, &month),
            grain.months() - 1,
        )
    }

    /// `2024/25`, from the calendar year in which it begins.
    pub fn school_year(&self, year: &str) -> String {
        let next = self.dialect.remainder(&format!("({year} + 1)"), 100);
        self.concat([&self.dialect.padded(year, 4), "'/'", &self.dialect.padded(&next, 2)])
    }

    /// Columns as they are stored in the tables that people read.
    pub fn stored_columns(&self, columns: &str, amounts: &[&str]) -> String {
        let one = |column: &str| match amounts.contains(&column) {
            true => self.dialect.stored_amount(column),
            false => column.to_owned(),
        };
        columns.split(", ").map(one).collect::<Vec<_>>().join(", ")
    }

    /// `resultat`: the rows of all nøgletal.
    pub fn results(&self) -> Vec<Statement> {
        let [text, date, amount] = [Type::Text, Type::Date, PUBLISHED].map(|of| self.column_type(of));
        let columns = format!(
            "noegletal {text}, udgave {text}, kommune {text}, periode {text}, periode_start {date}, \
             taeller {amount}, naevner {amount}, resultat {amount}, status {text}"
        );
        let mut statements = self.empty_table(&self.own("resultat", "resultater"), "", &columns);
        for figure in self.plan.figures.iter().filter(|figure| !figure.of_rule) {
            let names = "noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status";
            let text = format!(
                "INSERT INTO {} ({names})\nSELECT {}\nFROM {}",
                self.object("resultat"),
                self.stored_columns(names, &["taeller", "naevner", "resultat"]),
                self.named_object("nt", &figure.name)
            );
            statements.push(self.rows("resultat", format!("beregner {}", figure.title), text));
        }
        statements
    }

    /// The same in one statement, which can be run anew when rows have changed.
    pub fn results_at_once(&self) -> Vec<Statement> {
        let names = "noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status";
        let figures = self.plan.figures.iter().filter(|figure| !figure.of_rule);
        let queries: Vec<String> =
            figures.map(|figure| format!("SELECT {names}\nFROM {}", self.named_object("nt", &figure.name))).collect();
        self.table_of(&self.own("resultat", "resultater"), "", &queries.join("\nUNION ALL\n"))
    }
}
