// What the application does with events. It remembers in memory which deliveries it has handled: the guide to webhooks has a list that
// forgets old ones, and one in Redis for several processes.

import { Injectable, Logger } from '@nestjs/common'

@Injectable()
export class EventsService {
  readonly #log = new Logger('Events')
  readonly #handled = new Set<string>()

  handle(id: string, event: unknown): void {
    if (this.#handled.has(id)) return
    this.#handled.add(id)
    this.#log.log(JSON.stringify(event))
  }
}
