// Takes the events of triggers, and of the webhook of the environment, with one signing key. `rawBody: true` in main.ts keeps the bytes
// that the signature covers.

import { BadRequestException, Controller, HttpCode, Inject, Post, type RawBodyRequest, Req } from '@nestjs/common'
import { ConfigService } from '@nestjs/config'
import type { Request } from 'express'
import { PipedreamError } from 'pipedream-native'
import { verifyWebhook, webhookId } from 'pipedream-native/webhooks'
import { EventsService } from './events.service.js'

@Controller('webhook')
export class WebhookController {
  readonly #signingKey: string
  readonly #events: EventsService

  constructor(@Inject(ConfigService) config: ConfigService, @Inject(EventsService) events: EventsService) {
    this.#signingKey = config.getOrThrow<string>('PIPEDREAM_SIGNING_KEY')
    this.#events = events
  }

  @Post()
  @HttpCode(200)
  take(@Req() request: RawBodyRequest<Request>): void {
    const delivery = { body: request.rawBody ?? '', headers: request.headers }
    const event = this.#verified(delivery)
    this.#events.handle(webhookId(delivery), event)
  }

  /** 400 for what is forged, altered or old. Anything else is a mistake of this server, and 500. */
  #verified(delivery: { body: string | Uint8Array; headers: Request['headers'] }): unknown {
    try {
      return verifyWebhook({ ...delivery, signingKey: this.#signingKey })
    } catch (error) {
      const isRefused = error instanceof PipedreamError && ['ERR_WEBHOOK_SIGNATURE', 'ERR_WEBHOOK_BODY'].includes(error.code ?? '')
      if (isRefused) throw new BadRequestException('the delivery is not valid', { cause: error })
      throw error
    }
  }
}
