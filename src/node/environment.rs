//! The state that Rust keeps for one JavaScript environment: messages to deliver, running calls, open callbacks and open
//! response bodies.
//!
//! An environment is a main thread or a worker. When it ends, its calls are dropped and its callbacks are answered with
//! `None`.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use bytes::Bytes;
use napi::Status;
use napi::bindgen_prelude::Buffer;
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode, UnknownReturnValue};
use parking_lot::Mutex;
use tokio::sync::oneshot;
use tokio::task::AbortHandle;

use super::failure::CallFacts;
use super::fetch_response::body_id;
use super::message::{CallbackKind, EventName, Message};
use super::runtime::runtime;
use crate::error::Thrown;
use crate::future::BoxFuture;
use crate::panic::catch_async;
use crate::phase::{CallTrace, Caller};
use crate::transport::Pieces;

/// Calls a JavaScript function without arguments. It is weak: it does not keep the event loop alive.
pub(super) type Wake = ThreadsafeFunction<(), UnknownReturnValue, (), Status, false, true>;

/// Every open environment. Clients of several environments share tokens, so token events go to all of them.
static OPEN: Mutex<Vec<Weak<Environment>>> = Mutex::new(Vec::new());

/// One JavaScript environment.
pub(super) struct Environment {
    messages: Mutex<VecDeque<Message>>,
    /// JavaScript attaches it soon after the mailbox is made. Messages wait until then.
    wake: OnceLock<Wake>,
    is_closed: AtomicBool,
    next_id: AtomicU32,
    /// Calls whose message JavaScript has not got, nor cancelled. An abort can come when a call has ended and its message waits.
    calls: Mutex<HashMap<u32, (AbortHandle, Arc<CallTrace>)>>,
    callbacks: Mutex<HashMap<u32, oneshot::Sender<CallbackReply>>>,
    streams: Mutex<HashMap<u32, Arc<Stream>>>,
    /// Its number in this process, from 1.
    number: u32,
    /// The call that starts next, if it is observed, and above its bits whether its requests are too.
    next_observed: AtomicU64,
}

/// What a callback returned.
pub(super) struct CallbackReply {
    /// Whether it succeeded.
    pub ok: bool,
    /// Its result as text, or the message of its error.
    pub text: Option<String>,
    /// Its result as bytes.
    pub bytes: Option<Bytes>,
    /// The id of the error that it threw.
    pub thrown: Option<Thrown>,
}

/// An open response body. One read at a time may use it.
pub(super) struct Stream {
    /// The rest of the body.
    pub pieces: tokio::sync::Mutex<Box<dyn Pieces>>,
    /// The time limit of one read.
    pub limit: Duration,
    /// The call that the body belongs to.
    call: u32,
    /// The same.
    pub trace: Arc<CallTrace>,
}

impl Environment {
    /// An environment. Its messages wait until [`Self::attach`].
    pub(super) fn open() -> Arc<Self> {
        static LAST: AtomicU32 = AtomicU32::new(0);
        let environment = Arc::new(Self {
            number: LAST.fetch_add(1, Ordering::Relaxed) + 1,
            next_observed: AtomicU64::new(0),
            messages: Mutex::default(),
            wake: OnceLock::new(),
            is_closed: AtomicBool::new(false),
            next_id: AtomicU32::new(1),
            calls: Mutex::default(),
            callbacks: Mutex::default(),
            streams: Mutex::default(),
        });
        let mut open = OPEN.lock();
        open.retain(|other| other.strong_count() > 0);
        open.push(Arc::downgrade(&environment));
        environment
    }

    /// Call `id`, which starts next, is observed. `with_requests`: each of its requests as well.
    pub(super) fn observe(&self, id: u32, with_requests: bool) {
        self.next_observed.store(u64::from(id) | u64::from(with_requests) << 32, Ordering::Relaxed);
    }

