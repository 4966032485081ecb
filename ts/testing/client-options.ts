// The options that a client needs to talk to an emulator.

import type { ProjectEnvironment } from './environment.js'
import type { ResolvedOptions } from './options.js'

/** The options of a client for an emulator. */
export interface EmulatorClientOptions {
  baseUrl: string
  mcpUrl: string
  clientId: string
  /** The present secret of the client, unless it has a private key. */
  clientSecret?: string
  /** The private key of the client, if the emulator knows one, as PEM. */
  privateKey?: string
  /** The id of the private key, if it has one. */
  keyId?: string
  projectId: string
  projectEnvironment: ProjectEnvironment
  workflowDomain: string
}

/**
 * The options for the first client and the first project.
 *
 * @param proofOf Returns the present secret or private key of a client.
 * @internal
 */
export function clientOptionsOf(
  { clients, projects, projectEnvironment }: ResolvedOptions,
  url: string,
  proofOf: (clientId: string) => Pick<EmulatorClientOptions, 'clientSecret' | 'privateKey' | 'keyId'>,
): EmulatorClientOptions {
  const { clientId } = clients[0]
  return {
    baseUrl: url,
    mcpUrl: `${url}/mcp`,
    clientId,
    ...proofOf(clientId),
    projectId: projects[0],
    projectEnvironment,
    workflowDomain: new URL(url).host,
  }
}
