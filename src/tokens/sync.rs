//! What threads share in the state machine: a lock, and a cell for the current token.
//!
//! `cargo test --features model` replaces both with shuttle's, which tries the orders in which threads may meet here.

#[cfg(not(feature = "model"))]
mod real {
    use std::sync::Arc;

    use arc_swap::ArcSwapOption;
    pub(crate) use parking_lot::Mutex;

    /// Holds a value that is read without a lock.
    pub(crate) struct AtomicCell<T>(ArcSwapOption<T>);

    impl<T> AtomicCell<T> {
        pub(crate) fn empty() -> Self {
            Self(ArcSwapOption::empty())
        }

        pub(crate) fn load(&self) -> Option<Arc<T>> {
            self.0.load_full()
        }

        pub(crate) fn store(&self, value: Option<Arc<T>>) {
            self.0.store(value);
        }
    }
}

#[cfg(feature = "model")]
mod model {
    use std::sync::Arc;

    /// The interface of parking_lot over shuttle's lock.
    #[derive(Default)]
    pub(crate) struct Mutex<T>(shuttle::sync::Mutex<T>);

    impl<T> Mutex<T> {
        pub(crate) fn lock(&self) -> shuttle::sync::MutexGuard<'_, T> {
            self.0.lock().expect("no thread panics while it holds the lock")
        }
    }

    /// Every access is a point at which another thread may run.
    pub(crate) struct AtomicCell<T>(shuttle::sync::Mutex<Option<Arc<T>>>);

    impl<T> AtomicCell<T> {
        pub(crate) fn empty() -> Self {
            Self(shuttle::sync::Mutex::new(None))
        }

        pub(crate) fn load(&self) -> Option<Arc<T>> {
            self.0.lock().expect("no thread panics while it holds the lock").clone()
        }

        pub(crate) fn store(&self, value: Option<Arc<T>>) {
            *self.0.lock().expect("no thread panics while it holds the lock") = value;
        }
    }
}

#[cfg(feature = "model")]
pub(crate) use model::{AtomicCell, Mutex};
#[cfg(not(feature = "model"))]
pub(crate) use real::{AtomicCell, Mutex};
