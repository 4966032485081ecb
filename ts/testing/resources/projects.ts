'use strict'

// Projects themselves.

const { badRequest, notFound } = require('../answers.js')
const { paged } = require('../pages.js')
const { matches } = require('./query.js')

const FIELDS = ['name', 'app_name', 'support_email', 'connect_require_key_auth_test']
const LOGO = /^data:image\/[\w.+-]+;base64,[A-Za-z0-9+/]*={0,2}$/

const given = (body) =>
  Object.fromEntries(FIELDS.filter((name) => body?.[name] !== undefined && body[name] !== null).map((name) => [name, body[name]]))

const shown = ({ logo, ...project }) => project

function projectOf(core, id) {
  const project = core.state.projects.get(id)
  if (project === undefined) throw notFound('project', id)
  return project
}

module.exports = {
  'projects.list': (core, { query }) => {
    const found = [...core.state.projects.values()].filter(({ name, id }) => matches(query.q, name, id))
    return paged(found.map(shown), query)
  },

  'projects.create': (core, { body }) => {
    const id = core.state.nextId('proj', core.state.projects)
    const project = { id, connect_require_key_auth_test: false, ...given(body) }
    core.state.projects.set(id, project)
    return project
  },

  'projects.retrieve': (core, { ids }) => shown(projectOf(core, ids.project_id)),

  'projects.update': (core, { ids, body }) => shown(Object.assign(projectOf(core, ids.project_id), given(body))),

  'projects.delete': (core, { ids }) => core.state.dropProject(projectOf(core, ids.project_id).id),

  'projects.updateLogo': (core, { ids, body }) => {
    if (typeof body.logo !== 'string' || !LOGO.test(body.logo)) throw badRequest('logo must be a data: URL of an image in base64')
    projectOf(core, ids.project_id).logo = body.logo
  },

  'projects.retrieveInfo': (core, { world }) => {
    const apps = [...world.oauthApps.values()].map(({ name_slug: slug }) => core.state.app(slug))
    return { apps: [...new Set(apps)].map(({ id, name_slug }) => ({ id, name_slug })) }
  },
}
