//! How long `tjek` takes on many key figures: text in, diagnostics out.
//!
//! `cargo bench --bench tjek`. The two sizes tell whether time grows in step with the number of figures.

mod library;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use noegle::compile::compile;

use library::{code_file, library};

fn checking(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tjek");
    group.sample_size(10).measurement_time(Duration::from_secs(10));
    for figures in [1_000, 10_000] {
        let files = library(figures);
        let first = compile(files.clone(), &code_file);
        assert!(!first.has_errors(), "{:?}", first.diagnostics.iter().find(|diagnostic| diagnostic.is_error()));
        group.throughput(Throughput::Elements(figures as u64));
        group.bench_with_input(BenchmarkId::from_parameter(figures), &files, |bencher, files| {
            bencher.iter(|| black_box(compile(files.clone(), &code_file)));
        });
    }
    group.finish();
}

criterion_group!(benches, checking);
criterion_main!(benches);
