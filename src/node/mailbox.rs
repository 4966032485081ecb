//! All that Rust has to say to one JavaScript environment.
//!
//! One wake-up brings everything that has gathered since the last: under load several answers share one trip
//! to the event loop. The wake-up is weak, so nothing here keeps a process alive. When the environment ends
//! (a worker is terminated, a process exits) its open calls are dropped and its open questions answered "gone".

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Weak};

use bytes::Bytes;
use napi::bindgen_prelude::{Array, Buffer, Uint8Array};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode, UnknownReturnValue};
use napi::{Env, Status};
use napi_derive::napi;
use parking_lot::Mutex;
use tokio::sync::oneshot;
use tokio::task::AbortHandle;

use super::catch_panic::{Exception, guarded, guarded_result, say_where_panics_happen};
use super::message::{CallbackKind, Instead, Message};
use super::runtime::runtime;
use crate::error::Thrown;
use crate::future::BoxFuture;
use crate::transport::Pieces;

/// Calls a function of JavaScript's, without arguments and without keeping its event loop alive.
type Wake = ThreadsafeFunction<(), UnknownReturnValue, (), Status, false, true>;

/// Every mailbox that is open: events of a token that many clients share go to all of them.
static OPEN: Mutex<Vec<Weak<Post>>> = Mutex::new(Vec::new());

/// The mailbox as JavaScript holds it, one per environment.
#[napi]
pub struct Mailbox {
    pub(super) post: Arc<Post>,
}

/// What lies behind a mailbox; shared with the calls that are on their way.
pub(super) struct Post {
    letters: Mutex<VecDeque<Message>>,
    wake: Wake,
    closed: AtomicBool,
    next: AtomicU32,
    calls: Mutex<HashMap<u32, AbortHandle>>,
    asks: Mutex<HashMap<u32, oneshot::Sender<Reply>>>,
    streams: Mutex<HashMap<u32, Arc<Stream>>>,
}

/// About how much text one turn of the event loop takes, in bytes: a thousand large answers at once would fill V8's
/// young generation, and nothing else in the process would get its turn.
const ENOUGH: usize = 2 << 20;

/// JavaScript's answer to a question.
pub(super) struct Reply {
    pub ok: bool,
    pub text: Option<String>,
    pub bytes: Option<Bytes>,
    /// What was thrown in the place of an answer.
    pub thrown: Option<Thrown>,
}

/// An open response body; read by one read at a time.
pub(super) struct Stream {
    pub pieces: tokio::sync::Mutex<Box<dyn Pieces>>,
    /// How long one read may take.
    pub limit: std::time::Duration,
    /// The call that it is the answer to.
    call: u32,
}

#[napi]
impl Mailbox {
    /// `wake` is called when there is something to `drain`.
    #[napi(constructor)]
    pub fn new(wake: Wake) -> Result<Self, Exception> {
        say_where_panics_happen();
        guarded("Mailbox", || {
            let post = Arc::new(Post {
                letters: Mutex::default(),
                wake,
                closed: AtomicBool::new(false),
                next: AtomicU32::new(1),
                calls: Mutex::default(),
                asks: Mutex::default(),
                streams: Mutex::default(),
            });
            let mut open = OPEN.lock();
            open.retain(|post| post.strong_count() > 0);
            open.push(Arc::downgrade(&post));
            Self { post }
        })
    }

