// The catalogue: apps and their categories.

import type { Query } from '../call.js'
import { shownApp } from '../official-oauth-app.js'
import { paginate } from '../pages.js'
import type { App, ComponentType } from '../records.js'
import { notFound } from '../responses.js'
import type { Handlers } from './handler.js'
import { flag, matches, oneOf, text, texts } from './query.js'

const SORT_KEYS = ['name', 'name_slug', 'featured_weight'] as const

export const appHandlers: Handlers = {
  'apps.list': (core, { query }) => {
    const { apps, categories, components } = core.state
    const wanted = texts(query, 'category_ids')?.map((id) => categories.find((category) => category.id === id)?.name)
    const has = (app: App, type: ComponentType | undefined) =>
      components.some(
        ({ configurable_props: [prop], component_type: own }) => prop?.app === app.name_slug && (type === undefined || own === type),
      )
    const filters: [boolean | undefined, ComponentType | undefined][] = [
      [flag(query, 'has_components'), undefined],
      [flag(query, 'has_actions'), 'action'],
      [flag(query, 'has_triggers'), 'trigger'],
    ]
    const found = apps
      .filter((app) => matches(text(query, 'q'), app.name, app.name_slug, app.description))
      .filter((app) => wanted === undefined || app.categories.some((name) => wanted.includes(name)))
      .filter((app) => filters.every(([want, type]) => want === undefined || has(app, type) === want))
    return paginate(sort(found, query).map(shownApp), query)
  },

  'apps.retrieve': (core, { id }) => ({ data: shownApp(core.state.app(id('app_id'))) }),

  'appCategories.list': (core) => core.state.categories,

  'appCategories.retrieve': (core, { id }) => {
    const category = core.state.categories.find((one) => one.id === id('id'))
    if (category === undefined) throw notFound('category', id('id'))
    return category
  },
}

function sort(apps: readonly App[], query: Query): readonly App[] {
  const key = oneOf(query, 'sort_key', SORT_KEYS)
  const direction = oneOf(query, 'sort_direction', ['asc', 'desc']) === 'desc' ? -1 : 1
  if (key === undefined) return apps
  return [...apps].sort((a, b) => direction * (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : 0))
}
