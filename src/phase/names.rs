//! The phases.

/// The phases of a call, in their order. A retry starts again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It waits for an access token.
    Token,
    /// It waits for its turn: for a connection, for a rate limit, or in the pause before a retry.
    Queue,
    /// The name of the host is looked up.
    Dns,
    /// The TCP connection is opened, or the tunnel of a proxy.
    Connect,
    /// The TLS handshake.
    Tls,
    /// The request is sent.
    Send,
    /// The request is sent, and no answer has come.
    Wait,
    /// The head of the answer has come, and the body is read.
    Body,
    /// The whole answer has come, and is decoded.
    Decode,
}

impl Phase {
    /// Every phase.
    pub(crate) const ALL: [Self; 9] =
        [Self::Token, Self::Queue, Self::Dns, Self::Connect, Self::Tls, Self::Send, Self::Wait, Self::Body, Self::Decode];

    /// What the call was doing, for messages: "… took longer than 3 s, waiting for a connection".
    pub fn doing(self) -> &'static str {
        match self {
            Self::Token => "waiting for an access token",
            Self::Queue => "waiting for a connection",
            Self::Dns => "looking up the name of the host",
            Self::Connect => "opening a connection",
            Self::Tls => "in the TLS handshake",
            Self::Send => "sending the request",
            Self::Wait => "waiting for the answer",
            Self::Body => "reading the answer",
            Self::Decode => "decoding the answer",
        }
    }
}
