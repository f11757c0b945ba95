use super::*;
use crate::diagnostics::Problem;

fn read_text(text: &str, shape: &Shape) -> (CodeTree, Vec<String>) {
    let source = SourceFile::new("koder.csv", text);
    let (tree, problems) = read(FileId(0), &source, shape);
    let shown = problems.iter().map(|problem| {
        let at = source.position(problem.span.start as usize);
        let Problem::Code(code) = &problem.problem else { return "andet".to_owned() };
        let name = format!("{code:?}");
        let name = name.split([' ', '{']).next().unwrap_or_default().to_owned();
        format!("{}:{} {name}", at.line, at.column)
    });
    (tree, shown.collect())
}

fn functions() -> Shape<'static> {
    Shape::chart(["hovedkonto", "hovedfunktion", "funktion"].map(str::to_owned).to_vec(), Vec::new())
}

const CHART: &str = "kode;overkode;navn;gyldig_fra;gyldig_til;afløst_af;sikkerhed
5;;Sociale opgaver;;;;fundet
5.32;5;Tilbud til ældre og handicappede;;2017;5.30;fundet
5.30;5;Tilbud til ældre;2018;;;fundet
5.32.30;5.32;Ældreboliger;;2017;;viden
5.30.26;05.30;\"Hjemmehjælp; frit valg\";2018;;;fundet
";

#[test]
fn levels_come_from_what_is_above() {
    let (tree, problems) = read_text(CHART, &functions());
    assert_eq!(problems, Vec::<String>::new());
    let levels: Vec<(&str, usize)> = tree.versions.iter().map(|v| (v.code.as_str(), v.level)).collect();
    assert_eq!(levels, [("5", 0), ("5.30", 1), ("5.30.26", 2), ("5.32", 1), ("5.32.30", 2)]);
    let version = tree.version("5.30.26", &[], 2020).expect("known in 2020");
    assert_eq!(version.title, "Hjemmehjælp; frit valg");
    assert_eq!(version.parent.as_deref(), Some("5.30"));
    assert_eq!(version.further, [("sikkerhed".to_owned(), "fundet".to_owned())]);
    assert_eq!(tree.version("5.32", &[], 2017).and_then(|v| v.replaced_by.as_deref()), Some("5.30"));
}

#[test]
fn headings_may_stand_in_any_order_and_spelling() {
    let text = "\u{feff}NAVN;afloest_af;KODE\r\nDrift;2;1\r\nStatsrefusion;;2\r\n";
    let (tree, problems) = read_text(text, &Shape::list("dranst"));
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(tree.version("1", &[], 1970).and_then(|v| v.replaced_by.as_deref()), Some("2"));
    assert_eq!(tree.levels, ["dranst"]);
}

#[test]
fn a_code_may_change_its_title_over_the_years() {
    let text = "kode;navn;gyldig_fra;gyldig_til\n1;Ny;2018;\n1;Gammel;;2017\n";
    let (tree, problems) = read_text(text, &Shape::list("type"));
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!((tree.title("1", 2017), tree.title("1", 2018)), (Some("Gammel"), Some("Ny")));
}

#[test]
fn each_mistake_is_told_once_at_its_place() {
    let text = "kode;overkode;navn;gyldig_fra;gyldig_til;afløst_af
5;;Sociale opgaver;;;
5;;Igen;2018;;
5.30;6;Tilbud;;;
5.31;5;Tilbud;18;;
5.32;5;Tilbud;2018;2017;
5.33;5;;;;5.39
5.34;5;Tilbud
5.35.01;5.36;Funktion;;;
5.36;5;Rådgivning;2010;;
7.1.1;;Uden overkode;;;
";
    let (_, problems) = read_text(text, &functions());
    assert_eq!(
        problems,
        [
            "3:1 DuplicateCode",
            "4:6 UnknownParent",
            "5:15 CodeFileYear",
            "6:1 CodeFileYearsReversed",
            "7:1 CodeFileFieldEmpty",
            "7:11 UnknownSuccessor",
            "8:1 CodeFileFieldCount",
            "9:1 ParentNotValid",
            "11:1 CodeFileCodeMalformed",
        ]
    );
}

