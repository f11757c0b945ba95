//! Problems as they are read: in the terminal, by machines, on the pages that explain them.

mod any_text;
mod fixtures;
mod in_step;
mod page_examples;
mod rendering;
