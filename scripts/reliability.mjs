// `npm run docs:reliability`: writes docs/reliability.md from the rows that __test__/reliability/reliability.test.mjs plays and the last soak.

import { writeFileSync } from 'node:fs'
import { PAGE, page } from '../__test__/reliability/page.mjs'

writeFileSync(PAGE, page())
