//! Writing to the process's streams.

use std::io::{self, Write};

use super::failure::Failure;
use super::words::Words;

/// Writes to the output stream. A reader that has seen enough (`| head`) is no failure.
pub fn print_bytes(bytes: &[u8], words: &Words) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    match output.write_all(bytes).and_then(|()| output.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::usage(words.say("file.output_unwritable")))
        }
        _ => Ok(()),
    }
}

pub fn print(text: &str, words: &Words) -> Result<(), Failure> {
    print_bytes(text.as_bytes(), words)
}

/// Writes a line to the error stream; when that is closed there is nobody to tell.
pub fn complain(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
