// The seed file of the emulator: the options of `startEmulator()` as JSON. An error names the field and its place in the file.

import { readFileSync } from 'node:fs'
import type {
  EmulatorAccount,
  EmulatorApp,
  EmulatorClient,
  EmulatorDeliveryState,
  EmulatorOptions,
  EmulatorProxyAnswer,
  EmulatorTrigger,
  EmulatorWebhook,
} from '../testing/index.js'
import { nearest, printableName } from './command.js'
import { decoded } from './input.js'
import { placeOfError } from './json-text.js'
import { reasonOf, UsageError } from './usage.js'

/** A form of a value: its name for errors, and what its parts must be. */
interface Form {
  readonly name: string
  readonly check: (value: unknown, place: string, fail: Fail) => void
}

type Fail = (place: string, what: string) => never

const plain = (name: string, isRight: (value: unknown) => boolean): Form => ({
  name,
  check: (value, place, fail) => {
    if (!isRight(value)) fail(place, `must be ${name}, got ${kindOf(value)}`)
  },
})

const TEXT: Form = plain('text', (value) => typeof value === 'string' && value !== '')
const ANY_TEXT: Form = plain('text', (value) => typeof value === 'string')
const FLAG: Form = plain('true or false', (value) => typeof value === 'boolean')
const NUMBER: Form = plain('a number', (value) => typeof value === 'number')
const AMOUNT: Form = plain('a number of at least 0', (value) => typeof value === 'number' && value >= 0)
const POSITIVE: Form = plain('a number above 0', (value) => typeof value === 'number' && value > 0)
const ANYTHING: Form = { name: 'anything', check: () => {} }
const OBJECT: Form = plain('an object', isObject)
const TIME: Form = plain('a time such as "2026-01-02T03:04:05Z"', (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)))
const URL_TEXT: Form = plain('a URL', (value) => typeof value === 'string' && isUrl(value))
const oneOf = (...values: string[]): Form =>
  plain(`one of ${values.map((value) => JSON.stringify(value)).join(', ')}`, (value) => values.includes(value as string))

