// Packages of Debian, unpacked into a folder: nothing is installed, so no other program of this machine changes and nobody has to be root.
//
// apt has lists and settings of its own here, with the architecture arm64 and the release `trixie` beside what the machine has.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fetchedOnce, Missing, quietly, TOOLS } from './fetched.mjs'

/** The release that has musl 1.2.5. */
const NEWER = 'trixie'
const KEYS = '/usr/share/keyrings/debian-archive-keyring.gpg'

let configured

/** Writes apt's settings and fetches its lists, once a run. Returns the variable that names them. */
function apt() {
  if (configured) return configured
  const [, codename] = /^VERSION_CODENAME=(\w+)$/m.exec(existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '') ?? []
  const named = quietly("apt's sources", 'apt-get', ['indextargets', '--format', '$(REPO_URI) $(RELEASE) $(COMPONENT)'])
  const found = [...new Set(named.split('\n'))].map((line) => line.split(' '))
  const sources = found.filter(([, release, component]) => component === 'main' && release.split('-')[0] === codename)
  const archive = sources.find(([, release]) => release === codename)
  if (archive === undefined) throw new Missing(`packages of Debian: this machine's apt has no source of ${codename ?? 'Debian'}`)
  if (codename !== NEWER) sources.push([archive[0], NEWER, 'main'])
  const folder = join(TOOLS, 'apt')
  mkdirSync(join(folder, 'lists', 'partial'), { recursive: true })
  const signed = existsSync(KEYS) ? `[signed-by=${KEYS}] ` : ''
  writeFileSync(join(folder, 'sources.list'), sources.map((source) => `deb ${signed}${source.join(' ')}\n`).join(''))
  writeFileSync(join(folder, 'preferences'), `Package: *\nPin: release n=${NEWER}\nPin-Priority: 100\n`)
  const settings = {
    'Dir::State': folder,
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::State::status': '/var/lib/dpkg/status',
    'Dir::Cache': join(folder, 'cache'),
    'Dir::Etc::sourcelist': join(folder, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::Etc::preferences': join(folder, 'preferences'),
    'Dir::Etc::preferencesparts': '/dev/null',
    'APT::Install-Recommends': '0',
    'APT::Sandbox::User': '',
    'Acquire::Languages': 'none',
    'Debug::NoLocking': '1',
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} "${value}";\n`)
  const file = join(folder, 'apt.conf')
  writeFileSync(file, `${lines.join('')}APT::Architectures { "amd64"; "arm64"; };\n`)
  const env = { ...process.env, APT_CONFIG: file }
  quietly("apt's lists", 'apt-get', ['update', '--quiet'], { env })
  configured = { env, codename }
  return configured
}

/**
 * Unpacks packages into the folder `name`.
 *
 * @param packages Their names, with `:arm64` for that architecture.
 * @param withNeeds Also what they need and this machine does not have.
 * @param newer From the newer release.
 * @param adapt Is given the folder when all is in it.
 */
export function unpacked(name, packages, { withNeeds = false, newer = false, adapt } = {}) {
  return fetchedOnce(name, packages.join(), (into) => {
    const { env, codename } = apt()
    const place = mkdtempSync(join(TOOLS, 'debs.'))
    try {
      const release = newer && codename !== NEWER ? ['-t', NEWER] : []
      const archives = [`-oDir::Cache::archives=${place}`]
      const command = withNeeds ? ['install', '--download-only', '--yes', ...archives] : ['download']
      mkdirSync(join(place, 'partial'))
      quietly(`${packages.join(', ')} of Debian`, 'apt-get', ['--quiet', ...release, ...command, ...packages], { env, cwd: place })
      // The C library is the machine's own: one of another version beside it would be half used.
      const debs = readdirSync(place).filter((file) => file.endsWith('.deb') && (!withNeeds || !/^(libc6|libc-bin)_/.test(file)))
      for (const file of debs) quietly(file, 'dpkg-deb', ['--extract', join(place, file), into])
    } finally {
      rmSync(place, { recursive: true, force: true })
    }
    adapt?.(into)
  })
}
