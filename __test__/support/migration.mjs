// Reads the tables of MIGRATION.md that have an old call beside the new one.

/** The rows `[old, new]` of the table of calls of 1.x, without their backticks. */
export function callsOf(text) {
  const [, section] = /\n### Calls\n([\s\S]*?)\n#/.exec(text)
  return [...section.matchAll(/^\| `(pd\.[^`]+)` \| `([^`]+)` \|/gm)].map(([, before, now]) => [before, now])
}

export const oldCallsOf = (text) => callsOf(text).map(([before]) => before)
