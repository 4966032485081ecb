//! The mailbox through which one JavaScript environment gets its messages.
//!
//! One wake-up delivers all messages since the last one, so that under load several answers share one trip to the event
//! loop. The wake-up is weak, so it does not keep the process alive. JavaScript attaches it after the mailbox is made, because Node takes
//! the asynchronous context and the stack of that moment for its own (ts/mailbox.ts).

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;
use napi::Env;
use napi::bindgen_prelude::{Array, Uint8Array};
use napi_derive::napi;

use super::catch_panic::{Exception, catch_panic, catch_panic_in_fallible, report_panic_locations};
use super::environment::{CallbackReply, Environment, Wake};
use super::message::{Fallback, Message};
use crate::error::Thrown;

/// About how many bytes of text are delivered in one turn of the event loop. A thousand large answers at once would fill
/// V8's young generation and hold up everything else in the process.
const BATCH_SIZE: usize = 2 << 20;

/// The mailbox of an environment.
#[napi]
pub struct Mailbox {
    pub(super) environment: Arc<Environment>,
}

#[napi]
impl Mailbox {
    /// A mailbox without a wake-up. Messages wait in it.
    #[napi(constructor)]
    pub fn new() -> Result<Self, Exception> {
        report_panic_locations();
        catch_panic("Mailbox", || Self { environment: Environment::open() })
    }

    /// `wake` is called when there are messages to `drain`: at once if some wait already.
    #[napi]
    pub fn attach(&self, wake: Wake) -> Result<(), Exception> {
        catch_panic("attach", || self.environment.attach(wake))
    }

    /// The messages since the last call, oldest first. If they are too large for one turn of the event loop, the last message
    /// is `more`, and the rest is to be drained in another turn. If it throws, no message is lost: call it again.
    #[napi(ts_return_type = "Array<Message>")]
    pub fn drain<'env>(&self, env: &'env Env) -> Result<Array<'env>, Exception> {
        catch_panic_in_fallible("drain", || {
            let mut delivered = env.create_array(0)?;
            let mut batch = self.environment.take(next_batch);
            while let Some(message) = batch.pop_front() {
                // A text can be too long for V8. That fails its call only, not the other messages of the batch.
                self.environment.delivering(&message);
                let fallback = message.fallback();
                if delivered.insert(message).is_ok() {
                    continue;
                }
                if let Some((id, size)) = self.fall_back(fallback)
                    && delivered.insert(Message::undeliverable(id, size)).is_err()
                {
                    // No message can be created now. Keep the rest for the next call.
                    batch.push_front(Message::undeliverable(id, size));
                    self.environment.put_back(batch);
                    break;
                }
            }
            Ok(delivered)
        })
    }

    /// Answers the callback `id`. Returns whether it was still open. If `ok` is false, `text` is the message of the error and
    /// `thrown` the id of what was thrown.
    #[napi]
    pub fn answer(
        &self,
        id: u32,
        ok: bool,
        text: Option<String>,
        bytes: Option<Uint8Array>,
        thrown: Option<i64>,
    ) -> Result<bool, Exception> {
        catch_panic("answer", || {
            let bytes = bytes.map(|bytes| Bytes::copy_from_slice(&bytes));
            let thrown = thrown.map(Thrown);
            self.environment.reply(id, CallbackReply { ok, text, bytes, thrown })
        })
    }

    /// Drops everything that is open. Runs by itself when the environment ends.
    #[napi]
    pub fn close(&self) -> Result<(), Exception> {
        catch_panic("Mailbox.close", || self.environment.close())
    }
}

impl Mailbox {
    /// Handles a message that cannot be delivered. Returns the call that fails with it, and the size of its text.
    fn fall_back(&self, fallback: Fallback) -> Option<(u32, usize)> {
        match fallback {
            Fallback::FailCall { id, size } => return Some((id, size)),
            Fallback::FailCallback(id) => {
                let text = Some("the argument of a callback is too large for JavaScript".to_owned());
                self.environment.reply(id, CallbackReply { ok: false, text, bytes: None, thrown: None });
            }
            Fallback::Drop => {}
        }
        None
    }
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        self.environment.close();
    }
}

/// Takes the messages for one turn of the event loop from the queue.
fn next_batch(queue: &mut VecDeque<Message>) -> VecDeque<Message> {
    let mut size = 0;
    let end = queue.iter().position(|message| {
        let is_full = size > BATCH_SIZE;
        size += message.size();
        is_full
    });
    let Some(end) = end else { return std::mem::take(queue) };
    let rest = queue.split_off(end);
    let mut batch = std::mem::replace(queue, rest);
    batch.push_back(Message::More {});
    batch
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_answers_are_delivered_in_batches_and_in_order() {
        let done = |id, size| {
            let json = Some("x".repeat(size));
            Message::Done { id, json, text: None, head: None, stream: None, attempts: None, observed: None }
        };
        let mut queue: VecDeque<_> = (0..7).map(|id| done(id, BATCH_SIZE / 2)).collect();
        queue.push_back(done(7, BATCH_SIZE * 3));
        queue.extend((8..1000).map(|id| done(id, 100)));
        let mut batches: Vec<Vec<u32>> = Vec::new();
        while !queue.is_empty() {
            let batch = next_batch(&mut queue);
            assert_eq!(matches!(batch.back(), Some(Message::More {})), !queue.is_empty());
            batches
                .push(batch.iter().filter_map(|message| if let Message::Done { id, .. } = message { Some(*id) } else { None }).collect());
        }
        let expected: [Vec<u32>; 4] = [vec![0, 1, 2], vec![3, 4, 5], vec![6, 7], (8..1000).collect()];
        assert_eq!(batches, expected);
    }
}
