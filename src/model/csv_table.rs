//! A CSV file with `;` as rows of fields that know their places.
//!
//! In: the text of a registered file. Out: headings and rows. Guaranteed now: every field has the span
//! it stands at (with its quotes), so that a problem points at row and column; empty lines are left out.

use crate::source::{FileId, Span};

/// A file's first line and the rows below it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CsvTable {
    pub headings: Vec<Field>,
    pub rows: Vec<CsvRow>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvRow {
    pub fields: Vec<Field>,
    pub span: Span,
}

/// A field without its quotes and the blanks around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub text: String,
    pub span: Span,
}

impl CsvTable {
    pub fn read(file: FileId, text: &str) -> CsvTable {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut table = CsvTable::default();
        let mut record = csv::StringRecord::new();
        let mut first = true;
        while let Ok(true) = reader.read_record(&mut record) {
            let start = record.position().map_or(0, |position| position.byte() as usize);
            let end = (reader.position().byte() as usize).min(text.len());
            let row = row(file, text, start, end, &record);
            if first {
                table.headings = row.fields;
                first = false;
            } else if row.fields.iter().any(|field| !field.text.is_empty()) {
                table.rows.push(row);
            }
        }
        table
    }
}

fn row(file: FileId, text: &str, start: usize, end: usize, record: &csv::StringRecord) -> CsvRow {
    let raw = &text[start..end];
    let start = start + (raw.len() - raw.trim_start_matches('\n').len());
    let raw = text[start..end].trim_end_matches('\n');
    let span = Span::new(file, start, start + raw.len());
    let places = places(raw);
    let fields = record.iter().enumerate().map(|(index, field)| {
        let place = places.get(index).map(|(from, to)| Span::new(file, start + from, start + to));
        Field { text: field.to_owned(), span: place.unwrap_or(span) }
    });
    CsvRow { fields: fields.collect(), span }
}

/// Where the fields of one record lie, without the blanks around them.
fn places(raw: &str) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    let mut quoted = false;
    let mut from = 0;
    for (at, byte) in raw.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b';' if !quoted => {
                places.push(trimmed(raw, from, at));
                from = at + 1;
            }
            _ => {}
        }
    }
    places.push(trimmed(raw, from, raw.len()));
    places
}

fn trimmed(raw: &str, from: usize, to: usize) -> (usize, usize) {
    let field = &raw[from..to];
    let start = from + (field.len() - field.trim_start().len());
    (start, start + field.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_know_their_places() {
        let text = "kode; navn\n\n1;\"a;b\"\n2; æ \n;\n";
        let table = CsvTable::read(FileId(3), text);
        let seen: Vec<(&str, &str)> =
            table.rows.iter().flat_map(|row| &row.fields).map(|f| (f.text.as_str(), &text[f.span.range()])).collect();
        assert_eq!(seen, [("1", "1"), ("a;b", "\"a;b\""), ("2", "2"), ("æ", "æ")]);
        assert_eq!(&text[table.rows[0].span.range()], "1;\"a;b\"");
        assert_eq!(table.headings[1].text, "navn");
        assert_eq!(table.headings[1].span.file, FileId(3));
    }

    #[test]
    fn nothing_and_an_open_quote_are_read_as_far_as_they_go() {
        assert_eq!(CsvTable::read(FileId(0), ""), CsvTable::default());
        let table = CsvTable::read(FileId(0), "kode;navn\n1;\"uden slut\n2;b");
        assert_eq!(table.rows.len(), 1);
    }
}
