// tools/npm/platforms.mjs → npm/*, and what else names each platform: ts/load.ts, ts/otel/version.ts, ts/platforms*.ts, package.json, package-lock.json, release.yml.
//
//   npm run generate          writes the files, with those of openapi.yaml
//
// The version is that of package.json.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import typescript from 'typescript-5'
import { platforms as all } from './npm/platforms.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const read = (name) => readFileSync(join(root, name), 'utf8')
const json = (value) => `${JSON.stringify(value, null, 2)}\n`
const HEADING = 'Written by: npm run generate (from tools/npm). Do not edit.'

/** What scripts/release/legal.mjs writes beside the binary. */
const LEGAL = ['THIRD_PARTY_NOTICES', 'sbom.cdx.json']

/** The content of each file that follows from the list, by name. */
export function filesOf(platforms = all) {
  const main = JSON.parse(read('package.json'))
  return {
    ...Object.assign({}, ...platforms.map((platform) => packageOf(platform, main))),
    'package.json': json({ ...main, optionalDependencies: optional(platforms, main) }),
    'package-lock.json': json(lockOf(platforms, main)),
    'ts/load.ts': loadOf(platforms, main.version),
    'ts/otel/version.ts': read('ts/otel/version.ts').replace(/'.*'/, `'${main.version}'`),
    'ts/platforms.ts': requiresOf('ts/platforms.ts', platforms, 'pipedream-native-'),
    'ts/platforms.webpack.ts': requiresOf('ts/platforms.webpack.ts', platforms, './platforms/'),
    '.github/workflows/release.yml': releaseOf(platforms),
  }
}

/** The package of one platform. */
function packageOf({ name, machines }, main) {
  const fill = (text) =>
    text
      .replaceAll('{platform}', name)
      .replaceAll('{machines}', machines)
      .replaceAll('NAMES', nativeNames().join(', '))
      .replace(/^.* IS_WHOLE: .*\n/m, () => isWhole())
  const scripts = ['index.js', 'bundled.mjs', 'copied.mjs', 'load.mjs']
  return {
    [`npm/${name}/package.json`]: json(manifestOf(name, machines, [...scripts, `pipedream-native.${name}.node`, ...LEGAL], main)),
    [`npm/${name}/README.md`]: fill(read('tools/npm/template/README.md')),
    [`npm/${name}/LICENSE`]: read('LICENSE'),
    ...Object.fromEntries(scripts.map((file) => [`npm/${name}/${file}`, `// ${HEADING}\n${fill(read(`tools/npm/template/${file}`))}`])),
  }
}

const optional = (platforms, { version }) => Object.fromEntries(platforms.map(({ name }) => [`pipedream-native-${name}`, version]).sort())

/** Which machines npm installs a package on. */
function limitsOf(name) {
  const [os, cpu, abi] = name.split('-')
  return { os: [os], cpu: [cpu], ...(os === 'linux' && { libc: [abi === 'musl' ? 'musl' : 'glibc'] }) }
}

function manifestOf(name, machines, files, { version, license, engines }) {
  return {
    name: `pipedream-native-${name}`,
    version,
    description: `The native half of pipedream-native for ${machines}`,
    license,
    engines,
    ...limitsOf(name),
    main: './index.js',
    exports: { '.': entries(), './package.json': './package.json' },
    files,
    // A system loads a library from a file, and yarn's Plug'n'Play would leave it in a zip archive.
    preferUnplugged: true,
    sideEffects: true,
  }
}

/**
 * The entry for each bundler. Vite sets `module` with `production` or `development`; it does not copy an addon, and cannot build what
 * copied.mjs requires. esbuild sets `module` alone. Node sets none of the three by itself, but `node --conditions=development` sets one.
 */
const entries = () => ({
  webpack: './bundled.mjs',
  production: { module: './bundled.mjs' },
  development: { module: './bundled.mjs' },
  module: './copied.mjs',
  default: './index.js',
})

/** In a clone each platform package is a link to its folder: `npm ci` asks no registry for what is not published yet. */
function lockOf(platforms, main) {
  const lock = JSON.parse(read('package-lock.json'))
  const others = Object.entries(lock.packages).filter(([place]) => !/^(node_modules\/pipedream-native-|npm\/)/.test(place))
  const links = platforms.map(({ name }) => [`node_modules/pipedream-native-${name}`, { resolved: `npm/${name}`, link: true }])
  const folders = platforms.map(({ name }) => {
    const { os, cpu, libc } = limitsOf(name)
    return [
      `npm/${name}`,
      {
        name: `pipedream-native-${name}`,
        version: main.version,
        cpu,
        ...(libc && { libc }),
        license: main.license,
        optional: true,
        os,
        engines: main.engines,
      },
    ]
  })
  const packages = Object.fromEntries([...others, ...links, ...folders].sort(([left], [right]) => left.localeCompare(right, 'en')))
  Object.assign(packages[''], { version: main.version, optionalDependencies: optional(platforms, main) })
  return { ...lock, version: main.version, packages }
}

/** What the addon exports: an ES module has to write out the names. */
const nativeNames = () => [...read('ts/native.d.ts').matchAll(/^export declare (?:class|function) (\w+)/gm)].map(([, name]) => name)

/** The function `isWhole` of ts/loading/addon-file.ts and what it calls, as JavaScript. The packages of the platforms stand alone. */
function isWhole() {
  const source = read('ts/loading/addon-file.ts')
  const { statements } = typescript.createSourceFile('addon-file.ts', source, typescript.ScriptTarget.Latest)
  const functions = statements.filter((one) => typescript.isFunctionDeclaration(one) && ['elfEnd', 'isWhole'].includes(one.name.text))
  const text = functions.map((one) => source.slice(one.getFullStart(), one.end).replace('export ', '')).join('\n')
  return typescript.transpileModule(text, { compilerOptions: { target: 'es2022', module: 'preserve' } }).outputText
}

function loadOf(platforms, version) {
  const names = platforms.map(({ name }) => `'${name}'`)
  return read('ts/load.ts')
    .replace(/^const version = '.*'$/m, `const version = '${version}'`)
    .replace(/^const PLATFORMS = \[.*\]$/m, `const PLATFORMS = [${names.join(', ')}]`)
}

/** Bundlers want each `require` with its name in it, and within a `try`. */
function requiresOf(file, platforms, prefix) {
  const cases = platforms.map(({ name }) => `      case '${name}':\n        return found(require('${prefix}${name}'))\n`)
  return read(file).replace(/( {4}switch \(name\) \{\n)(?: {6}.*\n)*/, (_, start) => start + cases.join(''))
}

function releaseOf(platforms) {
  const lines = platforms.map(({ name, os, build, zig, alpine }) => {
    const parts = [
      `platform: ${name}`,
      `os: ${os}`,
      `build: '${build}'`,
      ...(zig ? ['zig: true'] : []),
      ...(alpine ? ['alpine: true'] : []),
    ]
    return `          - { ${parts.join(', ')} }\n`
  })
  return read('.github/workflows/release.yml').replace(/( {8}include:\n)(?: {10}- \{.*\n)*/, (_, start) => start + lines.join(''))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of Object.entries(filesOf())) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
}