    /// Whether call `id`, which starts now, is observed, and whether its requests are.
    pub(super) fn take_observed(&self, id: u32) -> Option<bool> {
        let next = self.next_observed.load(Ordering::Relaxed);
        (next & u64::from(u32::MAX) == u64::from(id)).then_some(next >> 32 != 0)
    }

    /// Call `id`, as other environments know it.
    pub(super) fn caller(&self, id: u32) -> Caller {
        Caller { environment: self.number, call: id }
    }

    /// Queues a message. Wakes JavaScript if it is the first since the last [`Self::take`] and there is a wake-up.
    pub(super) fn push(&self, message: Message) {
        if self.is_closed.load(Ordering::Acquire) {
            return;
        }
        let is_first = {
            let mut messages = self.messages.lock();
            messages.push_back(message);
            messages.len() == 1
        };
        if is_first {
            self.wake();
        }
    }

    /// `wake` is called when there are messages: at once if some wait. Only the first one counts.
    pub(super) fn attach(&self, wake: Wake) {
        _ = self.wake.set(wake);
        // A message that was queued before this lock found no wake-up.
        let has_messages = !self.messages.lock().is_empty();
        if has_messages {
            self.wake();
        }
    }

    fn wake(&self) {
        let Some(wake) = self.wake.get() else { return };
        // This fails only if the environment is ending. Then nobody is left to wake.
        _ = wake.call((), ThreadsafeFunctionCallMode::NonBlocking);
    }

    /// Takes messages from the queue by `take`.
    pub(super) fn take(&self, take: fn(&mut VecDeque<Message>) -> VecDeque<Message>) -> VecDeque<Message> {
        take(&mut self.messages.lock())
    }

    /// Returns messages that could not be delivered to the front of the queue, and wakes JavaScript again.
    pub(super) fn put_back(&self, mut undelivered: VecDeque<Message>) {
        undelivered.retain(|message| !matches!(message, Message::More {}));
        let mut messages = self.messages.lock();
        undelivered.append(&mut messages);
        *messages = undelivered;
        drop(messages);
        self.wake();
    }

    /// Runs `work` as call `id` and queues the message that it returns. A panic fails the call. `trace` gets the phases of the call.
    /// `is_small`: this thread may do a part of the work.
    pub(super) fn spawn(self: &Arc<Self>, (id, trace): (u32, Arc<CallTrace>), is_small: bool, work: BoxFuture<'static, Message>) {
        if self.is_closed.load(Ordering::Acquire) {
            return;
        }
        let runtime = match runtime() {
            Ok(runtime) => runtime,
            Err(error) => return self.push(Message::failed(id, error)),
        };
        let facts = Arc::clone(&trace);
        let work = async move {
            let work = facts.track(catch_async(work)).await;
            let mut message = work.unwrap_or_else(|panicked| Message::failed(id, panicked.into()));
            message.add_facts(&facts);
            message
        };
        let environment = Arc::clone(self);
        let deliver = move |message| environment.push(message);
        runtime.run_call(is_small, work, deliver, |task| _ = self.calls.lock().insert(id, (task, trace)));
    }

    /// Drops call `id`, and with it its connection. If the call has ended already, JavaScript ignores its message, so its
    /// response body is closed here. Returns what is known of the call, unless JavaScript has its message.
    pub(super) fn cancel(&self, id: u32) -> Option<CallFacts> {
        let call = self.calls.lock().remove(&id);
        if call.as_ref().is_none_or(|(task, _)| task.is_finished()) {
            self.streams.lock().retain(|_, stream| stream.call != id);
        }
        let (task, trace) = call?;
        task.abort();
        Some(CallFacts::of(&trace))
    }

    /// JavaScript is about to get `message`. If the call that it ends was cancelled while it ended, its response body is closed: JavaScript
    /// ignores the message.
    pub(super) fn delivering(&self, message: &Message) {
        let Some(id) = message.call() else { return };
        let is_cancelled = self.calls.lock().remove(&id).is_none();
        if let Message::Done { stream: Some(stream), .. } = message
            && is_cancelled
        {
            self.close_stream(*stream);
        }
    }

