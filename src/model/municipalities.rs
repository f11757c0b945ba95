//! The built-in code list `kommune`: the 98 kommuner and Christiansø, each with its region.
//!
//! In: nothing. Out: a [`CodeTree`]. Guaranteed now: 99 codes of three digits, valid in all years.

use super::code_files::{Shape, read};
use super::codes::CodeTree;
use crate::source::{FileId, SourceFile};

/// The list; the region is a further column of each code.
pub fn municipalities() -> CodeTree {
    let source = SourceFile::new("kommune", include_str!("municipalities.csv"));
    read(FileId::default(), &source, &Shape::list("kommune")).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_98_and_christiansoe_with_their_regions() {
        let tree = municipalities();
        assert_eq!(tree.versions.len(), 99);
        let region = |code: &str| tree.version(code, &[], 2024).map(|v| (v.title.as_str(), v.further[0].1.as_str()));
        assert_eq!(region("165"), Some(("Albertslund", "Region Hovedstaden")));
        assert_eq!(region("411").map(|(title, _)| title), Some("Christiansø"));
        assert!(tree.versions.iter().all(|version| version.code.len() == 3));
    }
}
