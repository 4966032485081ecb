// What main.ts and the tests do alike with an application.

import type { NestExpressApplication } from '@nestjs/platform-express'

/** For `NestFactory.create()` and `createNestApplication()`. */
export const OPTIONS = { rawBody: true } as const

export function setUp(app: NestExpressApplication): NestExpressApplication {
  // Nest's limit is 100 KB; events can be larger.
  app.useBodyParser('json', { limit: '5mb' })
  // SIGTERM ends the application: the server answers what it has begun, then the client is closed.
  return app.enableShutdownHooks()
}
