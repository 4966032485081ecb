// Writes docs/options.md. __test__/types/types.test.mjs compiles its examples.

import { declarationOf, defaultText, descriptionOf, fieldsOf, tagOf, typesText } from './declarations.mjs'

const HEADING = '<!-- Written by: npm run generate (from the doc comments in ts/). Do not edit. -->\n\n'
const INTRODUCTION = `Every option of a client, of a call, of token stores, of \`verifyWebhook()\` and of \`signWebhook()\`. A key that is no option
is ignored. Once in a process a warning says so, and names the nearest option: \`privatKey\`: did you mean \`privateKey\`? An option that
is \`undefined\` or \`null\` counts as left out. An option that is left out is read from its environment variable, if it has one. A blank
variable counts as unset.`

const CLIENT = 'PipedreamClientOpts'
const CALL = 'BaseRequestOptions'

/** Each section: its heading, the interface with its options, an example with one of them, and what the options apply to. */
const sections = (declarations) => [
  {
    heading: 'Options of a client',
    of: CLIENT,
    example: (name, value) => `const client = new PipedreamClient({ ${name}: ${value} })`,
    appliesTo: (name) =>
      isIn(declarations, CALL, name) ? 'each call of the client that does not have the option itself' : 'each call of the client',
  },
  {
    heading: 'Options of a call',
    of: CALL,
    note: 'They are the last argument of every method of a resource, and the third of `client.fetch()`.',
    example: (name, value) => `await client.accounts.retrieve('apn_1', {}, { ${name}: ${value} })`,
    appliesTo: (name) => (isIn(declarations, CLIENT, name) ? 'this call, in place of the option of the client' : 'this call'),
  },
  {
    heading: 'More options of client.request()',
    of: 'RequestOptions',
    note: 'It takes the options of a call too. Its `headers` are those of the request.',
    example: (name, value) => `await client.request('POST', '/v1/connect/proj_1/accounts', { ${name}: ${value} })`,
    appliesTo: () => 'this call',
  },
  {
    heading: 'The option logging',
    of: 'LogConfig',
    note: 'The option `logging` of a client is a logger, such as `console`, or an object with these options.',
    // Without `silent: false` the other two would have no effect.
    example: (name, value) =>
      `const client = new PipedreamClient({ logging: { ${name === 'silent' ? '' : 'silent: false, '}${name}: ${value} } })`,
    appliesTo: () => 'each call of the client',
  },
  {
    heading: 'Options of fileTokenStore()',
    of: 'FileTokenStoreOptions',
    note: 'The function is in `pipedream-native/stores`.',
    example: (name, value) => `const client = new PipedreamClient({ tokenStore: fileTokenStore({ ${name}: ${value} }) })`,
    appliesTo: () => 'the store',
  },
  {
    heading: 'Options of redisTokenStore()',
    of: 'RedisTokenStoreOptions',
    note: 'The function is in `pipedream-native/stores`. Its first argument is a client of `ioredis` or `redis`.',
    example: (name, value) => `const client = new PipedreamClient({ tokenStore: redisTokenStore(redis, { ${name}: ${value} }) })`,
    appliesTo: () => 'the store',
  },
  {
    heading: 'Options of verifyWebhook()',
    of: 'WebhookDelivery',
    note: 'The function is in `pipedream-native/webhooks`.',
    example: (name, value) => `const event = verifyWebhook({ ...delivery, ${name}: ${value} })`,
    appliesTo: () => 'the delivery',
  },
  {
    heading: 'Options of signWebhook()',
    of: 'WebhookToSign',
    note: 'The function is in `pipedream-native/webhooks`. It signs as Pipedream does, for tests.',
    example: (name, value) => `const delivery = signWebhook({ ...webhook, ${name}: ${value} })`,
    appliesTo: () => 'the delivery',
  },
]

export function optionsPage(declarations) {
  const parts = sections(declarations).map((section) => sectionText(declarations, section))
  return `${HEADING}# Options\n\n${INTRODUCTION}\n\n${contents(declarations)}\n${parts.join('')}${types(declarations)}`
}

/** A list of the sections, each with the names of its options. */
function contents(declarations) {
  const lines = sections(declarations).map(({ heading, of }) => {
    const names = declarationOf(declarations, of).fields.map(({ name }) => `\`${name}\``)
    return `- [${heading}](#${anchorOf(heading)}): ${names.join(', ')}`
  })
  return lines.join('\n')
}

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-')

const isIn = (declarations, type, name) => declarationOf(declarations, type).fields.some((one) => one.name === name)

function sectionText(declarations, { heading, of, note, example, appliesTo }) {
  const { fields } = declarationOf(declarations, of)
  const options = fields.map((field) => optionText(field, example, appliesTo))
  return `\n## ${heading}\n${note === undefined ? '' : `\n${note}\n`}${options.join('')}`
}

function optionText(field, example, appliesTo) {
  const { variable, fallback } = defaultOf(tagOf(field, 'default'))
  const facts = [
    `- Type: \`${field.type}\``,
    `- Default: ${fallback}`,
    ...(variable === undefined ? [] : [`- Environment variable: \`${variable}\``]),
    `- Applies to: ${appliesTo(field.name)}`,
  ]
  const code = `\`\`\`ts\n${example(field.name, tagOf(field, 'example'))}\n\`\`\``
  return `\n### ${field.name}\n\n${descriptionOf(field)}\n\n${facts.join('\n')}\n\n${code}\n`
}

/** `process.env.NAME, else 'x'` → the variable, and what counts when it is unset. */
function defaultOf(text) {
  const [, variable, rest] = /^process\.env\.(\w+)(?:, else (.+))?$/.exec(text) ?? [undefined, undefined, text]
  return { variable, fallback: defaultText(rest ?? 'none') }
}

/** The types that the options name, and those that these name. */
function types(declarations) {
  const shown = new Set(sections(declarations).map(({ of }) => of))
  const texts = [...shown].flatMap((type) => fieldsOf(declarations, type).map((field) => field.type))
  return typesText(declarations, texts, shown)
}
