// Answers for calls that failed: 400 and 429 are passed on, 500 is a mistake of this server, 502 one of the API.

import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common'
import type { Response } from 'express'
import { PipedreamError } from 'pipedream-native'

@Catch(PipedreamError)
export class PipedreamErrorFilter implements ExceptionFilter<PipedreamError> {
  readonly #log = new Logger('Pipedream')

  catch(error: PipedreamError, host: ArgumentsHost): void {
    this.#log.error(error.message)
    const response = host.switchToHttp().getResponse<Response>()
    if (response.headersSent || response.destroyed) return
    if (error.retryAfter !== undefined) response.setHeader('retry-after', Math.ceil(error.retryAfter))
    response.status(statusFor(error)).json({ error: error.message })
  }
}

function statusFor({ code, statusCode }: PipedreamError): number {
  if (statusCode === 400 || statusCode === 429) return statusCode
  return code === 'ERR_INVALID_ARGUMENT' ? 500 : 502
}
