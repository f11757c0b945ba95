//! `sammenligning`: nøgletal held against each other.
//!
//! In: [`ComparisonPlan`]s. Out: a view `sammenligning_…` per compared nøgletal and the table `sammenligning`. Guaranteed
//! now: one row per row of `resultat`; averages are over those that take part, and each is rounded once.

use super::Statement;
use super::averages::{Averaged, COUNTED};
use super::dialect::{PUBLISHED, Type};
use super::layout::{Relation, comment, filtered, select, with};
use super::writer::{Writer, years_test};
use crate::model::{AverageKind, Potential};
use crate::plan::{ComparisonPlan, FigurePlan, GroupPlan, PotentialPlan, Weight};

/// The columns of `sammenligning`.
pub const COLUMNS: [&str; 13] = [
    "noegletal",
    "kommune",
    "periode",
    "resultat",
    "landsgennemsnit",
    "gruppegennemsnit",
    "regionsgennemsnit",
    "afvigelse",
    "rang",
    "antal",
    "percentil",
    "mulighedsrum",
    "status",
];

/// Those of them that hold amounts.
pub const AMOUNTS: [&str; 7] =
    ["resultat", "landsgennemsnit", "gruppegennemsnit", "regionsgennemsnit", "afvigelse", "percentil", "mulighedsrum"];

