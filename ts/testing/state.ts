// What the API keeps: the catalogue of apps and components, the projects, and for each environment of a project a tenant.

import { randomBytes } from 'node:crypto'
import type { Clock } from './clock.js'
import { Ids } from './ids.js'
import { ENVIRONMENTS, isEnvironment, type ProjectEnvironment } from './environment.js'
import type { App, AppCategory, Component, ComponentType, ConnectToken, Project } from './records.js'
import { notFound } from './responses.js'
import { Tenant } from './tenant.js'

export interface Catalogue {
  apps: App[]
  categories: AppCategory[]
  components: Component[]
}

export class State {
  readonly clock: Clock
  readonly ids: Ids = new Ids()
  readonly apps: readonly App[]
  readonly categories: readonly AppCategory[]
  readonly components: readonly Component[]
  readonly projects: Map<string, Project>
  /** Not in a tenant, because a Connect token is validated by itself. */
  readonly connectTokens: Map<string, ConnectToken> = new Map()
  readonly #tenants = new Map<string, Tenant>()

  constructor(clock: Clock, catalogue: Catalogue, projects: readonly Project[]) {
    this.clock = clock
    this.apps = catalogue.apps
    this.categories = catalogue.categories
    this.components = catalogue.components
    this.projects = new Map(projects.map((project) => [project.id, project]))
  }

  /** The tenant of an environment of a project; it is made when it is first asked for. */
  tenant(projectId: string, environment: ProjectEnvironment): Tenant {
    const key = `${environment} ${projectId}`
    let tenant = this.#tenants.get(key)
    if (tenant === undefined) {
      tenant = new Tenant(projectId, environment, this.clock, this.ids)
      this.#tenants.set(key, tenant)
    }
    return tenant
  }

  /** The tenant that a test names. Throws Error if there is no such project, and TypeError for an unknown environment. */
  existingTenant(projectId: string, environment: ProjectEnvironment): Tenant {
    if (!this.projects.has(projectId)) throw new Error(`there is no project ${projectId}`)
    if (!isEnvironment(environment)) throw new TypeError(`environment must be ${ENVIRONMENTS.join(' or ')}, got ${String(environment)}`)
    return this.tenant(projectId, environment)
  }

  tenants(): Tenant[] {
    return [...this.#tenants.values()]
  }

  deleteProject(id: string): void {
    this.projects.delete(id)
    for (const environment of ENVIRONMENTS) this.#tenants.delete(`${environment} ${id}`)
  }

  /** The app of a slug or an id. */
  app(name: string): App {
    const app = this.apps.find(({ id, name_slug: slug }) => slug === name || id === name)
    if (app === undefined) throw notFound('app', name)
    return app
  }

  /** The component of a key, of any type and version unless they are given. */
  component(key: string, type?: ComponentType, version?: unknown): Component {
    const component = this.components.find((known) => known.key === key && (type === undefined || known.component_type === type))
    if (component === undefined) throw notFound(type ?? 'component', key)
    if (version !== undefined && version !== null && version !== component.version)
      throw notFound(`version ${String(version)} of component`, key)
    return component
  }

  /** A Connect token and why it cannot be used, if so. Undefined if there is no such token. */
  connectToken(text: string): { record: ConnectToken; problem: string | undefined } | undefined {
    const record = this.connectTokens.get(text)
    if (record === undefined) return undefined
    const problem = record.isUsed ? 'was already used' : this.clock.now() >= record.expiresAt ? 'has expired' : undefined
    return { record, problem }
  }

  signingKey(): string {
    return randomBytes(32).toString('hex')
  }
}
