// openapi.yaml as the writers and the tests take it: read, checked, and with its defaults filled in.

import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { problemsOf } from './check.mjs'
import { completed } from './defaults.mjs'

/** What is wrong with openapi.yaml. */
export class Refused extends Error {
  constructor(problems, options) {
    super(problems.join('\n'), options)
    this.problems = problems
  }
}

export async function readSource(file) {
  const api = parsed(readFileSync(file, 'utf8'))
  const problems = await problemsOf(api)
  if (problems.length > 0) throw new Refused(problems)
  return completed(api)
}

function parsed(text) {
  try {
    return parse(text)
  } catch (error) {
    throw new Refused([`openapi.yaml: ${error.message}`], { cause: error })
  }
}
