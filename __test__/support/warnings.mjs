// The warnings of this package while something runs.

/** The messages of the process warnings of this package while `act` runs. */
export async function warningsOf(act) {
  const said = []
  const listener = (warning) => warning.name === 'PipedreamWarning' && said.push(warning.message)
  process.on('warning', listener)
  try {
    await act()
    // A warning is emitted in the next tick.
    await new Promise((resolve) => setImmediate(resolve))
  } finally {
    process.off('warning', listener)
  }
  return said
}
