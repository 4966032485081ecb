//! Compares `pipedream_native::decode` with the same renaming on serde_json's `RawValue`.
//!
//! Reads documents from standard input, one a line: the name of an operation, a space, and the JSON that it answers with. Both
//! decoders must give the same output. They take turns, so that a busy machine slows down both; a line of the result is the
//! median of the rounds in microseconds per document.

mod raw_value;

use std::hint::black_box;
use std::io::BufRead as _;
use std::time::{Duration, Instant};

use pipedream_native::decode;
use pipedream_native::endpoint::{Answer, Shape};
use pipedream_native::generated::endpoints::ENDPOINTS;

const ROUNDS: usize = 501;
/// One round decodes a document so often that it takes about this long.
const ROUND: Duration = Duration::from_millis(2);

fn main() {
    println!("{:<16} {:>9} {:>12} {:>12} {:>7}", "operation", "bytes", "ours, µs", "RawValue, µs", "ratio");
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("standard input can be read");
        let (name, text) = line.split_once(' ').expect("a line is the name of an operation and its answer");
        let shape = shape_of(name);
        let ours = || drop(black_box(decode::decode(black_box(text), shape).expect("the document is JSON")));
        let theirs = || drop(black_box(raw_value::decode(black_box(text), shape).expect("the document is JSON")));
        assert_eq!(decode::decode(text, shape).ok(), raw_value::decode(text, shape).ok(), "{name}");
        let (ours, theirs) = medians(ours, theirs);
        println!("{name:<16} {:>9} {ours:>12.2} {theirs:>12.2} {:>7.2}", text.len(), theirs / ours);
    }
}

fn shape_of(name: &str) -> &'static Shape {
    let endpoint = ENDPOINTS.iter().find(|endpoint| endpoint.name == name).unwrap_or_else(|| panic!("there is no operation {name}"));
    match &endpoint.answer {
        Answer::Json(shape) | Answer::Page(shape) => shape,
        other => panic!("{name} answers with {other:?}, which is not decoded"),
    }
}

/// The median time of one run of each, in microseconds.
fn medians(one: impl Fn(), other: impl Fn()) -> (f64, f64) {
    let runs = runs_per_round(&one);
    let (mut first, mut second) = (Vec::with_capacity(ROUNDS), Vec::with_capacity(ROUNDS));
    for _ in 0..ROUNDS {
        first.push(time(runs, &one));
        second.push(time(runs, &other));
    }
    (median(first), median(second))
}

fn runs_per_round(run: &impl Fn()) -> u32 {
    let mut runs = 1;
    while time(runs, run) * f64::from(runs) < ROUND.as_secs_f64() * 1e6 {
        runs *= 2;
    }
    runs
}

fn time(runs: u32, run: &impl Fn()) -> f64 {
    let start = Instant::now();
    for _ in 0..runs {
        run();
    }
    start.elapsed().as_secs_f64() * 1e6 / f64::from(runs)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
