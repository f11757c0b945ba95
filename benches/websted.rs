//! How long a site takes: a model with its SQL for three databases in, all files out.
//!
//! `cargo bench --bench websted`. The two sizes tell whether time grows in step with the number of figures; the largest page
//! and the files are told once, so that a page that grows with the library is seen too.

mod library;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use noegle::compile::compile;
use noegle::model::Model;
use noegle::site::{Backend, File, Settings, Site, SiteError};
use noegle::source::Sources;
use noegle::sql::{DialectName, Target, statements};

use library::{code_file, library};

/// How many files and bytes a site is, and its largest page of a nøgletal.
#[derive(Debug, Default)]
struct Size {
    files: usize,
    bytes: usize,
    largest_page: usize,
}

fn written(model: &Model, sources: &Sources) -> Size {
    let backend = |dialect: DialectName| Backend {
        name: dialect.name().to_owned(),
        title: dialect.name().to_owned(),
        statements: Box::new(move || statements(model, &Target { dialect, ..Target::duckdb() })),
    };
    let backends = [DialectName::DuckDb, DialectName::Postgres, DialectName::SqlServer].map(backend);
    let settings = Settings { title: "Måling".to_owned(), ..Settings::default() };
    let site = Site::new(model, sources, settings, backends.into()).expect("the templates are our own");
    let mut size = Size::default();
    let done = site.write(&mut |file: File| -> Result<(), SiteError> {
        size.files += 1;
        size.bytes += file.bytes.len();
        if file.path.starts_with("noegletal/figur_") && !file.path.contains("/sql/") && file.path.ends_with(".html") {
            size.largest_page = size.largest_page.max(file.bytes.len());
        }
        Ok(())
    });
    done.expect("the templates are our own");
    size
}

fn writing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("websted");
    group.sample_size(10).measurement_time(Duration::from_secs(20));
    for figures in [100, 1_000] {
        let compilation = compile(library(figures), &code_file);
        assert!(!compilation.has_errors());
        eprintln!("{figures}: {:?}", written(&compilation.model, &compilation.sources));
        group.throughput(Throughput::Elements(figures as u64));
        group.bench_with_input(BenchmarkId::from_parameter(figures), &compilation, |bencher, compilation| {
            bencher.iter(|| black_box(written(&compilation.model, &compilation.sources)));
        });
    }
    group.finish();
}

criterion_group!(benches, writing);
criterion_main!(benches);
