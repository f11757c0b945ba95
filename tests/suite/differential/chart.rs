//! A small chart of accounts and code lists whose codes come and go.

use super::random::Random;

/// The first and last year for which figures are defined.
pub const FIRST_YEAR: i32 = 2018;
pub const LAST_YEAR: i32 = 2021;

/// The years for which a declaration's codes must hold when nothing limits it.
pub const ALWAYS: (i32, i32) = (2000, 2030);

/// A code in some years.
#[derive(Debug, Clone)]
pub struct Version {
    pub code: String,
    pub parent: String,
    /// 0 and 9999 when open.
    pub from: i32,
    pub to: i32,
}

/// A dimension of the chart, or a code list.
#[derive(Debug, Clone)]
pub struct Tree {
    /// The bottom level or the list's name; it is also the word in conditions.
    pub name: &'static str,
    pub levels: &'static [&'static str],
    pub versions: Vec<Version>,
}

/// A code of gruppering with the funktion and dranst it stands under.
#[derive(Debug, Clone)]
pub struct Grouping {
    pub function: &'static str,
    pub kind: &'static str,
    pub code: &'static str,
    pub from: i32,
    pub to: i32,
}

/// All that a case has of codes.
#[derive(Debug, Clone)]
pub struct Chart {
    pub function: Tree,
    pub kind: Tree,
    pub nature: Tree,
    pub groupings: Vec<Grouping>,
    pub class: Tree,
    /// The class list stands in a file.
    pub class_in_file: bool,
    /// Its own list of kommuner, in a file; else the built-in one.
    pub own_municipalities: bool,
}

impl Tree {
    /// Known in all of the years.
    pub fn holds(&self, code: &str, from: i32, to: i32) -> bool {
        (from..=to).all(|year| self.versions.iter().any(|v| v.code == code && v.from <= year && year <= v.to))
    }

    /// Codes known in all of the years, at a level (all levels when `None`).
    pub fn known(&self, level: Option<usize>, from: i32, to: i32) -> Vec<String> {
        let mut codes: Vec<String> = self.versions.iter().map(|v| v.code.clone()).collect();
        codes.dedup();
        codes.retain(|code| level.is_none_or(|level| self.level(code) == level) && self.holds(code, from, to));
        codes
    }

    /// Codes known in all of the years and beneath this code throughout.
    pub fn children(&self, of: &str, from: i32, to: i32) -> Vec<String> {
        let inside = |code: &String| code.starts_with(of) && code.len() > of.len() && self.moved() != Some(code);
        self.known(None, from, to).into_iter().filter(inside).collect()
    }

    pub fn level(&self, code: &str) -> usize {
        if self.levels.len() == 1 { 0 } else { code.matches('.').count() }
    }

    /// The code that changes parent.
    fn moved(&self) -> Option<&str> {
        self.versions.windows(2).find(|pair| pair[0].code == pair[1].code).map(|pair| pair[0].code.as_str())
    }

    fn file(&self) -> String {
        let mut text = String::from("kode;overkode;navn;gyldig_fra;gyldig_til\n");
        for v in &self.versions {
            let (from, to) = (open(v.from, 0), open(v.to, 9999));
            text += &format!("{};{};{} {};{from};{to}\n", v.code, v.parent, self.name, v.code.replace('.', " "));
        }
        text
    }
}

fn open(year: i32, without: i32) -> String {
    if year == without { String::new() } else { year.to_string() }
}

