// `npm run bench:json`: what decoding an answer costs with our JSON scanner, compared with the same renaming on serde_json's
// `RawValue`. The documents are those that the server of `npm run bench` answers with.

import { join } from 'node:path'
import { ACCOUNT, PAGE } from '../benchmark/answers.mjs'
import { root, run } from './steps.mjs'

const manifest = join(root, 'benchmark', 'json', 'Cargo.toml')
run('cargo', ['run', '--release', '--quiet', '--locked', '--manifest-path', manifest, '--target-dir', join(root, 'target', 'benchmark')], {
  input: `accounts.retrieve ${ACCOUNT}\naccounts.list ${PAGE}\n`,
})
