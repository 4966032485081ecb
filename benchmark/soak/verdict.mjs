// Is what came of a call what was to come of it?

import { isRight } from './answers.mjs'

/** How many requests the server has to have seen, and what is wrong with the outcome, if anything is. */
export function verdictOf(plan, outcome) {
  const { abort, fault, traits } = plan
  if (plan.kind === 'token') return { class: 'ok', problem: outcome.error ? told(outcome.error) : rightOf(plan, outcome) }
  if (abort !== undefined)
    return { class: outcome.error ? 'aborted' : 'ok', requests: abort.requests, problem: abortedWrongly(plan, outcome) }
  const sees = fault === undefined ? { ok: true, requests: [1, 1] } : fault.sees(traits)
  return { class: outcome.error ? 'failed' : 'ok', requests: sees.requests, problem: wrongly(plan, outcome, sees) }
}

function abortedWrongly(plan, outcome) {
  const { error, isAborted, isLate, reason } = outcome
  if (isLate) return 'something came after the abort'
  if (error === undefined)
    return isAborted
      ? 'it succeeded in spite of its abort'
      : plan.abort.eitherWay || isShort(plan)
        ? rightOf(plan, outcome)
        : 'it succeeded without its abort'
  if (error.name !== 'AbortError' || error.code !== 'ABORT_ERR') return `an abort was to come, got ${told(error)}`
  return error.cause === reason ? undefined : 'the abort has the reason of another call'
}

/** What is over before its abort: a body of which only the beginning is asked for. */
const isShort = ({ kind }) => kind === 'downloadCancelled'

function wrongly(plan, outcome, sees) {
  const { error, isForeign } = outcome
  if (isForeign) return 'its head is that of another call'
  if (error === undefined) return sees.ok ? rightOf(plan, outcome) : `${sees.code ?? sees.status} was to come, got a value`
  if (sees.code === undefined && sees.status === undefined) return `a value was to come, got ${told(error)}`
  if (error.name === 'AbortError') return 'it was aborted, and nobody had'
  if (sees.status !== undefined && error.statusCode !== sees.status) return `status ${sees.status} was to come, got ${told(error)}`
  if (sees.code !== undefined && error.code !== sees.code) return `${sees.code} was to come, got ${told(error)}`
  if (error.name !== classes[sees.status ?? sees.code] && error.name !== 'PipedreamError') return `it has the class ${error.name}`
  if (classes[sees.status ?? sees.code] !== undefined && error.name === 'PipedreamError') return 'it has no class of its own'
  return foreign(error, plan)
}

const classes = { 400: 'BadRequestError', 404: 'NotFoundError', 429: 'TooManyRequestsError', ETIMEDOUT: 'PipedreamTimeoutError' }

/** An error's body and headers say whose they are, where there are any. */
function foreign({ body, rawResponse }, { id }) {
  const marks = [rawResponse?.headers.get('x-soak-id'), body?.id, typeof body === 'string' ? /soak-\d+/.exec(body)?.[0] : undefined]
  const other = marks.find((mark) => mark !== undefined && mark !== null && mark !== id)
  return other === undefined ? undefined : `its error is that of ${other}`
}

function rightOf(plan, { value }) {
  try {
    return isRight(value, plan) ? undefined : 'its value is not the right one'
  } catch (error) {
    return `its value is not the right one: ${error.message}`
  }
}

const told = ({ name, code, statusCode, message }) => `${name} ${code ?? statusCode ?? ''}: ${String(message).slice(0, 200)}`
