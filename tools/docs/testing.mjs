// Writes docs/testing.md. __test__/types/types.test.mjs compiles its examples.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { declarationOf, defaultText, descriptionOf, InvalidComment, moduleExports, tagOf, typesText } from './declarations.mjs'

const HEADING = '<!-- Written by: npm run generate (from the doc comments in ts/testing/). Do not edit. -->\n\n'
const SEED = 'What is there at the start'
const OPTIONS = 'EmulatorOptions'
const FAULT = 'Fault'
const SHOWN = new Set([OPTIONS, FAULT, 'Emulator', 'EmulatorClock', 'EmulatorKeys', 'EmulatorMcp'])

export const readTesting = (root) => moduleExports((name) => readFileSync(join(root, name), 'utf8'), 'ts/testing/index.ts')

/** The page of the module `pipedream-native/testing`. */
export function testingPage({ comment, declarations }) {
  // A paragraph that begins with a heading, such as `**What is there at the start.** `, becomes a section.
  const [introduction, ...parts] = descriptionOf(comment).split(/^\*\*([^*]+)\.\*\* /m)
  if (parts[0] !== SEED) throw new InvalidComment(`${comment.label}: "**${SEED}.**" is missing in its doc comment`)
  const topics = parts.flatMap((heading, at) => (at % 2 === 0 ? [`\n## ${heading}\n\n${parts[at + 1].trim()}\n`] : []))
  const imports = "import { PipedreamClient } from 'pipedream-native'\nimport { startEmulator } from 'pipedream-native/testing'"
  const functions = ['startEmulator', 'serveEmulator'].map((name) => declarationOf(declarations, name))
  const emulator = declarationOf(declarations, 'Emulator')
  const clock = declarationOf(declarations, 'EmulatorClock')
  const keys = declarationOf(declarations, 'EmulatorKeys')
  const mcp = declarationOf(declarations, 'EmulatorMcp')
  const options = declarationOf(declarations, OPTIONS)
  const fault = declarationOf(declarations, FAULT)
  const sections = [
    `# Testing\n\n${introduction.trim()}\n\n${codeOf(`${imports}\n\n${exampleOf(comment)}`, 'js')}`,
    ...topics,
    `\n## Functions\n${functions.map((one) => memberText('', one)).join('')}`,
    `\n## Options of startEmulator()\n${options.fields.map((field) => fieldText(field, optionExample(field))).join('')}`,
    `\n## Emulator\n\n${descriptionOf(emulator)}\n${emulator.members.map((one) => memberText('api.', one)).join('')}`,
    `\n## Clock\n\n${descriptionOf(clock)}\n${clock.members.map((one) => memberText('api.clock.', one)).join('')}`,
    `\n## Keys\n\n${descriptionOf(keys)}\n${keys.members.map((one) => memberText('api.keys.', one)).join('')}`,
    `\n## MCP server\n\n${descriptionOf(mcp)}\n${mcp.members.map((one) => memberText('api.mcp.', one)).join('')}`,
    `\n## Fields of a fault\n\nThe argument of \`api.fail()\`. ${descriptionOf(fault)}\n${fault.fields.map((field) => fieldText(field, exampleOf(field))).join('')}`,
    typesText(
      declarations,
      typesOf([
        ...[...functions, ...emulator.members, ...clock.members, ...keys.members, ...mcp.members],
        ...[...options.fields, ...fault.fields],
      ]),
      SHOWN,
    ),
  ]
  return `${HEADING}${sections.join('')}`
}

const codeOf = (code, language = 'ts') => `\`\`\`${language}\n${code}\n\`\`\`\n`

const optionExample = (field) => `const api = await startEmulator({ ${field.name}: ${tagOf(field, 'example')} })`

/** The example of a declaration, which must have one. */
function exampleOf(declaration) {
  tagOf(declaration, 'example')
  return declaration.code
}

function fieldText(field, example) {
  const facts = `- Type: \`${field.type}\`\n- Default: ${defaultText(tagOf(field, 'default'))}`
  return `\n### ${field.name}\n\n${descriptionOf(field)}\n\n${facts}\n\n${codeOf(example)}`
}

/** A function, method, property or accessor. */
function memberText(prefix, member) {
  const { name, parameters, tags } = member
  const path = name.startsWith('[') ? `${prefix.slice(0, -1)}${name}` : `${prefix}${name}`
  const facts = [
    `- Type: \`${signatureOf(member)}\``,
    ...(parameters ?? []).map((parameter) => `- \`${parameter.name}\`: ${parameterText(member, parameter)}`),
    ...(parameters === undefined || returnsNothing(member) ? [] : [`- Returns: ${tagOf(member, 'returns')}`]),
    ...(tags.throws === undefined ? [] : [`- Throws: ${tags.throws}`]),
  ]
  return `\n### ${path}${parameters === undefined ? '' : '()'}\n\n${descriptionOf(member)}\n\n${facts.join('\n')}\n\n${codeOf(exampleOf(member))}`
}

function parameterText({ label }, { name, text }) {
  if (text === '') throw new InvalidComment(`${label}: @param ${name} is missing in its doc comment`)
  return text
}

const returnsNothing = ({ type }) => type === 'void' || type === 'Promise<void>'

const signatureOf = ({ name, type, parameters }) =>
  parameters === undefined ? type : `${name}(${parameters.map(({ signature }) => signature).join(', ')}): ${type}`

const typesOf = (members) => members.map((member) => signatureOf(member))
