'use strict'

// The catalogue: apps and their categories.

const { notFound } = require('../answers.js')
const { paged } = require('../pages.js')
const { flag, matches, oneOf, several } = require('./query.js')

const SORT_KEYS = ['name', 'name_slug', 'featured_weight']

module.exports = {
  'apps.list': (core, { query }) => {
    const { apps, categories, components } = core.state
    const wanted = several(query, 'category_ids')?.map((id) => categories.find((category) => category.id === id)?.name)
    const wants = {
      has_components: flag(query, 'has_components'),
      has_actions: flag(query, 'has_actions'),
      has_triggers: flag(query, 'has_triggers'),
    }
    const types = { has_components: undefined, has_actions: 'action', has_triggers: 'trigger' }
    const has = (app, type) =>
      components.some(
        ({ configurable_props: [prop], component_type: own }) => prop.app === app.name_slug && (type === undefined || own === type),
      )
    const found = apps
      .filter((app) => matches(query.q, app.name, app.name_slug, app.description))
      .filter((app) => wanted === undefined || app.categories.some((name) => wanted.includes(name)))
      .filter((app) => Object.entries(wants).every(([name, want]) => want === undefined || has(app, types[name]) === want))
    return paged(sorted(found, query), query)
  },

  'apps.retrieve': (core, { ids }) => ({ data: core.state.app(ids.app_id) }),

  'appCategories.list': (core) => core.state.categories,

  'appCategories.retrieve': (core, { ids }) => {
    const category = core.state.categories.find(({ id }) => id === ids.id)
    if (category === undefined) throw notFound('category', ids.id)
    return category
  },
}

function sorted(apps, query) {
  const key = oneOf(query, 'sort_key', SORT_KEYS)
  const direction = oneOf(query, 'sort_direction', ['asc', 'desc']) === 'desc' ? -1 : 1
  if (key === undefined) return apps
  const compared = (a, b) => (key === 'featured_weight' ? a[key] - b[key] : a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0)
  return [...apps].sort((a, b) => direction * compared(a, b))
}
