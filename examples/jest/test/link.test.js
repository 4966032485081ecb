const { connectionsOf, linkFor } = require('../src/connections')

test('leads to a page on which the person connects an account', async () => {
  const link = await linkFor('user-7', 'github')
  expect(await (await fetch(link)).text()).toContain('Connect GitHub')
  // What the browser sends when the person clicks on Connect.
  await fetch(link, { method: 'POST', body: new URLSearchParams({ decision: 'connect' }) })
  expect(await connectionsOf('user-7')).toEqual({ apps: [{ app: 'github', state: 'works' }] })
})
