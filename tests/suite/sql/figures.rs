//! Figures of every kind, computed by DuckDB as by the interpreter.

use super::{given, rows};

#[test]
fn a_yearly_ratio() {
    let found = rows(
        r#"
datakilde regnskab
  tabel        regnskab
  en række pr. kommune, måned
  kolonne kommune er kommune
  kolonne maaned  er måned
  måltal saldo, enhed kr., bevægelse

datakilde borger
  tabel        borger
  en række pr. kommune, måned
  kolonne kommune er kommune
  kolonne maaned  er måned
  måltal borgere, enhed borgere, beholdning

nøgletal udgift
  titel     "Udgift pr. borger"
  enhed     kr. pr. borger
  opgøres   årligt
  tæller fra regnskab
    med       alle
    optælling saldo for hele året
  nævner fra borger
    med       alle
    optælling antal borgere primo året
  når nævner er 0, vis ikke
"#,
        &[
            given("regnskab", "kommune | maaned | saldo\n101|2024-01|10\n101|2024-13|5\n165|2024-02|1.000005"),
            given("borger", "kommune | maaned | borgere\n101|2024-01|7"),
        ],
    );
    assert_eq!(found.len(), 2);
}
