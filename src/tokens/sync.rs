//! What threads share in the state machine: a lock, and a cell for the current token.
//!
//! `cargo test --features model` replaces both with shuttle's, which tries the orders in which threads may meet here.

#[cfg(not(feature = "model"))]
mod real {
    use std::sync::Arc;

    use arc_swap::ArcSwapOption;
    pub use parking_lot::Mutex;

    /// Holds a value that is read without a lock.
    pub struct AtomicCell<T>(ArcSwapOption<T>);

    impl<T> AtomicCell<T> {
        pub fn empty() -> Self {
            Self(ArcSwapOption::empty())
        }

        pub fn load(&self) -> Option<Arc<T>> {
            self.0.load_full()
        }

        pub fn store(&self, value: Option<Arc<T>>) {
            self.0.store(value);
        }
    }
}

#[cfg(feature = "model")]
mod model {
    use std::sync::Arc;

    /// The interface of parking_lot over shuttle's lock.
    #[derive(Default)]
    pub struct Mutex<T>(shuttle::sync::Mutex<T>);

    impl<T> Mutex<T> {
        pub fn lock(&self) -> shuttle::sync::MutexGuard<'_, T> {
            self.0.lock().expect("no thread panics while it holds the lock")
        }
    }

    /// Every access is a point at which another thread may run.
    pub struct AtomicCell<T>(shuttle::sync::Mutex<Option<Arc<T>>>);

    impl<T> AtomicCell<T> {
        pub fn empty() -> Self {
            Self(shuttle::sync::Mutex::new(None))
        }

        pub fn load(&self) -> Option<Arc<T>> {
            self.0.lock().expect("no thread panics while it holds the lock").clone()
        }

        pub fn store(&self, value: Option<Arc<T>>) {
            *self.0.lock().expect("no thread panics while it holds the lock") = value;
        }
    }
}

#[cfg(feature = "model")]
pub use model::{AtomicCell, Mutex};
#[cfg(not(feature = "model"))]
pub use real::{AtomicCell, Mutex};
