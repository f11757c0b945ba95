//! Every ```` ```noegle ```` block of the documentation is read by the compiler it documents.
//!
//! The fence says what a block promises. ```` ```noegle ````: all such blocks of a page together are one program
//! without errors. ```` ```noegle form ````: alone, its form has no errors; what it names need not exist.
//! ```` ```noegle fejl N101 ````: after the page's program, it has this error.

use std::fs;
use std::path::PathBuf;

use noegle::compile::{CodeFileText, Compilation, compile};
use noegle::source::{SourceFile, Sources};

#[derive(Debug, PartialEq)]
enum Promise {
    PartOfProgram,
    Form,
    Error(String),
}

struct Block {
    /// `docs/sprog.md:40`
    place: String,
    promise: Promise,
    text: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// README.md and the pages of docs/, with the blocks of each.
fn pages() -> Vec<(String, Vec<Block>)> {
    let mut names = vec!["README.md".to_string()];
    for entry in fs::read_dir(root().join("docs")).expect("docs findes") {
        let name = entry.expect("docs kan læses").file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") {
            names.push(format!("docs/{name}"));
        }
    }
    names.sort();
    names.into_iter().map(|name| (name.clone(), blocks(&name))).collect()
}

fn blocks(page: &str) -> Vec<Block> {
    let text = fs::read_to_string(root().join(page)).expect("siden findes");
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (index, line) in text.lines().enumerate() {
        match (open, line.strip_prefix("```")) {
            (false, Some(fence)) => {
                open = true;
                if let Some(promise) = promise(fence) {
                    blocks.push(Block { place: format!("{page}:{}", index + 2), promise, text: String::new() });
                } else {
                    blocks.push(Block { place: String::new(), promise: Promise::Form, text: String::new() });
                }
            }
            (true, Some(_)) => open = false,
            (true, None) => {
                let block = blocks.last_mut().expect("en åben blok");
                block.text.push_str(line);
                block.text.push('\n');
            }
            (false, None) => {}
        }
    }
    blocks.retain(|block| !block.place.is_empty());
    blocks
}

/// `None` for blocks in other languages.
fn promise(fence: &str) -> Option<Promise> {
    let words: Vec<&str> = fence.split_whitespace().collect();
    match words.as_slice() {
        ["noegle"] => Some(Promise::PartOfProgram),
        ["noegle", "form"] => Some(Promise::Form),
        ["noegle", "fejl", code] => Some(Promise::Error(code.to_string())),
        ["noegle", ..] => panic!("ukendt løfte: {fence}"),
        _ => None,
    }
}

/// The page's blocks as files of one project; code files are those of the project's own definitions.
fn compiled(blocks: &[&Block]) -> Compilation {
    let files = blocks.iter().map(|block| SourceFile::new(block.place.clone(), &block.text)).collect();
    compile(files, &|path| match fs::read_to_string(root().join("definitions").join(path)) {
        Ok(text) => CodeFileText::Text { name: path.to_string(), text },
        Err(_) => CodeFileText::Missing { nearest: None },
    })
}

fn errors(compilation: &Compilation) -> Vec<String> {
    let errors = compilation.diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
    errors
        .map(|error| {
            let file = compilation.sources.file(error.span.file);
            let line = file.position(error.span.start as usize).line;
            format!("{} linje {line}: {} {:?}", file.name, error.problem.code(), error.problem)
        })
        .collect()
}

fn program(blocks: &[Block]) -> Vec<&Block> {
    blocks.iter().filter(|block| block.promise == Promise::PartOfProgram).collect()
}

#[test]
fn the_blocks_of_a_page_are_one_program_without_errors() {
    for (page, blocks) in pages() {
        let found = errors(&compiled(&program(&blocks)));
        assert!(found.is_empty(), "{page}:\n{}", found.join("\n"));
    }
}

#[test]
fn the_examples_of_a_page_hold() {
    for (page, blocks) in pages() {
        let model = compiled(&program(&blocks)).model;
        for example in &model.examples {
            let differences = noegle::evaluate::examples::run(&model, example);
            assert!(differences.is_empty(), "{page}, {}: {differences:?}", example.title);
        }
    }
}

#[test]
fn a_block_that_promises_an_error_has_it() {
    for (_, blocks) in pages() {
        for block in &blocks {
            let Promise::Error(code) = &block.promise else { continue };
            let mut files = program(&blocks);
            files.push(block);
            let compilation = compiled(&files);
            let codes: Vec<&str> = compilation
                .diagnostics
                .iter()
                .filter(|found| found.is_error() && compilation.sources.file(found.span.file).name == block.place)
                .map(|found| found.problem.code())
                .collect();
            assert_eq!(codes, [code], "{}", block.place);
        }
    }
}

#[test]
fn every_block_is_well_formed() {
    for (_, blocks) in pages() {
        for block in blocks.iter().filter(|block| !matches!(block.promise, Promise::Error(_))) {
            let mut sources = Sources::default();
            let file = sources.add(SourceFile::new(block.place.clone(), &block.text));
            let parsed = noegle::syntax::parse(&sources, file);
            let errors: Vec<_> = parsed
                .diagnostics
                .iter()
                .map(|d| {
                    (sources.text(d.span).to_string(), sources.file(file).position(d.span.start as usize), &d.problem)
                })
                .collect();
            assert!(errors.is_empty(), "{}: {errors:#?}", block.place);
        }
    }
}

#[test]
fn the_language_page_shows_every_kind_of_block() {
    let blocks = blocks("docs/sprog.md");
    assert!(blocks.iter().any(|block| block.promise == Promise::PartOfProgram));
    assert!(blocks.iter().any(|block| matches!(block.promise, Promise::Error(_))));
}
