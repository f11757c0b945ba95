//! Definitions with pieces cut out, doubled and swapped are checked without a panic, and twice alike.

#![no_main]

use libfuzzer_sys::fuzz_target;
use noegle::compile::{CodeFileText, compile};
use noegle::source::SourceFile;

const WHOLE: &str = r#"
kodeliste skoletype
  1 "Folkeskole"
  2 "Specialskole"

datakilde elev
  tabel     skole.elev
  en række pr.  kommune, måned, person
  kolonne kommune   er kommune
  kolonne maaned    er måned
  kolonne cpr       er nøgle person
  kolonne skoletype er skoletype
  kolonne trin      er tal, tom når -1

grundtal elever fra elev
  enhed     elever
  med       skoletype 1-2
  optælling antal forskellige person primo året

nøgletal specialandel for hver skoletype i skoletype, og i alt
  enhed     pct.
  opgøres   årligt
  tæller fra elev
    med       denne skoletype, trin 0 til under 10
    uden      skoletype <> 2, kun fra 2018
    optælling antal forskellige person primo året, enhed elever
  nævner = elever
  når nævner er 0, vis ikke

koblet nøgletal vækst
  enhed     pct.
  opgøres   årligt
  formel    100 * (elever - elever året før) / elever året før

eksempel "En elev" for specialandel[2]
  givet elev
    | kommune | måned   | person | skoletype |
    | 165     | 2024-01 | a      | 2         |
  forvent
    | kommune | år   | resultat | status |
    | 165     | 2024 | 100,00   | ok     |
"#;

/// One edit: where, how many lines or characters, and what to do with them.
type Edit = (u16, u8, u8);

fn edited(edits: &[Edit]) -> String {
    let mut lines: Vec<String> = WHOLE.lines().map(str::to_string).collect();
    for (place, length, action) in edits.iter().take(20) {
        if lines.is_empty() {
            break;
        }
        let at = usize::from(*place) % lines.len();
        let end = (at + usize::from(*length) % 4).min(lines.len());
        match action % 4 {
            0 => {
                lines.drain(at..end);
            }
            1 => {
                let copy = lines[at..end].to_vec();
                lines.splice(at..at, copy);
            }
            2 => lines[at] = lines[at].chars().skip(usize::from(*length) % 20).collect(),
            _ => lines[at] = lines[at].chars().rev().collect(),
        }
    }
    lines.join("\n")
}

fuzz_target!(|edits: Vec<Edit>| {
    let text = edited(&edits);
    let no_files = |_: &str| CodeFileText::Missing { nearest: None };
    let check = || compile(vec![SourceFile::new("fuzz.noegle", &text)], &no_files);
    assert_eq!(check().diagnostics, check().diagnostics);
});
