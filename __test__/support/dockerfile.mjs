// Dockerfiles of the documents: checked, and carried out without Docker.

import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { DockerfileParser } from 'dockerfile-ast'
import { validate } from 'dockerfile-utils'

const libcOf = (image) => (image.includes('alpine') ? 'musl' : 'glibc')

/**
 * The stages of a Dockerfile: `image`, `name`, and their instructions with `keyword`, `text`, `from` and `words`, those in brackets if there are.
 */
export function stagesOf(code) {
  const stages = []
  for (const instruction of DockerfileParser.parse(code).getInstructions()) {
    const keyword = instruction.getKeyword()
    const text = instruction.getArgumentsContent()
    if (keyword === 'FROM') stages.push({ image: instruction.getImage(), name: instruction.getBuildStage(), instructions: [] })
    const from = instruction.getFlags?.().find((flag) => flag.getName() === 'from')
    const words = instruction.getJSONStrings?.().map((string) => string.getJSONValue()) ?? []
    stages.at(-1)?.instructions.push({ keyword, text, from: from?.getValue(), words })
  }
  return stages
}

/** What is wrong with a Dockerfile, as sentences. */
export function faultsOf(code) {
  const faults = validate(code).map(({ message, range }) => `line ${range.start.line + 1}: ${message}`)
  const stages = stagesOf(code)
  for (const [index, { image, instructions }] of stages.entries()) {
    if (!/:[\w.-]+$/.test(image) && !stages.some(({ name }) => name === image)) faults.push(`${image} has no tag`)
    for (const { keyword, text, from, words } of instructions) {
      const source = stages.slice(0, index).find(({ name }) => name === from)
      if (from && !source) faults.push(`no stage before is named ${from}`)
      if (source && text.includes('node_modules') && libcOf(source.image) !== libcOf(image))
        faults.push(`node_modules of ${source.image} do not work in ${image}`)
      if (keyword === 'CMD' && words.length === 0) faults.push('CMD needs brackets: a shell does not pass SIGTERM on')
      if (/omit=optional|no-optional/.test(text)) faults.push('without optional dependencies there is no addon')
      if (/^(?:ENV|ARG)$/.test(keyword) && /SECRET|TOKEN|PRIVATE_KEY/.test(text)) faults.push(`${keyword} keeps a secret in the image`)
    }
    const installs = instructions.findIndex(({ keyword, text }) => keyword === 'RUN' && text.includes('npm ci'))
    const copies = instructions.findIndex(({ text }) => /package-lock\.json|^\. /.test(text))
    if (installs >= 0 && (copies < 0 || copies > installs)) faults.push('npm ci needs package-lock.json')
  }
  return faults
}

/**
 * Carries out a Dockerfile: each stage is a folder of its own below `place`, the system is that of this machine. Returns the folder and the
 * command of the last stage, with `node` where the entry point of its image is that.
 */
export async function carriedOut(code, { context, place, env }) {
  const folders = new Map()
  let result
  for (const [index, { name, image, instructions }] of stagesOf(code).entries()) {
    const rootFolder = join(place, String(index))
    folders.set(name, rootFolder)
    let cwd = rootFolder
    const variables = {}
    for (const { keyword, text, from, words } of instructions) {
      if (keyword === 'WORKDIR') cwd = join(rootFolder, text)
      mkdirSync(cwd, { recursive: true })
      if (keyword === 'ENV') Object.assign(variables, Object.fromEntries([text.split('=')]))
      if (keyword === 'COPY') copied(text, { from: from ? folders.get(from) : context, cwd })
      if (keyword === 'RUN') await promisify(execFile)('sh', ['-euc', text], { cwd, env: { ...env, ...variables } })
      if (keyword === 'CMD') result = { cwd, variables, command: image.includes('distroless') ? ['node', ...words] : words }
    }
  }
  return result
}

/** As Docker does it: the content of a folder, and a file under its own name if the target is a folder. */
function copied(text, { from, cwd }) {
  const [target, ...sources] = text.trim().split(/\s+/).reverse()
  for (const source of sources) {
    const path = join(from, source)
    const isInto = target.endsWith('/') && !statSync(path).isDirectory()
    cpSync(path, isInto ? join(cwd, target, basename(path)) : join(cwd, target), { recursive: true, verbatimSymlinks: true })
  }
}
