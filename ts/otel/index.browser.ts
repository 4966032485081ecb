// The entry point `pipedream-native/otel` where there is no Node. No client can be made there, so there is nothing to instrument: code that
// registers instrumentations on both sides runs unchanged.

import { version } from './version.js'

/** Does nothing. */
export class PipedreamInstrumentation {
  readonly instrumentationName: string = 'pipedream-native'
  readonly instrumentationVersion: string = version
  #config: object

  constructor(config: object = {}) {
    this.#config = { enabled: true, ...config }
  }

  /** Does nothing. */
  enable(): void {}

  /** Does nothing. */
  disable(): void {}

  /** Does nothing. */
  setTracerProvider(): void {}

  /** Does nothing. */
  setMeterProvider(): void {}

  /** Replaces the options. */
  setConfig(config: object): void {
    this.#config = { enabled: true, ...config }
  }

  /** The options. */
  getConfig(): object {
    return this.#config
  }
}
