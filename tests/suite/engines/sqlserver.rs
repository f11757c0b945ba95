//! T-SQL judged by Microsoft's own parser and model, and run by way of DuckDB.
//!
//! The judge is `tests/engines/sqlserver.py`; `scripts/engines/setup` fetches what it needs.

use std::path::Path;
use std::process::Command;

#[test]
fn the_judge_of_t_sql_refuses_what_is_wrong_and_nothing_else() {
    let judge = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engines/sqlserver.py");
    let said = Command::new("python3").arg("-B").arg(judge).arg("--prøv").output().expect("python3");
    let output = String::from_utf8_lossy(&said.stdout);
    assert!(said.status.success(), "{output}{}", String::from_utf8_lossy(&said.stderr));
    assert!(output.ends_with(" 0 wrong\n"), "{output}");
}
