// The names of types that a type of the API must not have, because it would hide another type or be hidden by one.

import { readFileSync } from 'node:fs'

const read = (name) => readFileSync(new URL(`../../ts/${name}`, import.meta.url), 'utf8')

/** The types of JavaScript and of ts/ that the generated files name besides the results of methods, which the package exports. */
const NAMED = ['Date', 'Record', 'Resource', 'ResourceParts']

const listed = ['index.ts', 'namespace.ts'].flatMap((name) =>
  [...read(name).matchAll(/^export(?: type)? \{([^}]*)\}/gm)].flatMap(([, list]) => list.match(/\b[A-Z]\w*/g)),
)
const declared = [...read('client-options.ts').matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name)

/** These, and the types that the package exports besides those of the API. */
export const TAKEN = new Set([...NAMED, ...listed, ...declared])
