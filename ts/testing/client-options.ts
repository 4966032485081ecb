// The options that a client needs to talk to an emulator.

import type { ProjectEnvironment } from './environment.js'
import type { ResolvedOptions } from './options.js'

/** The options of a client for an emulator. */
export interface EmulatorClientOptions {
  baseUrl: string
  mcpUrl: string
  clientId: string
  clientSecret: string
  projectId: string
  projectEnvironment: ProjectEnvironment
  workflowDomain: string
}

/**
 * The options for the first client and the first project.
 *
 * @param secretOf Returns the present secret of a client.
 * @internal
 */
export function clientOptionsOf(
  { clients, projects, projectEnvironment }: ResolvedOptions,
  url: string,
  secretOf: (clientId: string) => string | undefined,
): EmulatorClientOptions {
  const { clientId, clientSecret } = clients[0]
  return {
    baseUrl: url,
    mcpUrl: `${url}/mcp`,
    clientId,
    clientSecret: secretOf(clientId) ?? clientSecret,
    projectId: projects[0],
    projectEnvironment,
    workflowDomain: new URL(url).host,
  }
}
