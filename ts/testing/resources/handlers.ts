'use strict'

// Who answers which operation. What nobody answers from state is answered with its example, so that an operation
// added to `openapi.yaml` has an answer from its first day.

const { lost } = require('../answers.js')

const answers = {
  ...require('./accounts.js'),
  ...require('./apps.js'),
  ...require('./components.js').handlers,
  ...require('./files.js').handlers,
  ...require('./projects.js'),
  ...require('./proxy.js'),
  ...require('./settings.js'),
  ...require('./tokens.js'),
  ...require('./triggers.js').handlers,
  ...require('./users.js'),
  ...require('./workflows.js'),
}

function answerOf(core, call) {
  const { name, kind, example } = call.operation
  const known = answers[name]
  if (known !== undefined) return known(core, call)
  if (kind === 'void') return undefined
  if (example?.response === undefined) throw lost(`${name} has neither an answer nor an example`)
  return example.response
}

module.exports = { answerOf, answers }
