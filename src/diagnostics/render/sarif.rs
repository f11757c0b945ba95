//! Diagnostics as SARIF 2.1.0, for code scanning and editors.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Place, json_text};
use crate::diagnostics::pages;
use crate::diagnostics::{Diagnostic, Edit, Fix, Language, Level, wording};
use crate::source::Sources;

pub(super) fn render(diagnostics: &[Diagnostic], sources: &Sources, language: Language) -> String {
    let codes: BTreeSet<&str> = diagnostics.iter().map(|diagnostic| diagnostic.problem.code()).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let results: Vec<Value> =
        diagnostics.iter().map(|diagnostic| result(diagnostic, &codes, sources, language)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "noegle",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(code)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    json_text(&log)
}

fn rule(code: &str) -> Value {
    let Some(page) = pages::page(code) else { return json!({ "id": code }) };
    json!({
        "id": code,
        "shortDescription": { "text": pages::title(page) },
        "help": { "text": page, "markdown": page },
    })
}

fn result(diagnostic: &Diagnostic, codes: &[&str], sources: &Sources, language: Language) -> Value {
    let words = wording(diagnostic, language);
    let code = diagnostic.problem.code();
    let lines = [Some(words.message), Some(words.label), words.help];
    let lines: Vec<String> = lines.into_iter().flatten().filter(|line| !line.is_empty()).collect();
    let related = diagnostic.related.iter().zip(&words.related);
    let mut result = json!({
        "ruleId": code,
        "ruleIndex": codes.iter().position(|known| *known == code),
        "level": level(diagnostic.level),
        "message": { "text": lines.join("\n") },
        "locations": [location(&Place::of(diagnostic.span, sources))],
    });
    if !diagnostic.related.is_empty() {
        result["relatedLocations"] = related
            .map(|(related, message)| {
                let mut location = location(&Place::of(related.span, sources));
                location["message"] = json!({ "text": message });
                location
            })
            .collect();
    }
    if !diagnostic.fixes.is_empty() {
        result["fixes"] = diagnostic.fixes.iter().map(|fix| self::fix(fix, sources)).collect();
    }
    result
}

fn location(place: &Place) -> Value {
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri(&place.file) }, "region": region(place) } })
}

fn region(place: &Place) -> Value {
    json!({
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    })
}

/// A fix with one change per file, files in their first edit's order.
fn fix(fix: &Fix, sources: &Sources) -> Value {
    let mut files: Vec<(String, Vec<Value>)> = Vec::new();
    for edit in &fix.edits {
        let place = Place::of(edit.span, sources);
        let replacement = replacement(edit, &place);
        match files.iter_mut().find(|(file, _)| *file == place.file) {
            Some((_, replacements)) => replacements.push(replacement),
            None => files.push((place.file, vec![replacement])),
        }
    }
    let changes = files
        .into_iter()
        .map(|(file, replacements)| json!({ "artifactLocation": { "uri": uri(&file) }, "replacements": replacements }));
    json!({ "artifactChanges": changes.collect::<Vec<_>>() })
}

fn replacement(edit: &Edit, place: &Place) -> Value {
    json!({ "deletedRegion": region(place), "insertedContent": { "text": edit.replacement } })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

/// A relative path as a URI reference: every byte that is not plainly allowed is percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(byte as char),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}
