//! Problems as they are read: in the terminal, by machines, on the pages that explain them.

mod rendering;
