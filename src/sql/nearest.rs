//! What comparisons read besides results: regions, groups of a file, nearest kommuner.
//!
//! In: [`ComparisonTables`](crate::plan::ComparisonTables). Out: statements. Guaranteed now: distances are whole numbers
//! of 10^-10, each term rounded half away from zero (C4).

use super::Statement;
use super::dialect::Type;
use super::layout::{Relation, comment, filtered, select, with};
use super::writer::Writer;
use crate::model::years::Years;
use crate::plan::NearestPlan;

/// A quotient's ten decimals are found so many at a time, since numbers have 38 digits at most.
const DIGITS_AT_A_TIME: u32 = 2;
const STEPS: u32 = 10 / DIGITS_AT_A_TIME;

impl Writer<'_> {
    pub fn comparison_tables(&self) -> Vec<Statement> {
        let tables = &self.plan.comparison_tables;
        let [text, whole] = [Type::Text, Type::Integer].map(|of| self.column_type(of));
        let years = |years: Years| format!("{}, {}", years.from.unwrap_or(0), years.to.unwrap_or(9999));
        let mut statements = Vec::new();
        let mut table = |name: &str, about: &str, columns: &str, rows: Vec<String>| {
            let about_lines = comment(&[about.to_owned()]);
            statements.extend(self.empty_table(&self.own(name, "sammenligning"), &about_lines, columns));
            statements.extend(self.insert(name, "sammenligning", &rows));
        };
        if !tables.regions.is_empty() {
            let rows = tables.regions.iter().map(|of| {
                format!("  ({}, {}, {})", self.text(&of.municipality), self.text(&of.region), years(of.years))
            });
            let columns = format!("kommune {text}, region {text}, fra {whole}, til {whole}");
            table("regioner", "Kommunernes regioner, år for år", &columns, rows.collect());
        }
        if !tables.listed.is_empty() {
            let row = |name: &str, one: &crate::model::GroupMember| {
                let texts = [name, &one.municipality, &one.with].map(|text| self.text(text)).join(", ");
                format!("  ({texts}, {})", years(one.years))
            };
            let rows = tables.listed.iter().flat_map(|group| group.members.iter().map(|one| row(&group.name, one)));
            let columns = format!("sammenligning {text}, kommune {text}, med {text}, fra {whole}, til {whole}");
            table("sammenligningsgrupper", "Hver kommunes sammenligningskommuner", &columns, rows.collect());
        }
        statements.extend(tables.nearest.iter().flat_map(|nearest| self.nearest(nearest)));
        statements
    }

    /// `naermeste_…`: for each kommune and period the kommuner nearest by the criteria.
    fn nearest(&self, plan: &NearestPlan) -> Vec<Statement> {
        let mut relations = Vec::new();
        for (number, name) in plan.by.iter().enumerate() {
            let [values, spread] = self.criterion(plan, name, number + 1);
            relations.push(values);
            relations.extend((!self.is_narrow()).then_some(spread));
        }
        relations.extend(if self.is_narrow() { self.narrow_distances(plan) } else { self.distances(plan) });
        let order = "ROW_NUMBER() OVER (PARTITION BY periode, kommune ORDER BY afstand, med) AS nr";
        relations.push(Relation::new(
            "ordnet",
            "De nærmeste først; lige langt væk: laveste kommunenummer først",
            select(&["periode, kommune, med".to_owned(), order.to_owned()], "FROM afstande"),
        ));
        let query = with(&relations, &format!("SELECT periode, kommune, med\nFROM ordnet\nWHERE nr <= {}", plan.size));
        let about = comment(&[format!("Nærmeste kommuner efter {}", plan.by.join(", "))]);
        let table = self.named("naermeste", &plan.name, format!("nærmeste kommuner, {}", plan.name));
        self.table_of(&table, &about, &query)
    }

    /// The relations from pairs to `afstande`.
    fn distances(&self, plan: &NearestPlan) -> Vec<Relation> {
        let mut relations = vec![self.pairs(plan)];
        let mut last = "par".to_owned();
        for step in 1..=STEPS {
            let name = format!("deling_{step}");
            let columns = self.division_step(plan.by.len(), step);
            relations.push(Relation::new(name.clone(), "", select(&columns, &format!("FROM {last}"))));
            last = name;
        }
        let rounded = |number: usize| {
            format!("q_{number} + CASE WHEN 2 * r_{number} >= d_{number} AND d_{number} > 0 THEN 1 ELSE 0 END")
        };
        let distance: Vec<String> = (1..=plan.by.len()).map(rounded).collect();
        let columns = ["periode, kommune, med".to_owned(), format!("{} AS afstand", distance.join("\n+ "))];
        relations.push(Relation::new("afstande", "I 10^-10", select(&columns, &format!("FROM {last}"))));
        relations
    }

    /// The values of a criterion, and per period its variance as d / f.
    fn criterion(&self, plan: &NearestPlan, name: &str, number: usize) -> [Relation; 2] {
        let tests = [
            format!("noegletal = {}", self.text(name)),
            format!("status IN ({}, {})", self.text("ok"), self.text("foreløbig")),
            "resultat IS NOT NULL".to_owned(),
        ];
        let values = select(
            &["periode".to_owned(), "kommune".to_owned(), format!("{} AS x", self.in_units("resultat"))],
            &format!("FROM {} AS r{}", self.object("resultat"), filtered(&tests)),
        );
        let included: Vec<String> = self.not_among("kommune", &plan.excluded).into_iter().collect();
        let (count, sum, squares) = (self.wide("COUNT(*)"), self.wide("SUM(x)"), self.wide("SUM(x * x)"));
        let spread = select(
            &[
                "periode".to_owned(),
                format!("{count} * ({count} - 1) AS f"),
                format!("{count} * {squares} - {sum} * {sum} AS d"),
            ],
            &format!("FROM kriterie_{number}{}\nGROUP BY periode", filtered(&included)),
        );
        [
            Relation::new(format!("kriterie_{number}"), name, values),
            Relation::new(format!("spredning_{number}"), "Variansen er d / f", spread),
        ]
    }

    /// Pairs of kommuner that have all criteria: of each (x − y)² × f and d.
    fn pairs(&self, plan: &NearestPlan) -> Relation {
        let mut columns = vec!["a_1.periode, a_1.kommune, b_1.kommune AS med".to_owned()];
        let from = self.pairs_from(plan.by.len());
        for number in 1..=plan.by.len() {
            let difference = format!("(a_{number}.x - b_{number}.x)");
            let none = self.wide("0");
            columns.push(format!("{none} AS q_{number}"));
            columns.push(format!("{difference} * {difference} * s_{number}.f AS r_{number}"));
            columns.push(format!("s_{number}.d AS d_{number}"));
        }
        let tests: Vec<String> = self.not_among("b_1.kommune", &plan.excluded).into_iter().collect();
        Relation::new("par", "", select(&columns, &format!("{from}{}", filtered(&tests))))
    }

    /// Pairs of kommuner by their criteria, and the spread of each.
    pub fn pairs_from(&self, criteria: usize) -> String {
        let mut from = "FROM kriterie_1 AS a_1\nJOIN kriterie_1 AS b_1 ON b_1.periode = a_1.periode AND b_1.kommune <> a_1.kommune".to_owned();
        for number in 1..=criteria {
            if number > 1 {
                for side in ["a", "b"] {
                    from.push_str(&format!(
                        "\nJOIN kriterie_{number} AS {side}_{number} ON {side}_{number}.periode = a_1.periode AND {side}_{number}.kommune = {side}_1.kommune"
                    ));
                }
            }
            from.push_str(&format!("\nJOIN spredning_{number} AS s_{number} ON s_{number}.periode = a_1.periode"));
        }
        from
    }

    /// The next decimals of each quotient; the first step finds the whole part too. No variance: no distance.
    fn division_step(&self, criteria: usize, step: u32) -> Vec<String> {
        let factor = 10_u32.pow(DIGITS_AT_A_TIME);
        let mut columns = vec!["periode, kommune, med".to_owned()];
        for number in 1..=criteria {
            let (quotient, rest, divisor) = (format!("q_{number}"), format!("r_{number}"), format!("d_{number}"));
            let whole = |dividend: &str| self.dialect.wide_quotient(dividend, &format!("NULLIF({divisor}, 0)"));
            let (before, left) = if step == 1 {
                (
                    format!("COALESCE({}, 0)", whole(&rest)),
                    format!("({rest} - {divisor} * COALESCE({}, 0))", whole(&rest)),
                )
            } else {
                (quotient.clone(), rest.clone())
            };
            let next = format!("COALESCE({}, 0)", whole(&format!("({factor} * {left})")));
            columns.push(format!("{factor} * {before} + {next} AS {quotient}"));
            columns.push(format!(
                "CASE WHEN {divisor} = 0 THEN 0 ELSE {factor} * {left} - {divisor} * {next} END AS {rest}"
            ));
            columns.push(divisor);
        }
        columns
    }
}
