'use client'

// What is shown if the page could not be made, for example because Pipedream did not answer. The error itself is in the server's log.

export default function Failed() {
  return (
    <main>
      <h1>Connected accounts</h1>
      <p role="alert" className="notice failure">
        Your accounts cannot be shown at the moment.
      </p>
      <button type="button" onClick={() => location.reload()}>
        Try again
      </button>
    </main>
  )
}
