// Where the packages say that they come from: `repository`, `homepage` and `bugs`, from the repository that the release runs in.
//
// They are not written in package.json, because this source may be kept in several places. npm takes a package with provenance only if its
// `repository` is the one that the workflow runs in.

/**
 * The address of the repository, from the variables of GitHub Actions: `{ web, git, files(ref), images(ref) }`. Throws an error that
 * names the variable if one is missing or no such address.
 */
export function repositoryOf(env) {
  const server = checked('GITHUB_SERVER_URL', env.GITHUB_SERVER_URL, isServer, 'a URL such as https://github.com')
  const name = checked('GITHUB_REPOSITORY', env.GITHUB_REPOSITORY, isName, 'OWNER/NAME')
  const web = `${server.replace(/\/+$/, '')}/${name}`
  return { web, git: `git+${web}.git` }
}

/** `manifest` with the fields that say where it comes from. `directory` is the package's folder, for one that is not at the root. */
export function withRepository(manifest, { web, git }, directory) {
  const repository = { type: 'git', url: git, ...(directory && { directory }) }
  const homepage = directory ? `${web}/tree/HEAD/${directory}#readme` : `${web}#readme`
  const { name, version, description, keywords, license, ...rest } = manifest
  const first = { name, version, description, ...(keywords && { keywords }) }
  return { ...first, homepage, bugs: { url: `${web}/issues` }, license, repository, ...rest }
}

/** What is wrong with the fields of a manifest that is about to be published, as sentences. Empty if nothing is. */
export function repositoryProblems({ name, repository, homepage, bugs }, { web, git }) {
  const wrong = (field, found, wanted) => `${name}: ${field} is ${JSON.stringify(found)}, and not ${wanted}`
  const problems = []
  if (repository?.url !== git) problems.push(wrong('repository.url', repository?.url, git))
  if (!homepage?.startsWith(web)) problems.push(wrong('homepage', homepage, `an address below ${web}`))
  if (!bugs?.url?.startsWith(web)) problems.push(wrong('bugs.url', bugs?.url, `an address below ${web}`))
  return problems
}

function checked(variable, value, isValid, wanted) {
  if (value === undefined || value === '')
    throw new Error(`${variable} is not set: nothing is published without the repository that it comes from. It must be ${wanted}`)
  if (!isValid(value)) throw new Error(`${variable} must be ${wanted}, got ${JSON.stringify(value)}`)
  return value
}

function isServer(text) {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, search, hash } = new URL(text)
  return /^https?:$/.test(protocol) && !username && !password && !search && !hash
}

const isName = (text) => /^[\w.-]+\/[\w.-]+$/.test(text) && !/(?:^|\/)\.{1,2}(?:\/|$)/.test(text)
