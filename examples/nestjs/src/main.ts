import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { AppModule } from './app.module.js'
import { OPTIONS, setUp } from './setup.js'

const app = setUp(await NestFactory.create<NestExpressApplication>(AppModule, OPTIONS))
await app.listen(process.env.PORT ?? 3000)
