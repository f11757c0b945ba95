//! What the standard's five letters, and the numbers of engines that have few of them, mean to us.
//!
//! In: SQLSTATE and the engine's own number. Out: a kind, or nothing when they say too little.

use super::ErrorKind;

/// States that say more than their class; the first that the state begins with decides.
const STATES: &[(&str, ErrorKind)] = &[
    ("42703", ErrorKind::Binder),
    ("42S22", ErrorKind::Binder),
    ("42P01", ErrorKind::Catalog),
    ("42S02", ErrorKind::Catalog),
    ("3F000", ErrorKind::Catalog),
    ("42501", ErrorKind::Privilege),
    ("25006", ErrorKind::Privilege),
    ("42601", ErrorKind::Syntax),
    ("42P07", ErrorKind::Catalog),
    ("42S01", ErrorKind::Catalog),
    ("42710", ErrorKind::Catalog),
    ("42723", ErrorKind::Catalog),
    ("3D000", ErrorKind::NoDatabase),
    ("57014", ErrorKind::Cancelled),
    ("57P", ErrorKind::Connection),
    ("40001", ErrorKind::Conflict),
    ("40P01", ErrorKind::Conflict),
    ("55P03", ErrorKind::Conflict),
    ("53300", ErrorKind::Connection),
    ("53", ErrorKind::OutOfMemory),
    ("2BP01", ErrorKind::Dependents),
    ("HYT00", ErrorKind::TimedOut),
    ("HYT01", ErrorKind::Connection),
    ("HY008", ErrorKind::Cancelled),
    ("IM", ErrorKind::OdbcDriver),
    ("0A", ErrorKind::Binder),
    ("08", ErrorKind::Connection),
    ("28", ErrorKind::Authentication),
    ("22", ErrorKind::Value),
    ("23", ErrorKind::Constraint),
    ("25", ErrorKind::Transaction),
    ("40", ErrorKind::Transaction),
    ("54", ErrorKind::Value),
];

/// Of MariaDB and SQL Server, whose states are often `42000` or `HY000`.
const NUMBERS: &[(i32, ErrorKind)] = &[
    (1044, ErrorKind::Privilege),
    (1045, ErrorKind::Authentication),
    (1049, ErrorKind::NoDatabase),
    (1054, ErrorKind::Binder),
    (1142, ErrorKind::Privilege),
    (1143, ErrorKind::Privilege),
    (1146, ErrorKind::Catalog),
    (1205, ErrorKind::Conflict),
    (1213, ErrorKind::Conflict),
    (1227, ErrorKind::Privilege),
    (1317, ErrorKind::Cancelled),
    (1370, ErrorKind::Privilege),
    (1698, ErrorKind::Authentication),
    (1969, ErrorKind::TimedOut),
    (2002, ErrorKind::Connection),
    (2003, ErrorKind::Connection),
    (2005, ErrorKind::Connection),
    (2006, ErrorKind::Connection),
    (2013, ErrorKind::Connection),
    (207, ErrorKind::Binder),
    (208, ErrorKind::Catalog),
    (229, ErrorKind::Privilege),
    (262, ErrorKind::Privilege),
    (916, ErrorKind::Privilege),
    (2760, ErrorKind::Privilege),
    (4060, ErrorKind::NoDatabase),
    (8134, ErrorKind::Value),
    (18456, ErrorKind::Authentication),
];

pub fn kind(state: &str, number: i32) -> Option<ErrorKind> {
    let of_state = || STATES.iter().find(|(start, _)| state.starts_with(start)).map(|(_, kind)| kind.clone());
    let of_number = || NUMBERS.iter().find(|(known, _)| *known == number).map(|(_, kind)| kind.clone());
    of_number().or_else(of_state)
}

/// The driver's five numbers as text; nothing when it gave none.
pub fn text(state: &[std::ffi::c_char; 5]) -> Option<String> {
    let letters: String = state.iter().map(|letter| *letter as u8 as char).collect();
    let said = letters.chars().all(|letter| letter.is_ascii_alphanumeric()) && letters != "00000";
    said.then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_and_numbers_are_told_apart() {
        assert_eq!(kind("42703", 0), Some(ErrorKind::Binder));
        assert_eq!(kind("22012", 1), Some(ErrorKind::Value));
        assert_eq!(kind("08006", 0), Some(ErrorKind::Connection));
        assert_eq!(kind("42000", 1142), Some(ErrorKind::Privilege));
        assert_eq!(kind("28000", 18456), Some(ErrorKind::Authentication));
        assert_eq!(kind("HY000", 0), None);
        assert_eq!(text(&[52, 50, 55, 48, 51]), Some("42703".to_owned()));
        assert_eq!(text(&[0; 5]), None);
    }
}