fn tree(random: &mut Random, name: &'static str, levels: &'static [&'static str], codes: &[&str]) -> Tree {
    let leaf = |code: &str| !codes.iter().any(|other| other.starts_with(&format!("{code}.")));
    let mut versions = Vec::new();
    for code in codes {
        let parent = code.rsplit_once('.').map_or("", |(above, _)| above).to_owned();
        let (from, to) = if leaf(code) && *code != codes[0] && *code != "5.30.27" { life(random) } else { (0, 9999) };
        versions.push(Version { code: (*code).to_owned(), parent, from, to });
    }
    Tree { name, levels, versions }
}

fn life(random: &mut Random) -> (i32, i32) {
    match random.below(10) {
        0 => (0, 2019),
        1 => (2020, 9999),
        2 => (2015, 2025),
        _ => (0, 9999),
    }
}

impl Chart {
    pub fn new(random: &mut Random) -> Chart {
        let functions = [
            "0", "0.22", "0.22.01", "0.22.05", "5", "5.28", "5.28.20", "5.28.21", "5.30", "5.30.26", "5.30.27",
            "5.30.28", "6", "6.45", "6.45.50", "6.45.51",
        ];
        let mut function = tree(random, "funktion", &["hovedkonto", "hovedfunktion", "funktion"], &functions);
        if random.percent(40) {
            move_code(&mut function, "5.30.28", "5.28");
        }
        let kind = tree(random, "dranst", &["dranst"], &["1", "2", "3", "4"]);
        let natures = ["0", "0.1", "0.2", "4", "4.0", "4.5", "7", "7.1", "7.2"];
        let nature = tree(random, "art", &["hovedart", "art"], &natures);
        let class = tree(random, "klassetype", &["klassetype"], &["10", "20", "29", "31"]);
        let groupings = groupings(random, &function, &kind);
        let class_in_file = random.percent(60);
        let mut chart =
            Chart { function, kind, nature, groupings, class, class_in_file, own_municipalities: random.percent(30) };
        if !class_in_file {
            chart.class.versions.iter_mut().for_each(|v| (v.from, v.to) = (0, 9999));
        }
        chart
    }

    /// The code files by path.
    pub fn files(&self) -> Vec<(String, String)> {
        let mut files = vec![
            ("koder/funktioner.csv".to_owned(), self.function.file()),
            ("koder/dranst.csv".to_owned(), self.kind.file()),
            ("koder/arter.csv".to_owned(), self.nature.file()),
            ("koder/klassetyper.csv".to_owned(), self.class.file()),
        ];
        let mut text = String::from("funktion;dranst;kode;navn;gyldig_fra;gyldig_til\n");
        for g in &self.groupings {
            let (from, to) = (open(g.from, 0), open(g.to, 9999));
            text += &format!("{};{};{};Gruppe {};{from};{to}\n", g.function, g.kind, g.code, g.code);
        }
        files.push(("koder/grupperinger.csv".to_owned(), text));
        files.push((
            "koder/kommuner.csv".to_owned(),
            "kode;overkode;navn;gyldig_fra;gyldig_til;region\n101;;København;;;Hovedstaden\n165;;Albertslund;;;Hovedstaden\n\
             411;;Christiansø;;2019;\n860;;Hjørring;;2018;Nord\n860;;Hjørring;2019;;Hovedstaden\n"
                .to_owned(),
        ));
        files
    }

    /// The declarations of chart and lists.
    pub fn declarations(&self) -> Vec<Vec<String>> {
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<String>>();
        let mut declarations = vec![lines(
            "kontoplan kp\n  titel \"Kontoplan\"\n  koder fra \"koder/funktioner.csv\"  niveauer hovedkonto > \
             hovedfunktion > funktion\n  koder fra \"koder/dranst.csv\"  niveauer dranst\n  koder fra \
             \"koder/arter.csv\"  niveauer hovedart > art\n  koder fra \"koder/grupperinger.csv\"  niveauer \
             gruppering under funktion og dranst",
        )];
        let mut class = vec!["kodeliste klassetype".to_owned()];
        match self.class_in_file {
            true => class.push("  koder fra \"koder/klassetyper.csv\"".to_owned()),
            false => class.extend(self.class.versions.iter().map(|v| format!("  {} \"Klasse {}\"", v.code, v.code))),
        }
        declarations.push(class);
        declarations.push(lines(
            "kodeliste aldersgruppe\n  \"0-5 år\" = alder 0-5\n  \"6 år\" = alder 6\n  \"7+\" = alder over 6",
        ));
        if self.own_municipalities {
            declarations.push(lines("kodeliste kommune\n  koder fra \"koder/kommuner.csv\""));
        }
        declarations
    }
}

/// From 2020 the code stands under another.
fn move_code(tree: &mut Tree, code: &str, to: &str) {
    let Some(place) = tree.versions.iter().position(|v| v.code == code) else { return };
    let version = tree.versions.remove(place);
    let before = Version { from: 0, to: 2019, ..version.clone() };
    let after = Version { from: 2020, to: 9999, parent: to.to_owned(), ..version };
    tree.versions.splice(place..place, [before, after]);
}

fn groupings(random: &mut Random, function: &Tree, kind: &Tree) -> Vec<Grouping> {
    let all = [
        ("5.28.20", "1", "001"),
        ("5.28.20", "1", "002"),
        ("5.28.20", "2", "001"),
        ("5.30.26", "1", "001"),
        ("5.30.26", "2", "003"),
        ("6.45.50", "1", "004"),
    ];
    let mut found = Vec::new();
    for (f, d, code) in all {
        let (from, to) = life(random);
        let lives = |tree: &Tree, code: &str| tree.holds(code, from.max(2010), to.min(2030));
        let (from, to) = if lives(function, f) && lives(kind, d) { (from, to) } else { (0, 9999) };
        found.push(Grouping { function: f, kind: d, code, from, to });
    }
    found
}
