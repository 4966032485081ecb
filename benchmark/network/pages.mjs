// One contender in a process that stays: for each number it is sent it lists that many pages, one after the other, and sends
// the milliseconds that each took.

const [name, options] = process.argv.slice(2)
const { open } = await import(`../contenders/${name}.mjs`)
const api = open(JSON.parse(options))

process.on('message', async (pages) => {
  const taken = []
  while (taken.length < pages) {
    const start = performance.now()
    const page = await api.page()
    taken.push(performance.now() - start)
    if (page.length !== 100 || page[99].id !== 'apn_100') throw new Error('another answer')
  }
  process.send(taken)
})
process.on('disconnect', () => process.exit())
process.send('ready')
