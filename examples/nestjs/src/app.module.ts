import { Module } from '@nestjs/common'
import { ConfigModule } from '@nestjs/config'
import { APP_FILTER } from '@nestjs/core'
import { AccountsController } from './accounts.controller.js'
import { EventsService } from './events.service.js'
import { PipedreamErrorFilter } from './pipedream-error.filter.js'
import { PipedreamModule } from './pipedream.module.js'
import { WebhookController } from './webhook.controller.js'

@Module({
  imports: [ConfigModule.forRoot({ isGlobal: true }), PipedreamModule],
  controllers: [AccountsController, WebhookController],
  providers: [EventsService, { provide: APP_FILTER, useClass: PipedreamErrorFilter }],
})
export class AppModule {}