    /// What has gathered, oldest first. If that is more than enough, the last message says so, and the rest is to be
    /// drained in another turn of the event loop. Where it throws, nothing is lost: it is to be called again.
    #[napi(ts_return_type = "Array<Message>")]
    pub fn drain<'env>(&self, env: &'env Env) -> Result<Array<'env>, Exception> {
        guarded_result("drain", || {
            let mut given = env.create_array(0)?;
            let mut letters = first_of(&mut self.post.letters.lock());
            while let Some(letter) = letters.pop_front() {
                // A text can be too long for V8. That is the end of one call, not of those that share its wake-up.
                let instead = letter.instead();
                if given.insert(letter).is_ok() {
                    continue;
                }
                if let Some((id, size)) = self.post.undelivered(instead)
                    && given.insert(Message::undeliverable(id, size)).is_err()
                {
                    // Nothing can be made in this environment now. What is left stays, and is asked for again.
                    letters.push_front(Message::undeliverable(id, size));
                    self.post.put_back(letters);
                    break;
                }
            }
            Ok(given)
        })
    }

    /// Answers the question `ask`; says whether it was still open. Where it is not `ok`, `text` says why, and `thrown` is the
    /// number of what was thrown.
    #[napi]
    pub fn answer(
        &self,
        ask: u32,
        ok: bool,
        text: Option<String>,
        bytes: Option<Uint8Array>,
        thrown: Option<f64>,
    ) -> Result<bool, Exception> {
        guarded("answer", || {
            let Some(asker) = self.post.asks.lock().remove(&ask) else { return false };
            let thrown = thrown.map(|number| Thrown(number as u64));
            // The asker may have stopped waiting.
            asker.send(Reply { ok, text, bytes: bytes.map(|bytes| Bytes::copy_from_slice(&bytes)), thrown }).is_ok()
        })
    }

    /// Drops what is open. Called by itself when the environment ends.
    #[napi]
    pub fn close(&self) -> Result<(), Exception> {
        guarded("Mailbox.close", || self.post.close())
    }
}

/// Takes what is enough for a turn.
fn first_of(letters: &mut VecDeque<Message>) -> VecDeque<Message> {
    let mut size = 0;
    let end = letters.iter().position(|letter| {
        let is_enough = size > ENOUGH;
        size += letter.size();
        is_enough
    });
    let Some(end) = end else { return std::mem::take(letters) };
    let rest = letters.split_off(end);
    let mut first = std::mem::replace(letters, rest);
    first.push_back(Message::More {});
    first
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        self.post.close();
    }
}

impl Post {
    /// Puts a message in; wakes JavaScript when it is the first since the last `drain`.
    pub fn push(&self, message: Message) {
        if self.closed.load(Ordering::Acquire) {
            return;
        }
        let first = {
            let mut letters = self.letters.lock();
            letters.push_back(message);
            letters.len() == 1
        };
        if first {
            self.wake();
        }
    }

    fn wake(&self) {
        // An environment that is ending does not want to be woken; that is its answer.
        _ = self.wake.call((), ThreadsafeFunctionCallMode::NonBlocking);
    }

    /// Returns what was drained and could not be handed over, before what has come since, and wakes JavaScript again.
    fn put_back(&self, mut letters: VecDeque<Message>) {
        letters.retain(|letter| !matches!(letter, Message::More {}));
        let mut since = self.letters.lock();
        letters.append(&mut since);
        *since = letters;
        drop(since);
        self.wake();
    }

    /// Does what is to be done about a message that cannot be handed over; gives the call that fails, and the size of its text.
    fn undelivered(&self, instead: Instead) -> Option<(u32, usize)> {
        match instead {
            Instead::Failure { id, size } => return Some((id, size)),
            Instead::Answer(ask) => {
                if let Some(asker) = self.asks.lock().remove(&ask) {
                    let text = Some("what was to be passed to JavaScript is larger than it can hold".to_owned());
                    _ = asker.send(Reply { ok: false, text, bytes: None, thrown: None });
                }
            }
            Instead::Nothing => {}
        }
        None
    }

    /// Runs `work` as call `id`; what it gives is its last message. A panic in it fails the call, not the process.
    pub fn spawn(self: &Arc<Self>, id: u32, work: BoxFuture<'static, Message>) {
        if self.closed.load(Ordering::Acquire) {
            return;
        }
        let runtime = match runtime() {
            Ok(runtime) => runtime,
            Err(error) => return self.push(Message::failed(id, error)),
        };
        let post = Arc::clone(self);
        // Held while the task starts, so that it cannot end before it is entered.
        let mut calls = self.calls.lock();
        let task = runtime.spawn(async move {
            let message = super::call::caught(id, work).await;
            post.calls.lock().remove(&id);
            post.push(message);
        });
        calls.insert(id, task.abort_handle());
    }

