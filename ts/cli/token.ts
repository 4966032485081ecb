// `token`: prints an access token, for curl and other programs.

import type { CliCommand } from './command.js'
import { type ClientFlags, clientOf, clientOptions, prepare } from './connection.js'
import { untilInterrupted } from './interrupt.js'
import { report } from './report.js'
import { write } from './terminal.js'
import { EXIT, UsageError } from './usage.js'

interface TokenFlags extends ClientFlags {
  scope?: string[]
  json?: boolean
}

/** Adds `token`. */
export function addToken(program: CliCommand): void {
  const command = program
    .command('token')
    .summary('print an access token')
    .description(
      'Prints an access token of the OAuth client and nothing else, for curl:\n\n' +
        '  curl -H "Authorization: Bearer $(npx pipedream-native token)" \\\n' +
        '    https://api.pipedream.com/v1/connect/projects',
    )
    .option(
      '--scope <scope>',
      'A scope to ask for; may be repeated. Default: all that the OAuth client has.',
      (value, before?: string[]) => [...(before ?? []), scope(value)],
    )
    .option('--json', 'Print what the token endpoint gives: access_token, token_type and expires_in, in seconds.')
  for (const option of clientOptions((flag) => flag === '--project-id' || flag === '--environment')) command.addOption(option)
  command.action(async () => {
    process.exitCode = await run(command.opts<TokenFlags>())
  })
}

/** Without any scope the token would have all of them. */
function scope(value: string): string {
  if (value.trim() !== '') return value
  throw new UsageError('--scope must be the name of a scope, such as connect:accounts:read; got ""')
}

async function run(flags: TokenFlags): Promise<number> {
  try {
    await prepare(flags)
    const client = await clientOf(flags, false, flags.scope === undefined ? {} : { scope: flags.scope })
    return await untilInterrupted(async () => {
      const token = await client.accessToken()
      await write(flags.json ? `${JSON.stringify(answerOf(token, client.accessTokenStats()), undefined, 2)}\n` : `${token}\n`)
      return EXIT.ok
    })
  } catch (error) {
    return report(error, 'token')
  }
}

/** The token as the endpoint gives it. A token of the caller's has no known lifetime. */
function answerOf(token: string, stats: { expiresInSeconds: number | null } | null | undefined): Record<string, unknown> {
  const seconds = stats?.expiresInSeconds
  return { access_token: token, token_type: 'Bearer', ...(typeof seconds === 'number' && { expires_in: Math.floor(seconds) }) }
}
