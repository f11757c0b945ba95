//! Every declaration and clause of the language parses.

use super::parsed;

const FIXTURES: [(&str, &str); 3] = [
    ("figures", include_str!("fixtures/figures.noegle")),
    ("sources", include_str!("fixtures/sources.noegle")),
    ("rules", include_str!("fixtures/rules.noegle")),
];

#[test]
fn every_form_is_read() {
    for (name, text) in FIXTURES {
        let parsed = parsed(text);
        assert_eq!(parsed.diagnostics, [], "{name}");
        assert!(parsed.tree.declarations.iter().all(|declaration| !declaration.broken), "{name}");
    }
}
