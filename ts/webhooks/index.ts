// The entry point `pipedream-native/webhooks`: verifies what Pipedream posts, and signs deliveries for tests. It does not load the addon.

export {
  type ConnectedAccount,
  type ConnectedApp,
  type ConnectionErrorEvent,
  type ConnectionEvent,
  type ConnectionSuccessEvent,
  isConnectionEvent,
  type OtherEvent,
  type OtherEventName,
  type WebhookEvent,
} from './events.js'
export { type SignedWebhook, signWebhook, type WebhookToSign } from './sign.js'
export { verifyWebhook, type WebhookDelivery, webhookId } from './verify.js'
