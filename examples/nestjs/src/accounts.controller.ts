// The accounts of a person. `user` stands for whoever is logged in: take it from your guard, not from the query.

import { BadRequestException, Controller, Get, Inject, Post, Query, Res } from '@nestjs/common'
import type { Response } from 'express'
import { PipedreamClient } from 'pipedream-native'

@Controller()
export class AccountsController {
  readonly #client: PipedreamClient

  constructor(@Inject(PipedreamClient) client: PipedreamClient) {
    this.#client = client
  }

  @Get('accounts')
  async list(@Query('user') user: string | undefined, @Res({ passthrough: true }) response: Response) {
    const accounts = await this.#client.accounts.list({ externalUserId: given(user) }, { abortSignal: hangUpOf(response) }).toArray()
    return accounts.map(({ id, name, app, healthy }) => ({ id, name, app: app?.nameSlug, healthy }))
  }

  @Post('connect')
  async connect(@Query('user') user: string | undefined) {
    const { token, connectLinkUrl, expiresAt } = await this.#client.tokens.create({ externalUserId: given(user) })
    return { token, connectLinkUrl, expiresAt }
  }
}

function given(user: string | undefined): string {
  if (!user) throw new BadRequestException('user is missing')
  return user
}

/** Whoever hangs up no longer waits: the call to Pipedream ends too, down to its socket. */
function hangUpOf(response: Response): AbortSignal {
  const hungUp = new AbortController()
  response.once('close', () => hungUp.abort())
  return hungUp.signal
}
