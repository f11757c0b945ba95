//! What a build changes, from what the database has and what it shall have.
//!
//! In: both lists of objects. Out: a step per object. Guaranteed now: every object of either list has one step.

use std::collections::BTreeSet;

use super::objects::Names;
use super::{Object, ObjectKind};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    Created,
    Changed,
    /// The table's text is as it was; it is filled with today's rows.
    Refilled,
    Dropped,
    Kept,
}

/// What happens to an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub change: Change,
    pub object: Object,
    /// The object of that name that the database has now.
    pub had: Option<Object>,
}

impl Step {
    /// What must be removed before the build: what it no longer makes, or makes as something else.
    pub fn in_the_way(&self) -> Option<&Object> {
        let had = self.had.as_ref()?;
        (self.change == Change::Dropped || had.kind != self.object.kind).then_some(had)
    }
}

/// A step per object, in the order of the build, and after them what is dropped, the last made first.
pub fn steps(had: &[Object], wanted: &[Object]) -> Vec<Step> {
    let named = |objects: &[Object], name: &str| objects.iter().find(|object| object.name == name).cloned();
    let made = wanted.iter().map(|object| {
        let had = named(had, &object.name);
        let change = match &had {
            None => Change::Created,
            Some(had) if had != object => Change::Changed,
            Some(_) if object.kind == ObjectKind::Table => Change::Refilled,
            Some(_) => Change::Kept,
        };
        Step { change, object: object.clone(), had }
    });
    let gone = had.iter().rev().filter(|object| named(wanted, &object.name).is_none());
    let dropped =
        gone.map(|object| Step { change: Change::Dropped, object: object.clone(), had: Some(object.clone()) });
    made.chain(dropped).collect()
}

/// The names of objects that must be made anew, where an engine lets nothing be dropped that others read: what changes,
/// and what mentions it. `made_of` is the text that makes an object of others.
pub fn affected<'s>(steps: &'s [Step], made_of: &dyn Fn(&Object) -> String) -> BTreeSet<&'s str> {
    let (mut affected, mut names) = (BTreeSet::new(), Names::default());
    for step in steps.iter().filter(|step| step.change != Change::Dropped) {
        let changes = matches!(step.change, Change::Created | Change::Changed);
        if changes || names.first_in(&made_of(&step.object)).is_some() {
            affected.insert(step.object.name.as_str());
            names.add(&step.object.name, 0);
        }
    }
    affected
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(name: &str, kind: ObjectKind, sum: &str) -> Object {
        Object { name: name.to_owned(), kind, sum: sum.to_owned() }
    }

    #[test]
    fn every_object_has_a_step() {
        let had = [
            object("t", ObjectKind::Table, "1"),
            object("v", ObjectKind::View, "2"),
            object("w", ObjectKind::View, "3"),
            object("x", ObjectKind::View, "4"),
            object("y", ObjectKind::View, "5"),
            object("z", ObjectKind::View, "6"),
        ];
        let wanted = [
            object("t", ObjectKind::Table, "1"),
            object("v", ObjectKind::View, "2"),
            object("w", ObjectKind::View, "ny"),
            object("x", ObjectKind::Table, "ny"),
            object("n", ObjectKind::View, "7"),
        ];
        let steps = steps(&had, &wanted);
        let told: Vec<(&str, Change)> = steps.iter().map(|step| (step.object.name.as_str(), step.change)).collect();
        let expected = [
            ("t", Change::Refilled),
            ("v", Change::Kept),
            ("w", Change::Changed),
            ("x", Change::Changed),
            ("n", Change::Created),
            ("z", Change::Dropped),
            ("y", Change::Dropped),
        ];
        assert_eq!(told, expected);
        let in_the_way: Vec<&str> = steps.iter().filter_map(Step::in_the_way).map(|had| had.name.as_str()).collect();
        assert_eq!(in_the_way, ["x", "z", "y"], "a view does not become a table by replacing it");
    }

    #[test]
    fn what_reads_what_changes_is_made_anew() {
        let view = |name: &str, sum: &str| object(name, ObjectKind::View, sum);
        let had = [view("s.a", "1"), view("s.ab", "1"), view("s.b", "1"), view("s.c", "1"), view("s.d", "1")];
        let wanted = [view("s.a", "2"), view("s.ab", "1"), view("s.b", "1"), view("s.c", "1"), view("s.d", "1")];
        let text = |object: &Object| match object.name.as_str() {
            "s.b" => "SELECT * FROM s.a".to_owned(),
            "s.c" => "SELECT * FROM s.b)".to_owned(),
            "s.d" => "SELECT * FROM s.ab".to_owned(),
            _ => String::new(),
        };
        assert_eq!(affected(&steps(&had, &wanted), &text), BTreeSet::from(["s.a", "s.b", "s.c"]));
    }
}
