// Options that people know from other clients, and what to give in their place. A misspelt name needs no line here.

const BROWSER = 'it is an option of the client for browsers, createFrontendClient() of @pipedream/sdk/browser'
const SECONDS = 'give `timeoutInSeconds`, in seconds'
const CONNECTIONS =
  'this package makes the connections: see `proxy`, `caCertificates` and `clientCertificate`, or give a `fetch` of your own'

/** Of a client. */
export const CLIENT_ADVICE: ReadonlyMap<string, string> = new Map([
  // The official SDK for browsers.
  ['externalUserId', BROWSER],
  ['frontendHost', BROWSER],
  ['tokenCallback', BROWSER],
  // The official SDK up to 1.x, and that for Python.
  ['apiHost', 'give `baseUrl`, with its scheme: `https://…`'],
  ['credentials', 'give `clientId` and `clientSecret` beside the other options'],
  ['accessToken', 'give `token`'],
  ['timeout', SECONDS],
  // Clients of other APIs.
  ['logger', 'give `logging`'],
  ['timeoutMs', SECONDS],
  ['agent', CONNECTIONS],
  ['dispatcher', CONNECTIONS],
  ['fetchOptions', CONNECTIONS],
  ['httpAgent', CONNECTIONS],
  ['httpsAgent', CONNECTIONS],
])

/** Of a call. */
export const CALL_ADVICE: ReadonlyMap<string, string> = new Map([
  ['signal', 'give `abortSignal`'],
  ['timeout', SECONDS],
  ['timeoutMs', SECONDS],
  ['query', 'give `queryParams`'],
])

/** Of a delivery. */
export const DELIVERY_ADVICE: ReadonlyMap<string, string> = new Map([
  ['secret', 'give `signingKey`'],
  ['tolerance', 'give `toleranceSeconds`'],
])

/** Of a delivery that is signed. The names are those of `verifyWebhook()`, and of other packages that sign. */
export const SIGN_ADVICE: ReadonlyMap<string, string> = new Map([
  ['body', 'give `payload`'],
  ['event', 'give `payload`'],
  ['now', 'give `timestamp`'],
  ['secret', 'give `signingKey`'],
])
