// The environment variables that a client reads its options from.

/** Those for a client with these options, which an emulator or a server of the tests gives. */
export const variablesOf = ({ baseUrl, clientId, clientSecret, projectId, projectEnvironment }) => ({
  PIPEDREAM_BASE_URL: baseUrl,
  PIPEDREAM_CLIENT_ID: clientId,
  PIPEDREAM_CLIENT_SECRET: clientSecret,
  PIPEDREAM_PROJECT_ID: projectId,
  PIPEDREAM_PROJECT_ENVIRONMENT: projectEnvironment,
})
