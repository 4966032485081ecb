// The set-up of each test file: an emulator of the API, to which the variables of the environment lead. So no test can reach the real API.
// Each file has an emulator of its own, because files run at the same time, and one must not reset what another one uses.

const { startEmulator } = require('pipedream-native/testing')

beforeAll(async () => {
  const api = await startEmulator()
  const { baseUrl, clientId, clientSecret, projectId, projectEnvironment } = api.clientOptions
  process.env.PIPEDREAM_BASE_URL = baseUrl
  process.env.PIPEDREAM_CLIENT_ID = clientId
  process.env.PIPEDREAM_CLIENT_SECRET = clientSecret
  process.env.PIPEDREAM_PROJECT_ID = projectId
  process.env.PIPEDREAM_PROJECT_ENVIRONMENT = projectEnvironment
  // For the tests: `emulator.api`.
  exports.api = api
})

beforeEach(() => exports.api.reset())
// It throws if a planned fault met no call.
afterAll(() => exports.api.close())
