//! `katalog`: what each nøgletal is.
//!
//! In: the plan's catalogue. Out: statements. Guaranteed now: one row per name in `resultat`.

use super::Statement;
use super::dialect::Type;
use super::writer::Writer;
use crate::plan::CatalogueRow;

impl Writer<'_> {
    pub fn catalogue(&self) -> Vec<Statement> {
        let [text, whole] = [Type::Text, Type::Integer].map(|of| self.column_type(of));
        let long = self.dialect.long_text();
        let columns = format!(
            "navn {text}, id {text}, titel {long}, enhed {text}, omraade {text}, opgoeres {text}, retning {text}, \
             gyldig_fra {whole}, gyldig_til {whole}, definition {long}, saetning {long}"
        );
        let rows: Vec<String> = self.plan.catalogue.iter().map(|row| self.catalogue_row(row)).collect();
        let mut statements = self.empty_table(&self.own("katalog", "katalog"), "", &columns);
        statements.extend(self.insert("katalog", "katalog", &rows));
        statements
    }

    fn catalogue_row(&self, row: &CatalogueRow) -> String {
        let year = |year: Option<i32>| year.map_or_else(|| "NULL".to_owned(), |year| year.to_string());
        let values = [
            self.text(&row.name),
            self.text_or_null(row.identifier.as_deref()),
            self.text(&row.title),
            self.text(&row.unit),
            self.text_or_null(row.area.as_deref()),
            self.text(row.reported),
            self.text_or_null(row.direction),
            year(row.valid_from),
            year(row.valid_to),
            self.text_or_null(row.definition.as_deref()),
            self.text(&row.sentence),
        ];
        format!("  ({})", values.join(", "))
    }
}
