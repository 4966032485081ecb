// Reads openapi.yaml, checks it and fills in its defaults.

import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { problemsOf } from './check.mjs'
import { completed } from './defaults.mjs'

/** openapi.yaml is not valid; `problems` are sentences. */
export class InvalidSource extends Error {
  constructor(problems, options) {
    super(problems.join('\n'), options)
    this.problems = problems
  }
}

export async function readSource(file) {
  const api = parsed(readFileSync(file, 'utf8'))
  const problems = await problemsOf(api)
  if (problems.length > 0) throw new InvalidSource(problems)
  return completed(api)
}

function parsed(text) {
  try {
    return parse(text)
  } catch (error) {
    throw new InvalidSource([`openapi.yaml: ${error.message}`], { cause: error })
  }
}
