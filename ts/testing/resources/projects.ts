// The projects themselves.

import type { JsonObject } from '../call.js'
import type { Core } from '../core.js'
import { paginate } from '../pages.js'
import type { Project } from '../records.js'
import { badRequest, notFound } from '../responses.js'
import type { Handlers } from './handler.js'
import { matches, text } from './query.js'

const FIELDS = ['name', 'app_name', 'support_email', 'connect_require_key_auth_test'] as const
const LOGO = /^data:image\/[\w.+-]+;base64,[A-Za-z0-9+/]*={0,2}$/

/** The fields of a project that a body sets. */
const fieldsOf = (body: JsonObject): Partial<Project> =>
  Object.fromEntries(FIELDS.filter((name) => body[name] !== undefined && body[name] !== null).map((name) => [name, body[name]]))

const shown = ({ logo: _, ...project }: Project): Project => project

function projectOf(core: Core, id: string): Project {
  const project = core.state.projects.get(id)
  if (project === undefined) throw notFound('project', id)
  return project
}

export const projectHandlers: Handlers = {
  'projects.list': (core, { query }) => {
    const found = [...core.state.projects.values()].filter(({ name, id }) => matches(text(query, 'q'), name, id))
    return paginate(found.map(shown), query)
  },

  'projects.create': (core, { fields }) => {
    const id = core.state.ids.next('proj', core.state.projects)
    const project: Project = { id, connect_require_key_auth_test: false, ...fieldsOf(fields) }
    core.state.projects.set(id, project)
    return project
  },

  'projects.retrieve': (core, { id }) => shown(projectOf(core, id('project_id'))),

  'projects.update': (core, { id, fields }) => shown(Object.assign(projectOf(core, id('project_id')), fieldsOf(fields))),

  'projects.delete': (core, { id }) => core.state.deleteProject(projectOf(core, id('project_id')).id),

  'projects.updateLogo': (core, { id, fields: { logo } }) => {
    if (typeof logo !== 'string' || !LOGO.test(logo)) throw badRequest('logo must be a data: URL of an image in base64')
    projectOf(core, id('project_id')).logo = logo
  },

  'projects.retrieveInfo': (core, { tenant }) => {
    const apps = [...tenant.oauthApps.values()].map(({ name_slug: slug }) => core.state.app(slug))
    return { apps: [...new Set(apps)].map(({ id, name_slug }) => ({ id, name_slug })) }
  },
}
