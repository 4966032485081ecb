// One contender in a fresh process: how long from its first line to the answer, client loaded and token fetched on the way.
// Arguments: name, 'account' or 'page', how many calls at once, options as JSON. Prints one line of JSON.

const [name, act, calls, options] = process.argv.slice(2)
const start = performance.now()
const { open } = await import(`../contenders/${name}.mjs`)
const api = open(JSON.parse(options))
const outcomes = await Promise.allSettled(Array.from({ length: Number(calls) }, () => api[act]()))
const ms = performance.now() - start
const { user, system } = process.cpuUsage()
const isRight = ({ value }) => (act === 'page' ? value?.length === 100 && value[99].id === 'apn_100' : value?.id === 'apn_1')
const failed = outcomes.filter((outcome) => !isRight(outcome))
const reason = failed[0] && String(failed[0].reason?.cause?.code ?? failed[0].reason?.message ?? 'another answer')
console.log(JSON.stringify({ ms, cpu: (user + system) / 1000, failed: failed.length, reason }))
process.exit()