    /// Drops call `id`, and with it its connection. Where it has ended already, JavaScript does not look at its message any more, so
    /// nobody else would let go of the body in it.
    pub fn cancel(&self, id: u32) {
        let task = self.calls.lock().remove(&id);
        match task {
            Some(task) => task.abort(),
            None => self.streams.lock().retain(|_, stream| stream.call != id),
        }
    }

    /// Asks JavaScript; `None` when the environment is gone.
    pub async fn ask(&self, kind: CallbackKind, target: u32, text: Option<String>, bytes: Option<Bytes>) -> Option<Reply> {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let (asker, reply) = oneshot::channel();
        self.asks.lock().insert(id, asker);
        if self.closed.load(Ordering::Acquire) {
            self.asks.lock().remove(&id);
            return None;
        }
        let mut question = Question { post: self, id, reply, is_fetch: matches!(kind, CallbackKind::Fetch) };
        let bytes = bytes.map(|bytes| Buffer::from(bytes.to_vec()));
        self.push(Message::Ask { id, kind, target, text, bytes });
        (&mut question.reply).await.ok()
    }

    /// Keeps the body that call `call` was answered with until it is read or closed.
    pub fn open_stream(&self, call: u32, pieces: Box<dyn Pieces>, limit: std::time::Duration) -> u32 {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        self.streams.lock().insert(id, Arc::new(Stream { pieces: tokio::sync::Mutex::new(pieces), limit, call }));
        id
    }

    /// The open response body `id`.
    pub fn stream(&self, id: u32) -> Option<Arc<Stream>> {
        self.streams.lock().get(&id).cloned()
    }

    /// Lets go of a response body; its connection closes unless all of it has been read.
    pub fn close_stream(&self, id: u32) {
        self.streams.lock().remove(&id);
    }

    fn close(&self) {
        self.closed.store(true, Ordering::Release);
        let calls = std::mem::take(&mut *self.calls.lock());
        calls.into_values().for_each(|task| task.abort());
        // Dropping the senders tells every asker that nobody is left to answer.
        self.asks.lock().clear();
        self.streams.lock().clear();
        self.letters.lock().clear();
    }
}

/// Takes a question back when its asker stops waiting, and tells JavaScript.
struct Question<'a> {
    post: &'a Post,
    id: u32,
    reply: oneshot::Receiver<Reply>,
    is_fetch: bool,
}

impl Drop for Question<'_> {
    fn drop(&mut self) {
        let unanswered = self.post.asks.lock().remove(&self.id).is_some();
        if unanswered {
            return self.post.push(Message::Unasked { id: self.id });
        }
        // The answer has come, and nobody looks at it: a body in it is let go of.
        if self.is_fetch
            && let Ok(reply) = self.reply.try_recv()
            && let Some(target) = reply.text.as_deref().and_then(super::fetch::body_in)
        {
            self.post.push(Message::Released { target });
        }
    }
}

/// Tells every open environment.
pub(super) fn broadcast(name: &str, text: &str) {
    let open: Vec<Arc<Post>> = OPEN.lock().iter().filter_map(Weak::upgrade).collect();
    for post in open {
        post.push(Message::Event { name: name.into(), text: text.into() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_answers_are_given_a_few_at_a_time_and_in_their_order() {
        let done = |id, size| Message::Done { id, json: Some("x".repeat(size)), text: None, head: None, stream: None };
        let mut letters: VecDeque<_> = (0..7).map(|id| done(id, ENOUGH / 2)).collect();
        letters.push_back(done(7, ENOUGH * 3));
        letters.extend((8..1000).map(|id| done(id, 100)));
        let mut parts: Vec<Vec<u32>> = Vec::new();
        while !letters.is_empty() {
            let part = first_of(&mut letters);
            assert_eq!(matches!(part.back(), Some(Message::More {})), !letters.is_empty());
            parts.push(part.iter().filter_map(|letter| if let Message::Done { id, .. } = letter { Some(*id) } else { None }).collect());
        }
        let expected: [Vec<u32>; 4] = [vec![0, 1, 2], vec![3, 4, 5], vec![6, 7], (8..1000).collect()];
        assert_eq!(parts, expected);
    }
}
