//! The scenarios of `__test__/fixtures/scenarios.json`. Each runs with one caller and with a hundred that take every step
//! together, and the outcomes must be the same. `__test__/tokens/scenarios.test.mjs` runs them in eight worker threads.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use serde_json::Value;

use super::support::*;
use crate::error::Error;
use crate::tokens::clock::millis;
use crate::tokens::{ClientTokens, Token};

const SCENARIOS: &str = include_str!("../../../__test__/fixtures/scenarios.json");

/// An outcome in the notation of the file: the token, or `!` and the code of the error.
fn written(outcome: Result<Arc<Token>, Error>) -> String {
    match outcome {
        Ok(token) => text(&token),
        Err(Error::Token(failure)) => {
            let status = failure.status().map(|status| status.to_string());
            format!("!{}", failure.code.clone().or(status).unwrap_or_default())
        }
        Err(other) => format!("!{other:?}"),
    }
}

fn response(answer: &Value) -> Response {
    let leaked = |value: &Value| -> &'static str { Box::leak(value.as_str().unwrap().to_owned().into_boxed_str()) };
    match answer {
        Value::String(name) if name == "down" => Response::Down,
        Value::String(name) if name == "hangs" => Response::Hangs,
        _ if answer["expiresIn"].is_u64() && answer["token"].is_string() => {
            Response::SameToken(leaked(&answer["token"]), answer["expiresIn"].as_u64().unwrap())
        }
        _ if answer["expiresIn"].is_u64() => Response::Token(answer["expiresIn"].as_u64().unwrap()),
        _ => {
            let status = answer["status"].as_u64().expect("an answer has a status").try_into().unwrap();
            let body = answer["error"].as_str().map_or("{}".into(), |error| format!(r#"{{"error":"{error}"}}"#));
            Response::Status(status, Box::leak(body.into_boxed_str()), answer.get("retryAfter").map(leaked))
        }
    }
}

struct Play {
    process: Process,
    client: ClientTokens,
    provider: ChangingProvider,
    callers: usize,
    /// The last token of each caller.
    held: Vec<Option<Arc<Token>>>,
}

impl Play {
    fn of(given: &Value, callers: usize) -> Self {
        let process = Process::new();
        let texts = |value: &Value| -> Vec<&'static str> {
            let all = value.as_array().unwrap().iter();
            all.map(|one| -> &'static str { Box::leak(one.as_str().unwrap().to_owned().into_boxed_str()) }).collect()
        };
        let secrets = given.get("secrets").map_or_else(|| vec!["secret-1"], texts);
        let provider = ChangingProvider::new(&secrets);
        let value = if given["supplied"] == true { provider.value() } else { fixed(&secrets) };
        let client = process.client_with(|options| options.client_secret = value);
        Self { process, client, provider, callers, held: vec![None; callers] }
    }

    /// Runs `act` for every caller at once. Returns the outcomes.
    async fn all(&mut self, act: impl Fn(ClientTokens, Option<Arc<Token>>) -> Seen + Send + Sync + Copy + 'static) -> Vec<String> {
        let tasks: Vec<_> = self.held.iter().map(|held| tokio::spawn(act(self.client.clone(), held.clone()))).collect();
        let mut seen = Vec::new();
        for (place, task) in tasks.into_iter().enumerate() {
            let outcome = task.await.unwrap();
            if let Ok(token) = &outcome {
                self.held[place] = Some(Arc::clone(token));
            }
            seen.push(written(outcome));
        }
        seen
    }

    async fn step(&mut self, step: &Value) {
        let expected = step.get("is").and_then(Value::as_str);
        let seen = if step.get("get").is_some() {
            self.all(|client, _| Box::pin(async move { client.token().await })).await
        } else if step.get("reject").is_some() {
            let nothing = || Error::Internal { message: "nothing better".into() };
            let seen = self.all(move |client, held| {
                Box::pin(async move { client.after_401(&held.expect("the caller has a token")).await.ok_or_else(nothing) })
            });
            seen.await
        } else if step.get("refresh").is_some() {
            self.all(|client, _| Box::pin(async move { client.refresh().await })).await
        } else {
            self.change(step).await;
            Vec::new()
        };
        for one in seen {
            let expected = expected.unwrap_or_else(|| panic!("{step} names no outcome: {one}"));
            let expected = if expected == "!none" { "!Internal { message: \"nothing better\" }" } else { expected };
            assert_eq!(one, expected, "{step}");
        }
        settle().await;
        if let Some(requests) = step.get("requests") {
            assert_eq!(self.process.endpoint.count() as u64, requests.as_u64().unwrap(), "requests after {step}");
        }
    }

    /// A step that no caller takes.
    async fn change(&mut self, step: &Value) {
        let seconds = |name: &str| step.get(name).map(|value| value.as_f64().unwrap());
        let whole_seconds = |name: &str| step.get(name).map(|value| value.as_i64().unwrap());
        if let Some(seconds) = seconds("pass") {
            advance(seconds).await;
        } else if let Some(seconds) = whole_seconds("wall") {
            self.process.clocks.move_wall(seconds);
        } else if let Some(seconds) = whole_seconds("boot") {
            self.process.clocks.move_boot(seconds);
        } else if let Some(answer) = step.get("endpoint") {
            *self.process.endpoint.fallback.lock() = response(answer);
        } else if let Some(answers) = step.get("next") {
            self.process.endpoint.script.lock().extend(answers.as_array().unwrap().iter().map(response));
        } else if let Some(seconds) = seconds("takes") {
            self.process.endpoint.latency_ms.store(millis(Duration::from_secs_f64(seconds)), Ordering::Relaxed);
        } else if let Some(secret) = step.get("secret") {
            *self.provider.0.lock() = Ok(vec![Box::leak(secret.as_str().unwrap().to_owned().into_boxed_str())]);
        } else if step.get("invalidate").is_some() {
            self.client.invalidate();
        } else {
            assert!(step.get("requests").is_some(), "{step} is no step; callers: {}", self.callers);
        }
    }
}

type Seen = std::pin::Pin<Box<dyn Future<Output = Result<Arc<Token>, Error>> + Send>>;

async fn play(callers: usize) {
    let scenarios: Value = serde_json::from_str(SCENARIOS).unwrap();
    for scenario in scenarios["scenarios"].as_array().unwrap() {
        println!("{} ({callers} callers)", scenario["name"]);
        let mut play = Play::of(&scenario["given"], callers);
        for step in scenario["steps"].as_array().unwrap() {
            play.step(step).await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn every_scenario_with_one_caller() {
    play(1).await;
}

#[tokio::test(start_paused = true)]
async fn every_scenario_with_a_hundred_callers_at_once() {
    play(100).await;
}