#[test]
fn rings_and_too_many_levels_are_refused() {
    let ring = "kode;overkode;navn\n1;2;a\n2;1;b\n3;;c\n";
    let (tree, problems) = read_text(ring, &functions());
    assert_eq!(problems, ["2:1 UnknownParent", "3:1 UnknownParent"]);
    assert_eq!(tree.versions.len(), 3);
    let deep = "kode;overkode;navn\n1;;a\n1.1;1;b\n";
    let shape = Shape::chart(vec!["dranst".into()], Vec::new());
    assert_eq!(read_text(deep, &shape).1, ["3:1 UnknownParent"]);
}

#[test]
fn a_file_without_rows_or_columns_is_refused() {
    assert_eq!(read_text("", &functions()).1, ["1:1 CodeFileEmpty"]);
    assert_eq!(read_text("kode;overkode;navn\n", &functions()).1, ["1:1 CodeFileEmpty"]);
    assert_eq!(
        read_text("nummer;tekst\n1;a\n", &functions()).1,
        ["1:1 CodeFileColumnMissing", "1:1 CodeFileColumnMissing", "1:1 CodeFileColumnMissing"]
    );
}

fn groupings(text: &str) -> (CodeTree, Vec<String>) {
    let functions = read_text(CHART, &functions()).0;
    let transactions = read_text("kode;navn\n1;Drift\n2;Statsrefusion\n3;Anlæg\n", &Shape::list("dranst")).0;
    let under = vec![("funktion".to_owned(), &functions), ("dranst".to_owned(), &transactions)];
    read_text(text, &Shape::chart(vec!["gruppering".into()], under))
}

fn scope(function: &str, transaction: &str) -> Vec<String> {
    vec![function.to_owned(), transaction.to_owned()]
}

#[test]
fn a_grouping_stands_under_its_accounts() {
    let (tree, problems) = groupings("funktion;dranst;kode;navn\n05.32.30;1;005;Servicearealer\n5.30.26;1;005;Andet\n");
    assert_eq!(problems, Vec::<String>::new());
    let title = |function, year| tree.version("005", &scope(function, "1"), year).map(|v| v.title.as_str());
    assert_eq!(title("5.32.30", 2017), Some("Servicearealer"));
    assert_eq!(title("5.30.26", 2018), Some("Andet"));
    assert_eq!(
        (title("5.32.30", 2018), title("5.30.26", 2017)),
        (None, None),
        "not known before or after its funktion"
    );
    assert_eq!(tree.resolve("5"), None);
    assert_eq!(tree.nearest("5"), Some("005"));
}

#[test]
fn a_row_for_a_range_holds_for_all_beneath_without_a_row_of_their_own() {
    let (tree, problems) = groupings("funktion;dranst;kode;navn\n0-6;3;001;Tilskud\n5.30.26;3;001;Eget navn\n");
    assert_eq!(problems, Vec::<String>::new());
    let title = |function, year| tree.version("001", &scope(function, "3"), year).map(|v| v.title.as_str());
    assert_eq!(title("5.32.30", 2015), Some("Tilskud"));
    assert_eq!(title("5.30.26", 2020), Some("Eget navn"));
    assert_eq!(tree.versions.len(), 2);
}

#[test]
fn groupings_without_three_digits_or_accounts_are_refused() {
    let text = "funktion;dranst;kode;navn\n5.30.26;1;5;a\n5.99.99;1;005;b\n5.30.26;8;005;c\n";
    assert_eq!(groupings(text).1, ["2:11 CodeFileCodeMalformed", "3:1 UnknownParent", "4:9 UnknownParent"]);
}

#[test]
fn binary_garbage_is_only_problems() {
    let text: String = (0..2000u32).filter_map(|n| char::from_u32((n * 7919) % 0x2000)).collect();
    read_text(&text, &functions());
    read_text(&format!("kode;overkode;navn\n{text}"), &functions());
}
