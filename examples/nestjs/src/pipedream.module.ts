// Gives every module a PipedreamClient, made from the configuration. It is closed when the application shuts down.

import { Global, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common'
import { ConfigModule, ConfigService } from '@nestjs/config'
import { PipedreamClient, type ProjectEnvironment } from 'pipedream-native'

/** At the end of a shutdown, after the HTTP server has answered what it had begun. */
@Injectable()
class ClosesClient implements OnApplicationShutdown {
  readonly #client: PipedreamClient

  constructor(@Inject(PipedreamClient) client: PipedreamClient) {
    this.#client = client
  }

  onApplicationShutdown(): void {
    this.#client.close()
  }
}

@Global()
@Module({
  imports: [ConfigModule],
  providers: [
    {
      provide: PipedreamClient,
      inject: [ConfigService],
      useFactory: async (config: ConfigService) => {
        const client = new PipedreamClient({
          clientId: config.getOrThrow<string>('PIPEDREAM_CLIENT_ID'),
          clientSecret: config.getOrThrow<string>('PIPEDREAM_CLIENT_SECRET'),
          projectId: config.getOrThrow<string>('PIPEDREAM_PROJECT_ID'),
          projectEnvironment: config.get<ProjectEnvironment>('PIPEDREAM_PROJECT_ENVIRONMENT'),
          baseUrl: config.get<string>('PIPEDREAM_BASE_URL'),
        })
        // A wrong secret ends the start, and not the first request. Leave it out if the server shall start without Pipedream.
        await client.prefetch()
        return client
      },
    },
    ClosesClient,
  ],
  exports: [PipedreamClient],
})
export class PipedreamModule {}