function isUrl(text: string): boolean {
  try {
    return new URL(text) !== undefined
  } catch {
    return false
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

const list = (item: Form, isEmptyAllowed = true): Form => ({
  name: 'a list',
  check: (value, place, fail) => {
    if (!Array.isArray(value)) fail(place, `must be a list, got ${kindOf(value)}`)
    const items = value as unknown[]
    if (items.length === 0 && !isEmptyAllowed) fail(place, 'must have at least one item')
    for (const [at, one] of items.entries()) item.check(one, `${place}[${at}]`, fail)
  },
})

/** An object of the type `T`: a field that the type gets later, and that has no form here, does not compile. */
const object = <T = Record<string, unknown>>(
  members: Readonly<Record<keyof T & string, Form>>,
  required: readonly string[] = [],
): Form => ({
  name: 'an object',
  check: (value, place, fail) => {
    if (!isObject(value)) return fail(place, `must be an object, got ${kindOf(value)}`)
    for (const [name, one] of Object.entries(value)) {
      const member = Object.hasOwn(members, name) ? (members as Record<string, Form>)[name] : undefined
      const inner = place === '' ? name : `${place}.${name}`
      if (member === undefined) {
        const near = nearest(name, Object.keys(members))
        return fail(
          inner,
          near === undefined ? `is no field; the fields are ${Object.keys(members).join(', ')}` : `is no field; did you mean ${near}?`,
        )
      }
      member.check(one, inner, fail)
    }
    for (const name of required) if (!Object.hasOwn(value, name)) fail(place === '' ? name : `${place}.${name}`, 'is missing')
  },
})

const either = (text: Form, other: Form): Form => ({
  name: `${text.name} or ${other.name}`,
  check: (value, place, fail) => (typeof value === 'string' ? text : other).check(value, place, fail),
})

const APP = object<EmulatorApp>(
  {
    nameSlug: TEXT,
    id: TEXT,
    name: TEXT,
    authType: oneOf('oauth', 'keys', 'none'),
    description: ANY_TEXT,
    imgSrc: ANY_TEXT,
    customFieldsJson: TEXT,
    categories: list(TEXT),
    featuredWeight: NUMBER,
    scopeProfiles: list(object({ name: TEXT, scopes: list(TEXT) }, ['name', 'scopes'])),
  },
  ['nameSlug'],
)

const ACCOUNT = object<EmulatorAccount>({
  id: TEXT,
  name: ANY_TEXT,
  externalId: TEXT,
  app: either(TEXT, APP),
  healthy: FLAG,
  dead: FLAG,
  createdAt: TIME,
  updatedAt: TIME,
  authorizedScopes: list(TEXT),
  expiresAt: TIME,
  error: ANY_TEXT,
  lastRefreshedAt: TIME,
  nextRefreshAt: TIME,
  oauthAppId: TEXT,
  credentials: OBJECT,
})

const WEBHOOK = object<EmulatorWebhook>(
  {
    url: URL_TEXT,
    id: TEXT,
    signingKey: TEXT,
    active: FLAG,
    deliveryBackend: TEXT,
    deliveryState: object<EmulatorDeliveryState>({
      state: TEXT,
      since: AMOUNT,
      lastError: ANY_TEXT,
      consecutiveFailures: AMOUNT,
      sheds: AMOUNT,
    }),
  },
  ['url'],
)

const TRIGGER = object<EmulatorTrigger>({
  id: TEXT,
  externalUserId: TEXT,
  component: TEXT,
  name: ANY_TEXT,
  active: FLAG,
  configuredProps: OBJECT,
  workflows: list(TEXT),
  webhooks: list(WEBHOOK),
})

/** What a text or a number may be is checked by the emulator, with the same words as in JavaScript. */
const PROXY_ANSWER = object<EmulatorProxyAnswer>(
  { host: TEXT, method: TEXT, path: TEXT, status: NUMBER, headers: OBJECT, body: ANYTHING },
  ['host'],
)

const CLIENT = object<EmulatorClient>(
  { clientId: TEXT, clientSecret: TEXT, privateKey: TEXT, publicKey: either(TEXT, OBJECT), keyId: TEXT, scope: TEXT },
  ['clientId'],
)

/** The fields of a seed file: the options of `startEmulator()`, but for `port` and `host`, which are flags. */
const SEED: Readonly<Record<Exclude<keyof EmulatorOptions, 'port' | 'host'>, Form>> = {
  clients: list(CLIENT, false),
  projects: list(TEXT, false),
  accounts: list(ACCOUNT),
  triggers: list(TRIGGER),
  proxy: list(PROXY_ANSWER),
  projectEnvironment: oneOf('development', 'production'),
  tokenLifetimeSeconds: POSITIVE,
  tokenRequestsPerSecond: POSITIVE,
  rateLimits: FLAG,
  latencyMs: AMOUNT,
}

/** Reads a seed file and checks it. */
export function readSeed(path: string): Record<string, unknown> {
  let text: string
  try {
    text = decoded(readFileSync(path))
  } catch (error) {
    throw new UsageError(`--seed cannot read ${path}: ${reasonOf(error)}`, { cause: error })
  }
  let seed: unknown
  try {
    seed = JSON.parse(text)
  } catch {
    // biome-ignore lint/style/useErrorCause: it quotes the text, which may hold a secret
    throw new UsageError(`--seed: ${path} is not JSON (${placeOfError(text)})`)
  }
  const fail: Fail = (place, what) => {
    throw new UsageError(`--seed: ${path}: ${place === '' ? 'the file' : printablePlace(place)} ${what}`)
  }
  object({ ...SEED, port: NOT_HERE, host: NOT_HERE }).check(seed, '', fail)
  return seed as Record<string, unknown>
}

const NOT_HERE: Form = { name: 'nothing', check: (_, place, fail) => fail(place, `is no field of a seed: give --${place}`) }

const printablePlace = (place: string): string => (place.length > 80 ? printableName(place) : place)

/** The kind of a value, and the value where it is no text, which may be a secret. */
function kindOf(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value)
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  return value === '' ? 'empty text' : 'text'
}
