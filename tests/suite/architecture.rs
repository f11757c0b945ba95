//! The import table of ARCHITECTURE.md against the `crate::` paths in `src/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

type Table = BTreeMap<String, BTreeSet<String>>;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The rows under the heading `| module | may import |`.
fn import_table() -> Table {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md findes");
    let rows = page.lines().skip_while(|line| *line != "| module | may import |").skip(2);
    rows.take_while(|line| line.starts_with('|')).map(table_row).collect()
}

fn table_row(line: &str) -> (String, BTreeSet<String>) {
    let mut names = line.split('`').skip(1).step_by(2).map(str::to_string);
    let module = names.next().expect("rækken nævner et modul");
    (module, names.collect())
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("mappen kan læses") {
        let path = entry.expect("mappen kan læses").path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// `src/model/units.rs` belongs to `model`, `src/compile.rs` to `compile`.
fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).expect("filen ligger i src");
    let first = inside.iter().next().expect("filen har et navn").to_string_lossy();
    first.trim_end_matches(".rs").to_string()
}

/// The top modules that a file's `crate::` paths name; comments do not count.
fn imports(text: &str) -> BTreeSet<String> {
    let code: String = text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n");
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
            continue;
        }
        found.extend(first_names(&code[at + "crate::".len()..]));
    }
    found
}

/// `model::Model` → model; `{model::{self, Model}, source::Span}` → model, source.
fn first_names(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else { return vec![leading_name(path)] };
    let mut names = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                names.push(leading_name(group[start..at].trim()));
                start = at + 1;
                if letter == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

fn leading_name(path: &str) -> String {
    path.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

#[test]
fn modules_import_only_what_the_table_allows() {
    let table = import_table();
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    files.sort();
    let mut faults = Vec::new();
    for path in &files {
        let module = module_of(path);
        let Some(allowed) = table.get(&module) else {
            faults.push(format!("{module} mangler i tabellen i ARCHITECTURE.md"));
            continue;
        };
        let text = fs::read_to_string(path).expect("filen kan læses");
        // Names that are no module are items of the crate root; there are none but the modules.
        for import in imports(&text).iter().filter(|import| **import != module && !allowed.contains(*import)) {
            faults.push(format!("{} bruger {import}", path.strip_prefix(root()).unwrap_or(path).display()));
        }
    }
    faults.dedup();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_table_has_no_rings() {
    let table = import_table();
    let order: Vec<&String> = table.keys().collect();
    let mut done: BTreeSet<&String> = BTreeSet::new();
    while done.len() < order.len() {
        let next: Vec<&String> = order
            .iter()
            .filter(|name| !done.contains(**name) && table[**name].iter().all(|used| done.contains(used)))
            .copied()
            .collect();
        assert!(
            !next.is_empty(),
            "ring mellem moduler: {:?}",
            order.iter().filter(|name| !done.contains(**name)).collect::<Vec<_>>()
        );
        done.extend(next);
    }
}

#[test]
fn grouped_imports_are_read() {
    let text = "use crate::{model::{self, Model}, source::Span};\npub(crate) fn f(x: crate::plan::Plan) {} // crate::sql\nuse foo_crate::bar;";
    let names: Vec<String> = imports(text).into_iter().collect();
    assert_eq!(names, ["model", "plan", "source"]);
}
