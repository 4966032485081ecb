// `npm start USER`: shows what a person has connected. Without PIPEDREAM_CLIENT_ID it asks an emulator of the API.

const { serveEmulator } = require('pipedream-native/testing')
const { connectionsOf, linkFor } = require('./connections')

async function main(user = 'user-1') {
  let emulator
  if (!process.env.PIPEDREAM_CLIENT_ID) {
    console.log('There is no PIPEDREAM_CLIENT_ID: this is an emulator of the API.')
    const setEnvironment = (line) => {
      const [name, value] = line.split(/=(.*)/s)
      process.env[name] = value
    }
    emulator = await serveEmulator({ print: setEnvironment })
  }
  console.log(await connectionsOf(user))
  console.log(`To connect Slack: ${await linkFor(user, 'slack')}`)
  await emulator?.close()
}

main(...process.argv.slice(2)).catch((error) => {
  console.error(error)
  process.exitCode = 1
})
