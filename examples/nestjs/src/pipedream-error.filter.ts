// Answers for calls that failed: 400 and 429 are passed on, 500 is a mistake of this server, 502 one of the API.

import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common'
import type { Response } from 'express'
import { PipedreamError } from 'pipedream-native'

@Catch(PipedreamError)
export class PipedreamErrorFilter implements ExceptionFilter<PipedreamError> {
  readonly #log = new Logger('Pipedream')

  catch(error: PipedreamError, host: ArgumentsHost): void {
    this.#log.error(error.message, error.stack)
    const response = host.switchToHttp().getResponse<Response>()
    if (response.headersSent || response.destroyed) return
    if (error.retryAfter !== undefined) response.setHeader('retry-after', Math.ceil(error.retryAfter))
    const status = statusFor(error)
    response.status(status).json({ error: TEXTS[status], requestId: error.requestId })
  }
}

/** What a caller of this server is told. The error itself, which may name addresses and settings of this server, is for its log. */
const TEXTS: Readonly<Record<number, string>> = {
  400: 'the request is not valid',
  429: 'too many calls: try again later',
  500: 'this server has a fault',
  502: 'Pipedream did not answer',
}

function statusFor({ code, statusCode }: PipedreamError): number {
  if (statusCode === 400 || statusCode === 429) return statusCode
  return code === 'ERR_INVALID_ARGUMENT' ? 500 : 502
}
