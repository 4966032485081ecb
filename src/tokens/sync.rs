//! The two things that threads share in the state machine: a lock, and the place of the current token.
//!
//! `cargo test --features model` puts shuttle's in their place, which tries the orders in which threads may meet here.

#[cfg(not(feature = "model"))]
mod real {
    use std::sync::Arc;

    use arc_swap::ArcSwapOption;
    pub use parking_lot::Mutex;

    /// Holds a value that is read without a lock.
    pub struct Slot<T>(ArcSwapOption<T>);

    impl<T> Slot<T> {
        pub fn empty() -> Self {
            Self(ArcSwapOption::empty())
        }

        pub fn get(&self) -> Option<Arc<T>> {
            self.0.load_full()
        }

        pub fn put(&self, value: Option<Arc<T>>) {
            self.0.store(value);
        }
    }
}

#[cfg(feature = "model")]
mod model {
    use std::sync::Arc;

    /// parking_lot's interface over shuttle's lock.
    #[derive(Default)]
    pub struct Mutex<T>(shuttle::sync::Mutex<T>);

    impl<T> Mutex<T> {
        pub fn lock(&self) -> shuttle::sync::MutexGuard<'_, T> {
            self.0.lock().expect("no thread panics with the lock in its hands")
        }
    }

    /// Every access is a point at which another thread may run.
    pub struct Slot<T>(shuttle::sync::Mutex<Option<Arc<T>>>);

    impl<T> Slot<T> {
        pub fn empty() -> Self {
            Self(shuttle::sync::Mutex::new(None))
        }

        pub fn get(&self) -> Option<Arc<T>> {
            self.0.lock().expect("no thread panics in here").clone()
        }

        pub fn put(&self, value: Option<Arc<T>>) {
            *self.0.lock().expect("no thread panics in here") = value;
        }
    }
}

#[cfg(feature = "model")]
pub use model::{Mutex, Slot};
#[cfg(not(feature = "model"))]
pub use real::{Mutex, Slot};