    /// Calls back the JavaScript function, store or stream with the id `object`, and waits for its reply.
    /// `None` if the environment has ended.
    pub(super) async fn call_back(
        &self,
        kind: CallbackKind,
        object: u32,
        text: Option<String>,
        bytes: Option<Bytes>,
    ) -> Option<CallbackReply> {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        let (sender, reply) = oneshot::channel();
        self.callbacks.lock().insert(id, sender);
        if self.is_closed.load(Ordering::Acquire) {
            self.callbacks.lock().remove(&id);
            return None;
        }
        let mut pending = PendingCallback { environment: self, id, reply, is_fetch: matches!(kind, CallbackKind::Fetch) };
        let bytes = bytes.map(|bytes| Buffer::from(bytes.to_vec()));
        self.push(Message::Callback { id, kind, object, text, bytes });
        (&mut pending.reply).await.ok()
    }

    /// Delivers the reply of callback `id`. Returns whether something still waited for it.
    pub(super) fn reply(&self, id: u32, reply: CallbackReply) -> bool {
        let sender = self.callbacks.lock().remove(&id);
        sender.is_some_and(|sender| sender.send(reply).is_ok())
    }

    /// Keeps the response body of `call` until it is read or closed. Returns its id.
    pub(super) fn open_stream(&self, call: u32, pieces: Box<dyn Pieces>, limit: Duration, trace: Arc<CallTrace>) -> u32 {
        let id = self.next_id.fetch_add(1, Ordering::Relaxed);
        self.streams.lock().insert(id, Arc::new(Stream { pieces: tokio::sync::Mutex::new(pieces), limit, call, trace }));
        id
    }

    /// The open response body `id`.
    pub(super) fn stream(&self, id: u32) -> Option<Arc<Stream>> {
        self.streams.lock().get(&id).cloned()
    }

    /// Closes a response body. Unless it was read completely, its connection closes.
    pub(super) fn close_stream(&self, id: u32) {
        self.streams.lock().remove(&id);
    }

    /// Drops calls, callbacks, response bodies and messages.
    pub(super) fn close(&self) {
        self.is_closed.store(true, Ordering::Release);
        let calls = std::mem::take(&mut *self.calls.lock());
        for (task, _) in calls.into_values() {
            task.abort();
        }
        // Dropping a sender ends the wait for its reply.
        self.callbacks.lock().clear();
        self.streams.lock().clear();
        self.messages.lock().clear();
    }
}

/// Withdraws a callback if its caller stops waiting, and tells JavaScript.
struct PendingCallback<'a> {
    environment: &'a Environment,
    id: u32,
    reply: oneshot::Receiver<CallbackReply>,
    is_fetch: bool,
}

impl Drop for PendingCallback<'_> {
    fn drop(&mut self) {
        let is_open = self.environment.callbacks.lock().remove(&self.id).is_some();
        if is_open {
            return self.environment.push(Message::CallbackCancelled { id: self.id });
        }
        // The reply has arrived, but the caller has stopped waiting: release the body in it.
        if self.is_fetch
            && let Ok(reply) = self.reply.try_recv()
            && let Some(object) = reply.text.as_deref().and_then(body_id)
        {
            self.environment.push(Message::Released { object });
        }
    }
}

/// Sends an event to every open environment.
pub(super) fn broadcast(name: EventName, text: &str) {
    let open: Vec<Arc<Environment>> = OPEN.lock().iter().filter_map(Weak::upgrade).collect();
    for environment in open {
        environment.push(Message::Event { name, text: text.into() });
    }
}

/// Sends a message to the environment with this number, if it is open.
pub(super) fn publish_in(number: u32, message: impl FnOnce() -> Message) {
    let environment = OPEN.lock().iter().filter_map(Weak::upgrade).find(|environment| environment.number == number);
    if let Some(environment) = environment {
        environment.push(message());
    }
}
