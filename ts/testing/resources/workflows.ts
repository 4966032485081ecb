// The domain of workflows, under `/workflows/` of the emulator. A workflow echoes its request unless a test has set a handler.

import type { WorkflowRequest } from '../handler-types.js'
import { HttpError, jsonResponse } from '../responses.js'
import type { Handlers } from './handler.js'
import { readResponse } from './handler-response.js'

const SCOPE = 'connect:workflow:invoke'

export const workflowHandlers: Handlers = {
  'workflows.invoke': async (core, { path, query, headers, method, record }) => {
    const [, , id = '', ...rest] = path.split('/')
    const { auth = 'none', token, handler } = core.workflows.get(id) ?? { __proto__: null }
    if (auth === 'oauth') core.tokens.verifyScope(core.tokens.verify(headers.authorization), SCOPE)
    if (auth === 'static_bearer_token' && headers.authorization !== `Bearer ${token}`) throw new HttpError(401, 'unauthorized')
    const userId = headers['x-pd-external-user-id']
    const request: WorkflowRequest = {
      method,
      path: `/${rest.join('/')}`,
      query: { ...query } as Record<string, string | string[]>,
      headers,
      body: record.body,
      rawBody: record.rawBody,
      externalUserId: userId === undefined ? undefined : String(userId),
    }
    const response = await handler?.(request)
    if (response !== undefined) return readResponse(response)
    const { rawBody: _, ...echo } = request
    return jsonResponse(200, echo)
  },
}
