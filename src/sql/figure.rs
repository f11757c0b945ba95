//! Nøgletal and grundtal as views.
//!
//! In: [`FigurePlan`]s and [`BaseFigurePlan`]s. Out: the views `nt_…`, and the tables `dele_…` and `gt_…`. Guaranteed now:
//! the text of each says what it counts; `nt_…` has exactly the published columns; what other figures read is computed
//! once and kept, however many read it.

use super::Statement;
use super::layout::{Relation, comment, filtered, select, with};
use super::suppression::HIDDEN;
use super::writer::{ALWAYS, Writer, years_test};
use crate::model::{Outcome, ValueSubject, WhenRule};
use crate::plan::{BaseFigurePlan, Computed, EditionPlan, EditionShape, FigurePlan, Grade, Number};

impl Writer<'_> {
    /// The word of a grade; skjult only where a row may be hidden.
    fn status(&self, figure: &FigurePlan, grade: &str) -> String {
        let [ok, provisional, zero, missing, hidden] =
            ["ok", "foreløbig", "nævner_nul", "mangler", "skjult"].map(|word| self.text_value(word));
        let worst = if figure.may_be_hidden {
            format!("WHEN 3 THEN {missing} ELSE {hidden}")
        } else {
            format!("ELSE {missing}")
        };
        format!("CASE {grade} WHEN 0 THEN {ok} WHEN 1 THEN {provisional} WHEN 2 THEN {zero} {worst} END")
    }

    /// A grundtal: kommune, periode, vaerdi and grad, where something was delivered.
    pub fn base_figure(&self, base: &BaseFigurePlan) -> Vec<Statement> {
        let mut relations = Vec::new();
        let mut queries = Vec::new();
        for (years, count) in &base.versions {
            relations.extend(self.count(count, ""));
            let mut conditions = vec![format!("k.slags = {}", self.grain(base.grain))];
            conditions.extend(years_test("k.aar", *years));
            let (value, grade) = self.counted(count, "b", "l", "k.fra");
            let columns = [
                "l.kommune".to_owned(),
                "k.periode".to_owned(),
                "k.periode_start".to_owned(),
                "k.fra".to_owned(),
                format!("{value} AS vaerdi"),
                if grade == "l.grad" { grade } else { format!("{grade} AS grad") },
            ];
            let rest = format!(
                "FROM {name}_leveret AS l\nJOIN {} AS k ON k.fra = l.fra\nLEFT JOIN {name}_beloeb AS b ON b.kommune = l.kommune AND b.fra = l.fra{}",
                self.object("kalender"),
                filtered(&conditions),
                name = count.name,
            );
            queries.push(select(&columns, &rest));
        }
        let name = self.base_figure_name(&base.name, base.grain);
        let query = with(&relations, &queries.join("\nUNION ALL\n"));
        self.table_of(&self.named("gt", &name, format!("grundtal {}", base.name)), &comment(&base.about), &query)
    }

    /// The view of a nøgletal, and what others read of it.
    pub fn figure(&self, figure: &FigurePlan) -> Vec<Statement> {
        let about = format!("nøgletal {}", figure.name);
        let mut relations: Vec<Relation> =
            figure.counts.iter().flat_map(|count| self.count(count, &figure.name)).collect();
        let mut queries = Vec::new();
        for (number, edition) in figure.editions.iter().enumerate() {
            let suffix = if figure.editions.len() == 1 { String::new() } else { format!("_{}", number + 1) };
            relations.extend(self.edition(figure, edition, &suffix));
            queries.push(self.shown(figure, edition, &suffix));
        }
        let query = with(&relations, &queries.join("\nUNION ALL\n"));
        let header = comment(&figure.about);
        let published = self.named("nt", &figure.name, about.clone());
        if !figure.is_read {
            return self.view(&published, &header, &query);
        }
        if figure.of_rule {
            let parts = self.named("dele", &figure.name, format!("data til {}", figure.title));
            return self.table_of(&parts, &header, &query);
        }
        let parts = self.named("dele", &figure.name, about);
        let columns = self.published_columns(figure).join(", ");
        let outer = format!("SELECT {columns}, {} AS status\nFROM {}", self.status(figure, "grad"), parts.object);
        let mut statements = self.table_of(&parts, &header, &query);
        statements.extend(self.view(&published, &header, &outer));
        statements
    }

    pub fn published_columns(&self, figure: &FigurePlan) -> Vec<String> {
        let code = figure.family.as_ref().map(|_| "kode");
        let columns = ["noegletal", "udgave", "kommune", "periode", "periode_start", "taeller", "naevner", "resultat"];
        code.into_iter().chain(columns).map(str::to_owned).collect()
    }

    /// The relations from the rows that exist to the raw result.
    fn edition(&self, figure: &FigurePlan, edition: &EditionPlan, suffix: &str) -> Vec<Relation> {
        let rows = format!("raekker{suffix}");
        let parts = format!("dele{suffix}");
        let mut relations = vec![
            Relation::new(
                rows.clone(),
                "Kommuner og perioder, der har en række",
                self.existence(&edition.existence, figure.grain),
            ),
            Relation::new(parts.clone(), "", self.terms(figure, edition, &rows)),
        ];
        let mut last = parts;
        for (number, steps) in edition.steps.iter().enumerate() {
            let all_and = |columns: Vec<String>| std::iter::once("*".to_owned()).chain(columns).collect::<Vec<_>>();
            let operands: Vec<String> = steps.iter().flat_map(|step| self.operands(step)).collect();
            if !operands.is_empty() {
                let name = format!("led_{}{suffix}", number + 1);
                let body = select(&all_and(operands), &format!("FROM {last}"));
                relations.push(Relation::new(name.clone(), "Hvad der deles, i hele tal", body));
                last = name;
            }
            let columns = all_and(steps.iter().map(|step| self.step(step)).collect());
            let name = format!("trin_{}{suffix}", number + 1);
            relations.push(Relation::new(name.clone(), "", select(&columns, &format!("FROM {last}"))));
            last = name;
        }
        if let Some(columns) = self.parts_columns(edition) {
            let name = format!("vaerdier{suffix}");
            relations.push(Relation::new(name.clone(), "", select(&columns, &format!("FROM {last}"))));
            last = name;
        }
        let grade = format!("{} AS grad", self.hidden_grade(&edition.hides, &self.row_grade(edition)));
        let graded = format!("grader{suffix}");
        let mut columns = vec!["*".to_owned(), grade];
        let mut about = "Status: 0 ok, 1 foreløbig, 2 nævner_nul, 3 mangler".to_owned();
        if figure.may_be_hidden {
            about.push_str(", 4 skjult");
        }
        if matches!(edition.shape, EditionShape::Ratio { denominator: Some(_), .. }) {
            columns.push(format!("{} AS t", self.in_units("taeller")));
            columns.push(format!("{} AS n", self.in_units("naevner")));
            about.push_str(
                "; t og n er tæller og nævner i hundredtusindedele, delt med hele tal og afrundet væk fra nul",
            );
        }
        relations.push(Relation::new(graded.clone(), &about, select(&columns, &format!("FROM {last}"))));
        let columns = ["*".to_owned(), format!("{} AS raa_resultat", self.raw_result(edition))];
        relations.push(Relation::new(format!("beregnet{suffix}"), "", select(&columns, &format!("FROM {graded}"))));
        if edition.second_smallest {
            relations.extend(self.second_smallest(figure, edition, suffix));
        }
        relations
    }

    /// tæller, nævner or the formula's value as columns; nothing where the terms already are those.
    fn parts_columns(&self, edition: &EditionPlan) -> Option<Vec<String>> {
        let mut columns = vec!["*".to_owned()];
        let mut add = |part: &Computed, name: &str| {
            let term = Number::Decimal(name.to_owned());
            if part.value != term {
                columns.push(format!("{} AS {name}", self.published(&part.value)));
            }
            if part.grades != [Grade::Term(name.to_owned())] {
                columns.push(format!("{} AS {name}_grad", self.worst(&part.grades)));
            }
        };
        match &edition.shape {
            EditionShape::Ratio { numerator, denominator, .. } => {
                add(numerator, "taeller");
                if let Some(denominator) = denominator {
                    add(denominator, "naevner");
                }
            }
            EditionShape::Formula(value) => add(value, "vaerdi"),
        }
        (columns.len() > 1).then_some(columns)
    }

    fn row_grade(&self, edition: &EditionPlan) -> String {
        match &edition.shape {
            EditionShape::Ratio { denominator: None, .. } => "taeller_grad".to_owned(),
            EditionShape::Ratio { .. } => self.greatest(
                &["taeller_grad", "naevner_grad", "CASE WHEN naevner = 0 THEN 2 ELSE 0 END"].map(str::to_owned),
            ),
            EditionShape::Formula(_) => "vaerdi_grad".to_owned(),
        }
    }

    /// The result before the rules of `når`.
    fn raw_result(&self, edition: &EditionPlan) -> String {
        let value = match &edition.shape {
            EditionShape::Ratio { denominator: None, .. } => "taeller".to_owned(),
            EditionShape::Ratio { factor, .. } => self.ratio("t", "n", factor),
            EditionShape::Formula(_) => "vaerdi".to_owned(),
        };
        format!("CASE WHEN grad >= 2 THEN NULL ELSE\n  {}\nEND", super::layout::hanging(&value, 2))
    }

    /// What an udgave shows.
    fn shown(&self, figure: &FigurePlan, edition: &EditionPlan, suffix: &str) -> String {
        let own = |name: &str| format!("{} AS noegletal", self.text_value(name));
        let mut columns = match figure.family {
            Some(_) => vec!["kode".to_owned(), "noegletal".to_owned()],
            None => vec![own(&figure.name)],
        };
        columns.push(format!("{} AS udgave", self.edition_name(edition)));
        columns.extend(["kommune", "periode", "periode_start"].map(str::to_owned));
        let nothing = self.decimal("NULL");
        let (numerator, denominator, grades) = match &edition.shape {
            EditionShape::Ratio { denominator: Some(_), .. } => {
                ("taeller".to_owned(), "naevner".to_owned(), [Some("taeller_grad"), Some("naevner_grad")])
            }
            EditionShape::Ratio { denominator: None, .. } => {
                ("taeller".to_owned(), nothing, [Some("taeller_grad"), None])
            }
            EditionShape::Formula(_) => (nothing.clone(), nothing, [None, None]),
        };
        let (grade, from) = match edition.second_smallest {
            true => ("vist_grad", "daekket"),
            false => ("grad", "beregnet"),
        };
        let result = self.ruled_result(&edition.rules);
        let shown = [(numerator, "taeller"), (denominator, "naevner"), (result, "resultat")];
        columns.extend(shown.map(|(value, name)| unless_hidden(figure, grade, &value, name)));
        if figure.is_read {
            let grade_of = |(of, name): (Option<&str>, &str)| match of {
                None => format!("{} AS {name}", self.integer("NULL")),
                Some(of) if figure.may_be_hidden => {
                    format!("CASE WHEN {grade} = {HIDDEN} THEN {HIDDEN} ELSE {of} END AS {name}")
                }
                Some(of) => of.to_owned(),
            };
            columns.extend(grades.into_iter().zip(["taeller_grad", "naevner_grad"]).map(grade_of));
            columns.extend([renamed(grade, "grad"), "fra".to_owned()]);
            let most = figure.editions.iter().map(|edition| edition.summed.len()).max().unwrap_or(0);
            columns.extend((0..most).map(|place| self.summed_part(figure, edition, grade, place)));
        } else {
            columns.push(format!("{} AS status", self.status(figure, grade)));
        }
        select(&columns, &format!("FROM {from}{suffix}"))
    }

    /// A part of the formel that is added over kommuner.
    fn summed_part(&self, figure: &FigurePlan, edition: &EditionPlan, grade: &str, place: usize) -> String {
        let value = edition.summed.get(place).map_or_else(|| self.decimal("NULL"), |part| self.published(part));
        unless_hidden(figure, grade, &value, &format!("vaegtled_{}", place + 1))
    }

    fn edition_name(&self, edition: &EditionPlan) -> String {
        let [first @ .., (_, last)] = edition.labels.as_slice() else { return "NULL".to_owned() };
        if first.is_empty() {
            return self.text_value(last);
        }
        let case = |(years, label): &(crate::model::years::Years, String)| {
            let test = years_test("aar", *years).unwrap_or_else(|| ALWAYS.to_owned());
            format!("WHEN {test} THEN {}", self.text_value(label))
        };
        format!("CASE {} ELSE {} END", first.iter().map(case).collect::<Vec<_>>().join(" "), self.text_value(last))
    }

    pub fn ruled_result(&self, rules: &[WhenRule]) -> String {
        if rules.is_empty() {
            return "raa_resultat".to_owned();
        }
        let mut text = "CASE\n  WHEN grad = 3 THEN NULL".to_owned();
        for rule in rules {
            let subject = match rule.subject {
                ValueSubject::Numerator => "taeller",
                ValueSubject::Denominator => "naevner",
                ValueSubject::Result => "raa_resultat",
            };
            let shown = match rule.outcome {
                Outcome::ShowNothing => "NULL",
                Outcome::ShowZero => "0",
            };
            text.push_str(&format!("\n  WHEN {} THEN {shown}", self.value_test(subject, &rule.test)));
        }
        self.decimal(&format!("{text}\n  ELSE raa_resultat\nEND"))
    }
}

/// What a row shows of a value; nothing when it is hidden.
fn unless_hidden(figure: &FigurePlan, grade: &str, value: &str, name: &str) -> String {
    match figure.may_be_hidden {
        true => format!("CASE WHEN {grade} < {HIDDEN} THEN {} END AS {name}", super::layout::hanging(value, 2)),
        false => renamed(value, name),
    }
}

fn renamed(value: &str, name: &str) -> String {
    if value == name { name.to_owned() } else { format!("{value} AS {name}") }
}
