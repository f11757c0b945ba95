//! No text of an author becomes anything but text, whichever field it stands in.

use noegle::site::Settings;

use super::html::{Element, elements};
use super::{settings, site_of, texts};
use crate::support::compiled;

/// Tries to leave a text, an attribute, an address, a style sheet, a template and Markdown.
const POISON: &str = "<script>ond()</script>' onfocus='ond()' </style><style>*{}</style> &lt;b&gt; {{ 123*457 }} {% raw %} \
                      <img src=x onerror=ond()> javascript:ond() ]]> <!-- --> [ond](javascript:ond()) `<i>`";

/// Definitions in which every field that takes a text holds the poison.
fn poisoned() -> String {
    let template = r#"
område økonomi
  titel "POISON område"
  ansvarlig "POISON"

kodeliste slags
  10 "POISON kode"
  20 "Andet"

datakilde regnskab
  titel "POISON kilde"
  område økonomi
  tabel regnskab
  en række pr. kommune, år
  kolonne kommune er kommune
  kolonne aar er år
  kolonne slags er slags
  kolonne note er tekst
  måltal beløb, enhed kr., bevægelse
  definition "POISON"

grundtal alt_andet fra regnskab
  titel "POISON grundtal"
  definition "POISON"
  enhed kr.
  med note "POISON"
  optælling beløb for hele året

adgang gift
  titel "POISON"
  POISON ser resultat

nøgletal andel
  titel "POISON nøgletal"
  id 005-0010
  område økonomi
  definition """
    POISON "sagt"

    # POISON

    ```POISON
    POISON
    ```
    """
  enhed pct.
  opgøres årligt
  retning neutral
  gyldig 2009-2024
  databrud 2018 "POISON brud"
  ansvarlig "POISON"
  tæller fra regnskab
    med slags 10
    uden note "POISON"
    optælling beløb for hele året
  nævner = alt_andet
  når nævner er 0, vis ikke

eksempel "POISON eksempel" for andel
  givet regnskab
    | kommune | år   | slags | note   | beløb |
    | 165     | 2024 | 10    | x      | 5     |
    | 165     | 2024 | 20    | POISON | 10    |
  forvent
    | kommune | år   | resultat |
    | 165     | 2024 | 50       |

valideringsregel ikke_negativ
  titel "POISON regel"
  gælder hver kommune, hvert år
  data = andel
  krav er mindst 0
  besked "<script>ond()</script>' onfocus='ond()'"
  ansvarlig "POISON"
"#;
    // In a table `|` would end the cell, and what stands after `ser` is no text.
    template
        .replace("  POISON ser resultat", "  offentligheden <script>ond()</script> ser resultat")
        .replace("POISON", POISON)
}

#[test]
fn poison_in_every_field_stays_text() {
    let compilation = compiled(&poisoned());
    let settings = Settings {
        title: format!("{POISON} websted"),
        publisher: Some(POISON.to_owned()),
        accessibility: Some("javascript:ond()".to_owned()),
        ..settings()
    };
    let files = site_of(&compilation, settings).expect("skabelonerne er vore egne");
    let mut seen = 0;
    for (path, text) in texts(&files) {
        seen += text.matches("&lt;script&gt;ond()").count();
        for element in elements(path, text) {
            let name = element.name.as_str();
            assert!(!["style", "img", "iframe", "object", "embed", "base", "i", "b"].contains(&name), "{path}: {name}");
            assert!(
                name != "script" || element.get("src").is_some_and(|of| of.contains("assets/")) || is_data(&element),
                "{path}: et script"
            );
            for (attribute, value) in &element.attributes {
                assert!(!attribute.starts_with("on"), "{path}: {attribute} i {name}");
                let address = ["href", "src", "action", "content"].contains(&attribute.as_str());
                let plain = value.replace(char::is_whitespace, "").to_lowercase();
                assert!(!address || name == "meta" || !plain.starts_with("javascript:"), "{path}: {attribute}={value}");
                assert!(attribute != "style", "{path}: {value}");
                assert!(attribute != "class" || !value.contains("ond"), "{path}: {value}");
            }
            assert!(!element.text.contains("56211"), "{path}: en skabelon i en tekst er udført");
        }
    }
    assert!(seen > 20, "giften når siderne som tekst: {seen}");
}

#[test]
fn a_name_or_id_cannot_lead_out_of_its_folder() {
    let compilation = compiled(&poisoned());
    let settings =
        Settings { former_names: [("../../ude\"><script>".to_owned(), "andel".to_owned())].into(), ..settings() };
    for path in site_of(&compilation, settings).expect("skabelonerne er vore egne").keys() {
        let harmless = |letter: char| letter.is_ascii_alphanumeric() || "/._-".contains(letter);
        assert!(path.chars().all(harmless) && !path.contains("..") && !path.starts_with('/'), "{path}");
    }
}

/// Data for search engines, in which nothing means something in HTML.
fn is_data(script: &Element) -> bool {
    script.get("type") == Some("application/ld+json") && !script.text.contains(['<', '>', '&'])
}
