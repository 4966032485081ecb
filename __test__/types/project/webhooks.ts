// The types of `pipedream-native/webhooks`: which events there are, and what is known of each.

import {
  type ConnectedAccount,
  type ConnectionEvent,
  isConnectionEvent,
  type OtherEvent,
  signWebhook,
  verifyWebhook,
  type WebhookDelivery,
  type WebhookEvent,
  webhookId,
} from 'pipedream-native/webhooks'

/** Whether two types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(..._: Same<A, B> extends true ? [] : [never]): void => {}

export function told(delivery: WebhookDelivery): string {
  const event = verifyWebhook(delivery)
  same<typeof event, WebhookEvent>()
  switch (event.event) {
    case 'CONNECTION_SUCCESS': {
      same<typeof event.account, ConnectedAccount>()
      // @ts-expect-error a success has no error
      void event.error
      return `${event.account.external_id} connected ${event.account.app.name_slug} in ${event.environment}`
    }
    case 'CONNECTION_ERROR':
      same<typeof event.error, string>()
      // @ts-expect-error an error has no account
      void event.account
      return event.error
    default: {
      // An event that is newer than these types, and what a trigger emits, can be read as they are.
      same<typeof event, OtherEvent>()
      const name: string | undefined = event.event
      same<typeof event.text, unknown>()
      return `${name}: ${typeof event.text === 'string' ? event.text : ''}`
    }
  }
}

export function narrowed(event: WebhookEvent): string {
  // @ts-expect-error which event it is has to be asked first
  void event.account.id
  if (event.event === 'CONNECTION_SUCCESS') return event.account.id
  // @ts-expect-error a name that no known event has
  if (event.event === 'CONNECTION_SUCESS') return ''
  const name: string = event.event ?? 'a trigger'
  return name === 'CONNECTION_PAUSED' ? 'newer' : name
}

interface NewMessage {
  text: string
  channel: { id: string }
}
export const ofTrigger = (delivery: WebhookDelivery): string => verifyWebhook<NewMessage>(delivery).channel.id

interface Paused {
  event: 'CONNECTION_PAUSED'
  until: string
}
export function extended(delivery: WebhookDelivery): string | undefined {
  const event = verifyWebhook<WebhookEvent | Paused>(delivery)
  if (event.event === 'CONNECTION_PAUSED') return event.until
  return event.event === 'CONNECTION_ERROR' ? event.error : undefined
}

export function unsigned(body: string): string {
  const event: unknown = JSON.parse(body)
  if (!isConnectionEvent(event)) return ''
  same<typeof event, ConnectionEvent>()
  return event.event === 'CONNECTION_SUCCESS' ? event.account.id : event.error
}

export function signed(bytes: Uint8Array): string {
  const text = signWebhook({ payload: { text: 'Hello' }, signingKey: 'key', timestamp: new Date() })
  same<typeof text.body, string>()
  const request = new Request('http://a', { method: 'POST', body: text.body, headers: text.headers })
  same<ReturnType<typeof ofBytes>['body'], Uint8Array>()
  function ofBytes() {
    return signWebhook({ payload: bytes, signingKey: 'key' })
  }
  // @ts-expect-error a number is no payload
  signWebhook({ payload: 7, signingKey: 'key' })
  // @ts-expect-error the key is missing
  signWebhook({ payload: 'text' })
  // @ts-expect-error the time is a Date: a number could be seconds or milliseconds
  signWebhook({ payload: 'text', signingKey: 'key', timestamp: 1_700_000_000 })
  return `${request.method} ${webhookId(text)} ${verifyWebhook({ ...text, signingKey: 'key' }).event}`
}
