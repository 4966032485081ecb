// What the namespace `Pipedream` holds: every type of the API and every class of failure.

export * from './generated/types.js'
export * from './generated/namespaces.js'
export * from './errors.js'
