// `npm run docs:reliability`: writes docs/reliability.md from the rows of __test__/reliability and the figures of the last soak.

import { writeFileSync } from 'node:fs'
import { PAGE, page } from '../__test__/reliability/page.mjs'

writeFileSync(PAGE, page())