impl Writer<'_> {
    /// `sammenligning` and all it reads.
    pub fn comparisons(&self) -> Vec<Statement> {
        let mut statements = self.comparison_tables();
        let compared = &self.plan.comparisons;
        statements.extend(compared.iter().flat_map(|comparison| self.comparison(comparison)));
        let about = "sammenligning";
        let [text, number, whole] = [Type::Text, PUBLISHED, Type::Integer].map(|of| self.column_type(of));
        let typed = COLUMNS.map(|column| match column {
            "noegletal" | "kommune" | "periode" | "status" => format!("{column} {text}"),
            "rang" | "antal" => format!("{column} {whole}"),
            _ => format!("{column} {number}"),
        });
        statements.extend(self.empty_table(&self.own(about, about), "", &typed.join(", ")));
        let all = COLUMNS.join(", ");
        for comparison in compared {
            let from = self.named_object("sammenligning", &comparison.figure);
            let stored = self.stored_columns(&all, &AMOUNTS);
            let text = format!("INSERT INTO {} ({all})\nSELECT {stored}\nFROM {from}", self.object(about));
            statements.push(self.rows(about, format!("sammenligner {}", comparison.title), text));
        }
        statements.extend(self.not_compared());
        statements
    }

    /// The views alone, and what they read besides results.
    pub fn comparison_views(&self) -> Vec<Statement> {
        let mut statements = self.comparison_tables();
        statements.extend(self.plan.comparisons.iter().flat_map(|comparison| self.comparison(comparison)));
        statements
    }

    /// `landsgennemsnit_…`: what other figures read of this one, before any result is stored.
    pub fn national_average(&self, figure: &FigurePlan) -> Vec<Statement> {
        let averaged = |one: &&ComparisonPlan| one.figure == figure.name && one.is_averaged;
        match self.plan.comparisons.iter().find(averaged).and_then(|plan| Some((plan, plan.national?))) {
            Some((plan, kind)) => self.national_average_of(figure, plan, kind),
            None => Vec::new(),
        }
    }

    fn national_average_of(&self, figure: &FigurePlan, plan: &ComparisonPlan, kind: AverageKind) -> Vec<Statement> {
        let mut columns: Vec<String> = COUNTED.iter().chain(&["grad", "aar", "fra"]).map(|c| (*c).to_owned()).collect();
        columns.extend((1..=plan.summed).map(|number| format!("vaegtled_{number}")));
        let tests = std::iter::once("grad < 2 AND resultat IS NOT NULL".to_owned())
            .chain(self.not_among("kommune", &plan.excluded))
            .collect::<Vec<String>>();
        let year = self.dialect.integer_quotient("fra", "12");
        let columns: Vec<String> =
            columns.into_iter().map(|column| if column == "aar" { format!("{year} AS aar") } else { column }).collect();
        let from = format!("FROM {}{}", self.named_object("dele", &figure.name), filtered(&tests));
        let mut relations = vec![Relation::new("med_i", "De, der er med", select(&columns, &from))];
        let averaged = Averaged { name: "landet", column: "landsgennemsnit", by_region: false };
        relations.extend(self.average_of(plan, kind, &averaged));
        let query = "SELECT m.noegletal, m.fra, MAX(m.grad) AS grad, MAX(l.landsgennemsnit) AS landsgennemsnit\nFROM med_i AS m\n\
                     JOIN landet AS l ON l.noegletal = m.noegletal AND l.periode = m.periode\nGROUP BY m.noegletal, m.fra";
        let about = comment(&[format!("Landsgennemsnit af {}", figure.title)]);
        let table = self.named("landsgennemsnit", &figure.name, format!("landsgennemsnit af {}", figure.name));
        self.table_of(&table, &about, &with(&relations, query))
    }

    /// Rows of nøgletal that are not compared: their resultat and status.
    fn not_compared(&self) -> Option<Statement> {
        let compared: Vec<&str> = self.plan.comparisons.iter().map(|one| one.figure.as_str()).collect();
        let figures =
            self.plan.figures.iter().filter(|figure| !figure.of_rule && !compared.contains(&figure.name.as_str()));
        let (families, single): (Vec<_>, Vec<_>) = figures.partition(|figure| figure.family.is_some());
        let names = |figures: &[&FigurePlan]| {
            figures.iter().map(|figure| self.text(&figure.name)).collect::<Vec<_>>().join(", ")
        };
        let mut tests = Vec::new();
        if !single.is_empty() {
            tests.push(format!("noegletal IN ({})", names(&single)));
        }
        if !families.is_empty() {
            let members = self.object("medlemmer");
            tests.push(format!("noegletal IN (SELECT noegletal FROM {members} WHERE figur IN ({}))", names(&families)));
        }
        if tests.is_empty() {
            return None;
        }
        let columns = "noegletal, kommune, periode, resultat, status";
        let text = format!(
            // Without another name the table would be what BigQuery takes `resultat` for.
            "INSERT INTO {} ({columns})\nSELECT {columns}\nFROM {} AS r\nWHERE {}",
            self.object("sammenligning"),
            self.object("resultat"),
            tests.join("\n  OR ")
        );
        Some(self.rows("sammenligning", "sammenligning", text))
    }

    /// The view of one nøgletal.
    fn comparison(&self, plan: &ComparisonPlan) -> Vec<Statement> {
        let mut relations = vec![self.compared_rows(plan), self.taking_part(plan)];
        relations.push(Relation::new(
            "optalt",
            "Hvor mange der er med; grad er 1, når en af dem er foreløbig",
            select(
                &["noegletal", "periode", "COUNT(*) AS antal", "MAX(grad) AS grad"].map(str::to_owned),
                "FROM med_i\nGROUP BY noegletal, periode",
            ),
        ));
        if let Some(kind) = plan.national {
            let averaged = Averaged { name: "landet", column: "landsgennemsnit", by_region: false };
            relations.extend(self.average_of(plan, kind, &averaged));
        }
        if let Some(kind) = plan.region {
            let averaged = Averaged { name: "regionen", column: "regionsgennemsnit", by_region: true };
            relations.extend(self.average_of(plan, kind, &averaged));
        }
        relations.extend(self.group_of(plan));
        relations.push(self.placed(plan));
        if let Some(PotentialPlan { against: Potential::Percentile(percentile), .. }) = &plan.potential {
            let averaged = Averaged { name: "niveau", column: "niveau", by_region: false };
            relations.extend(self.percentile_of(percentile, &averaged));
        }
        relations.push(self.beside_each_other(plan));
        let query = with(&relations, &self.shown_comparison(plan));
        let about = comment(&[format!("Sammenligning af {}", plan.title)]);
        let view = self.named("sammenligning", &plan.figure, format!("sammenligning af {}", plan.figure));
        self.view(&view, &about, &query)
    }

    fn compared_rows(&self, plan: &ComparisonPlan) -> Relation {
        let mut columns: Vec<String> = COUNTED.iter().map(|column| format!("r.{column}")).collect();
        columns.push("r.status".to_owned());
        columns.push(format!("{} AS aar", self.integer(&self.dialect.beginning("r.periode", 4))));
        let [ok, provisional] = ["ok", "foreløbig"].map(|word| self.text(word));
        columns.push(format!("CASE r.status WHEN {ok} THEN 0 WHEN {provisional} THEN 1 ELSE 2 END AS grad"));
        let mut from = format!("FROM {} AS r", self.object("resultat"));
        if plan.summed > 0 {
            columns.extend((1..=plan.summed).map(|number| format!("p.vaegtled_{number}")));
            let parts = self.named_object("dele", &plan.figure);
            from.push_str(&format!(
                "\nJOIN {parts} AS p ON p.noegletal = r.noegletal AND p.kommune = r.kommune AND p.periode = r.periode"
            ));
        }
        from.push_str(&match plan.is_family {
            false => format!("\nWHERE r.noegletal = {}", self.text(&plan.figure)),
            true => format!(
                "\nWHERE r.noegletal IN (SELECT noegletal FROM {} WHERE figur = {})",
                self.object("medlemmer"),
                self.text(&plan.figure)
            ),
        });
        Relation::new("alle", "", select(&columns, &from))
    }

    fn taking_part(&self, plan: &ComparisonPlan) -> Relation {
        let mut columns = vec!["a.*".to_owned()];
        let mut from = "FROM alle AS a".to_owned();
        if plan.region.is_some() {
            columns.push("o.region".to_owned());
            from.push_str(&format!("\nLEFT JOIN {}", self.region_join("a")));
        }
        let mut tests = vec!["a.grad < 2".to_owned(), "a.resultat IS NOT NULL".to_owned()];
        tests.extend(self.not_among("a.kommune", &plan.excluded));
        let body = select(&columns, &format!("{from}{}", filtered(&tests)));
        Relation::new("med_i", "De, der er med: ok eller foreløbig, og ikke holdt ude", body)
    }

    fn region_join(&self, alias: &str) -> String {
        let regions = self.object("regioner");
        format!("{regions} AS o ON o.kommune = {alias}.kommune AND {alias}.aar BETWEEN o.fra AND o.til")
    }

    pub fn not_among(&self, column: &str, excluded: &[String]) -> Option<String> {
        let codes: Vec<String> = excluded.iter().map(|code| self.text(code)).collect();
        (!codes.is_empty()).then(|| format!("{column} NOT IN ({})", codes.join(", ")))
    }

    /// The mean of the group's kommuner that take part.
    fn group_of(&self, plan: &ComparisonPlan) -> Vec<Relation> {
        let Some(group) = &plan.group else { return Vec::new() };
        let join = match group {
            GroupPlan::Listed(name) => format!(
                "JOIN {} AS g ON g.sammenligning = {} AND g.kommune = a.kommune AND a.aar BETWEEN g.fra AND g.til",
                self.object("sammenligningsgrupper"),
                self.text(name)
            ),
            GroupPlan::Nearest(name) => format!(
                "JOIN {} AS g ON g.kommune = a.kommune AND g.periode = a.periode",
                self.named_object("naermeste", name)
            ),
        };
        let members = select(
            &["a.noegletal", "a.periode", "a.kommune", "g.med"].map(str::to_owned),
            &format!("FROM alle AS a\n{join}\nGROUP BY a.noegletal, a.periode, a.kommune, g.med"),
        );
        let sums = select(
            &[
                "g.noegletal".to_owned(),
                "g.periode".to_owned(),
                "g.kommune".to_owned(),
                format!("{} AS i_alt", self.decimal("SUM(m.resultat)")),
                "COUNT(*) AS antal".to_owned(),
            ],
            "FROM gruppe AS g\nJOIN med_i AS m ON m.noegletal = g.noegletal AND m.periode = g.periode AND m.kommune = g.med\n\
             GROUP BY g.noegletal, g.periode, g.kommune",
        );
        vec![
            Relation::new("gruppe", "Hver kommunes gruppe, den selv undtaget", members),
            Relation::new("gruppen", "", sums),
        ]
    }

    /// Rank among those that take part, and how many are strictly lower.
    fn placed(&self, plan: &ComparisonPlan) -> Relation {
        let over = |order: &str| format!("OVER (PARTITION BY noegletal, periode{order})");
        let mut columns = ["noegletal", "periode", "kommune", "naevner"].map(str::to_owned).to_vec();
        if let Some(lowest_first) = plan.lowest_first {
            let order = if lowest_first { "" } else { " DESC" };
            columns.push(format!("RANK() {} AS rang", over(&format!(" ORDER BY resultat{order}"))));
        }
        columns.push(format!("RANK() {} - 1 AS lavere", over(" ORDER BY resultat")));
        columns.push(format!("COUNT(*) {} - 1 AS andre", over("")));
        Relation::new(
            "placering",
            "Rang; hvor mange der er lavere, og hvor mange andre der er",
            select(&columns, "FROM med_i"),
        )
    }

    /// Everything that a row shows, and its distance to the benchmark.
    fn beside_each_other(&self, plan: &ComparisonPlan) -> Relation {
        let nothing = |name: &str| format!("{} AS {name}", self.decimal("NULL"));
        let mut columns =
            ["noegletal", "kommune", "periode", "aar", "resultat", "status"].map(|c| format!("a.{c}")).to_vec();
        columns.push("a.grad AS egen_grad".to_owned());
        let mut from = "FROM alle AS a".to_owned();
        let mut join = |relation: &str, alias: &str, more: &str| {
            from.push_str(&format!(
                "\nLEFT JOIN {relation} AS {alias} ON {alias}.noegletal = a.noegletal AND {alias}.periode = a.periode{more}"
            ));
        };
        join("optalt", "t", "");
        columns.push("COALESCE(t.antal, 0) AS antal, COALESCE(t.grad, 0) AS grad".to_owned());
        join("placering", "p", " AND p.kommune = a.kommune");
        columns.push("p.kommune AS deltager, p.naevner, p.lavere, p.andre".to_owned());
        columns.push(match plan.lowest_first {
            Some(_) => "p.rang".to_owned(),
            None => format!("{} AS rang", self.integer("NULL")),
        });
        match plan.national {
            Some(_) => {
                join("landet", "l", "");
                columns.push("l.landsgennemsnit".to_owned());
            }
            None => columns.push(nothing("landsgennemsnit")),
        }
        match plan.group {
            Some(_) => {
                join("gruppen", "g", " AND g.kommune = a.kommune");
                columns.push(format!("{} AS gruppegennemsnit", self.average("g.i_alt", "g.antal")));
            }
            None => columns.push(nothing("gruppegennemsnit")),
        }
        if let Some(PotentialPlan { against: Potential::Percentile(_), .. }) = plan.potential {
            join("niveau", "n", "");
            columns.push("n.niveau".to_owned());
        }
        match plan.region {
            Some(_) => {
                from.push_str(&format!("\nLEFT JOIN {}", self.region_join("a")));
                from.push_str(
                    "\nLEFT JOIN regionen AS r ON r.noegletal = a.noegletal AND r.periode = a.periode AND r.region = o.region",
                );
                columns.push("r.regionsgennemsnit".to_owned());
            }
            None => columns.push(nothing("regionsgennemsnit")),
        }
        Relation::new("side_om_side", "", select(&columns, &from))
    }

    fn shown_comparison(&self, plan: &ComparisonPlan) -> String {
        let mut columns: Vec<String> = COLUMNS[..7].iter().map(|column| (*column).to_owned()).collect();
        columns.push(format!(
            "{} AS afvigelse",
            self.decimal(&self.checked("CASE WHEN deltager IS NOT NULL THEN resultat - landsgennemsnit END"))
        ));
        columns.push(format!("{} AS rang", self.integer("rang")));
        columns.push(format!("{} AS antal", self.integer("antal")));
        columns.push(format!("{} AS percentil", self.hundredths("lavere", "andre")));
        columns.push(format!("{} AS mulighedsrum", self.potential(plan)));
        let provisional = self.text("foreløbig");
        columns.push(format!("CASE WHEN egen_grad = 0 AND grad = 1 THEN {provisional} ELSE status END AS status"));
        select(&columns, "FROM side_om_side")
    }

    /// |resultat − benchmark| × nævner ÷ factor where the kommune is worse, else 0.
    fn potential(&self, plan: &ComparisonPlan) -> String {
        let Some(potential) = &plan.potential else { return self.decimal("NULL") };
        let benchmark = match potential.against {
            Potential::Percentile(_) => "niveau",
            Potential::NationalAverage => "landsgennemsnit",
            Potential::GroupAverage => "gruppegennemsnit",
        };
        let sign = if potential.higher_is_better { "<" } else { ">" };
        let mut text = format!("CASE\n  WHEN deltager IS NULL OR {benchmark} IS NULL THEN NULL");
        let mut any = false;
        for (years, weight) in &plan.weights {
            let Weight::Ratio(factor) = weight else { continue };
            let year = years_test("aar", *years).map_or_else(String::new, |test| format!("{test} AND "));
            let freed = self.freed("resultat", benchmark, "naevner", factor);
            text.push_str(&format!("\n  WHEN {year}resultat {sign} {benchmark} THEN\n    {freed}"));
            text.push_str(&format!("\n  WHEN {year}naevner IS NOT NULL THEN 0"));
            any = true;
        }
        if any { self.decimal(&format!("{text}\nEND")) } else { self.decimal("NULL") }
    }
}
