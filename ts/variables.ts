// The environment variables that a client reads.

/** Their names. */
export const VARIABLES: readonly string[] = [
  'ACCESS_TOKEN',
  'CLIENT_ID',
  'CLIENT_SECRET',
  'PRIVATE_KEY',
  'KEY_ID',
  'PROJECT_ID',
  'PROJECT_ENVIRONMENT',
  'BASE_URL',
  'MCP_URL',
  'WORKFLOW_DOMAIN',
  'ALLOW_INSECURE_HTTP',
].map((name) => `PIPEDREAM_${name}`)

/** Variables of the whole process, which are no option of a client. docs/guides/http2.md has the one that there is. */
export const PROCESS_VARIABLES: readonly string[] = ['PIPEDREAM_HTTP2']
