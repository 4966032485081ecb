//! Compares `pipedream_native::decode` with the same renaming on serde_json's `RawValue`.
//!
//! Reads documents from standard input, one a line: the name of an operation, a space, and the JSON that it answers with. Both
//! decoders must give the same output. They take turns, so that a busy machine slows down both. The figures are medians over the
//! rounds: microseconds per document, and how many times as long `RawValue` takes.

mod raw_value;

use std::hint::black_box;
use std::io::BufRead as _;
use std::time::{Duration, Instant};

use pipedream_native::decode;
use pipedream_native::endpoint::{Answer, Shape};
use pipedream_native::generated::endpoints::ENDPOINTS;

const ROUNDS: usize = 4001;
/// One round decodes a document so often that it takes about this long. It is short, so that both decoders of a round run at the same
/// speed of the processor.
const ROUND: Duration = Duration::from_micros(200);

fn main() {
    println!("{:<16} {:>9} {:>12} {:>12} {:>7}", "operation", "bytes", "ours, µs", "RawValue, µs", "ratio");
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("standard input can be read");
        let (name, text) = line.split_once(' ').expect("a line is the name of an operation and its answer");
        let shape = shape_of(name);
        let ours = || drop(black_box(decode::decode(black_box(text), shape).expect("the document is JSON")));
        let theirs = || drop(black_box(raw_value::decode(black_box(text), shape).expect("the document is JSON")));
        assert_eq!(decode::decode(text, shape).ok(), raw_value::decode(text, shape).ok(), "{name}");
        let Medians { first, second, ratio } = compare(ours, theirs);
        println!("{name:<16} {:>9} {first:>12.2} {second:>12.2} {ratio:>7.2}", text.len());
    }
}

fn shape_of(name: &str) -> &'static Shape {
    let endpoint = ENDPOINTS.iter().find(|endpoint| endpoint.name == name).unwrap_or_else(|| panic!("there is no operation {name}"));
    match &endpoint.answer {
        Answer::Json(shape) | Answer::Page(shape) => shape,
        other => panic!("{name} answers with {other:?}, which is not decoded"),
    }
}

struct Medians {
    /// Microseconds per run.
    first: f64,
    /// Microseconds per run.
    second: f64,
    /// The second divided by the first, of the same round.
    ratio: f64,
}

fn compare(first: impl Fn(), second: impl Fn()) -> Medians {
    let runs = runs_per_round(&first);
    let times: Vec<(f64, f64)> = (0..ROUNDS).map(|_| (time(runs, &first), time(runs, &second))).collect();
    let median_of = |figure: fn(&(f64, f64)) -> f64| median(times.iter().map(figure).collect());
    Medians { first: median_of(|time| time.0), second: median_of(|time| time.1), ratio: median_of(|time| time.1 / time.0) }
}

/// How many runs take about as long as a round is to take.
fn runs_per_round(run: &impl Fn()) -> u32 {
    let mut runs = 1;
    while time(runs, run) * f64::from(runs) < ROUND.as_secs_f64() * 1e6 {
        runs *= 2;
    }
    runs
}

/// The time of one run, in microseconds, as the mean of `runs`.
fn time(runs: u32, run: &impl Fn()) -> f64 {
    let start = Instant::now();
    for _ in 0..runs {
        run();
    }
    start.elapsed().as_secs_f64() * 1e6 / f64::from(runs)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
