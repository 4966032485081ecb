// The text of a failure to load. dist/load-failure.js is built from this file: it is read when loading has failed, because a program whose
// package loads would read its 30 KB for nothing.

import { explain, explainDifference } from './causes.js'
import { factsOf } from './facts.js'
import type { Modules, Tried } from './known.js'

/** Why loading failed and what to do. `difference` says in what two halves differ, if both were found. */
export function failureText(tried: Tried, modules: Modules, difference: string | undefined): string {
  const facts = factsOf(tried, modules)
  return difference === undefined ? explain(facts) : explainDifference(difference, facts)
}

// For the tests of the tables.
export { elfEnd, endOf, libcIn, machineIn } from './addon-file.js'
export { CAUSES, explain, explainDifference } from './causes.js'
export { limitsIn, namesIn, noAddonsIn, runtimeOf } from './facts.js'
export { commandToAdd, commandToReplace, declaredIn, managerOf } from './manager.js'
export { overrideIn } from './settings.js'
