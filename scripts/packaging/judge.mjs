// What a run of a check shows: pure functions, so that a test can try each outcome.

/** The counts of node:test, from its output as TAP, and the tests that were skipped or have failed, with the reason of a skip. */
export function countsOf(tap) {
  const count = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0)
  // Node says of a test that a name pattern leaves out that it was skipped, too: nobody asked for it.
  const skipped = [...tap.matchAll(/^ *ok \d+ - (.+?) # SKIP ?(.*)$/gm)]
    .filter(([, , why]) => why !== 'test name does not match pattern')
    .map(([, title, why]) => (why ? `${title}: ${why}` : title))
  const failing = [...tap.matchAll(/^ *not ok \d+ - (.+?)$/gm)].map(([, title]) => title)
  const figures = [...tap.matchAll(/^ *# figure: (.+)$/gm)].map(([, text]) => text)
  return { passed: count('pass'), failed: count('fail') + count('cancelled'), skipped, failing, figures }
}

/**
 * The outcome of one part. `tests` are the counts of node:test, or undefined for another program, whose exit code says all.
 *
 * A part in which no test passed has shown nothing, whatever its exit code is.
 */
export function outcomeOf({ code, tests }) {
  if (code !== 0 || tests?.failed > 0) return 'failed'
  if (tests !== undefined && tests.passed === 0) return 'not run'
  return tests?.skipped.length > 0 ? 'in part' : 'passed'
}

/** The result of a check: of the outcomes of all its parts, and whether the check names something that could not be had here. */
export function resultOf(outcomes, hasGap = false) {
  if (outcomes.includes('failed')) return 'failed'
  if (outcomes.every((outcome) => outcome === 'not run')) return 'not run'
  return hasGap || outcomes.some((outcome) => outcome !== 'passed') ? 'in part' : 'passed'
}
