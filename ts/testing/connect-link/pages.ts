// The pages of Connect Link, as HTML. Nothing on them is loaded from elsewhere, so they work without a network.

import type { App } from '../records.js'
import { RawResponse } from '../responses.js'

/** What a person is asked for when an app has keys. */
export interface KeyField {
  name: string
  label: string
  isOptional: boolean
}

/** Who is asked, and by whom. */
export interface Asked {
  /** The name of the app that asks: that of the project. */
  asker: string
  externalUserId: string
  environment: string
}

const STYLE = `
  body { margin: 0; background: #f4f5f7; color: #1c2430; font: 16px/1.5 system-ui, sans-serif; }
  main { max-width: 420px; margin: 12vh auto 0; padding: 28px 32px; background: #fff; border: 1px solid #dfe3e8; border-radius: 10px; }
  h1 { margin: 0 0 8px; font-size: 22px; }
  p { margin: 0 0 16px; }
  small { display: block; margin-top: 20px; color: #5b6675; }
  label { display: block; margin-bottom: 16px; font-weight: 600; }
  input { display: block; box-sizing: border-box; width: 100%; margin-top: 4px; padding: 8px 10px; border: 1px solid #aab2bd; border-radius: 6px; font: inherit; }
  button { padding: 9px 18px; border: 1px solid #aab2bd; border-radius: 6px; background: #fff; color: inherit; font: inherit; cursor: pointer; }
  button[value=connect] { border-color: #1f5fbf; background: #1f5fbf; color: #fff; }
  ul { margin: 0; padding: 0; list-style: none; }
  li a { display: block; padding: 6px 0; color: #1f5fbf; }
  [role=alert] { color: #b3261e; }
`

/** The page that asks for one app. `problem` says why the form is shown again. */
export function appPage(app: App, fields: readonly KeyField[], asked: Asked, problem?: string): RawResponse {
  const inputs = fields.map(
    ({ name, label, isOptional }) =>
      `<label>${escaped(label)}${isOptional ? ' (optional)' : ''} <input name="field.${escaped(name)}" autocomplete="off"${isOptional ? '' : ' required'}></label>`,
  )
  const body = `<h1>Connect ${escaped(app.name)}</h1>
<p><strong>${escaped(asked.asker)}</strong> asks to use your account at ${escaped(app.name)}.</p>
${problem === undefined ? '' : `<p role="alert">${escaped(problem)}</p>`}
<form method="post">
${inputs.join('\n')}
<button name="decision" value="connect">Connect</button>
<button name="decision" value="cancel" formnovalidate>Cancel</button>
</form>
${footer(asked)}`
  return page(problem === undefined ? 200 : 400, `Connect ${app.name}`, body)
}

/** The page on which a person chooses the app, because the link names none. */
export function appsPage(apps: readonly App[], asked: Asked, linkOf: (app: App) => string): RawResponse {
  const items = apps.map((app) => `<li><a href="${escaped(linkOf(app))}">${escaped(app.name)}</a></li>`)
  return page(200, 'Choose an app', `<h1>Choose an app</h1>\n<ul>\n${items.join('\n')}\n</ul>\n${footer(asked)}`)
}

/** The page at the end, if the Connect token names no URL to go to. */
export function endPage(status: number, title: string, text: string): RawResponse {
  const role = status < 400 ? 'status' : 'alert'
  return page(status, title, `<h1>${escaped(title)}</h1>\n<p role="${role}">${escaped(text)}</p>\n<small>You may close this page.</small>`)
}

const footer = ({ externalUserId, environment }: Asked) =>
  `<small>This is the emulator of pipedream-native. User ${escaped(externalUserId)}, ${escaped(environment)}.</small>`

/** The headers of each response. The URL of a page has a Connect token, so no page that follows may learn it, and no cache may keep it. */
export const PAGE_HEADERS = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const

const page = (status: number, title: string, body: string) =>
  new RawResponse(
    status,
    { 'content-type': 'text/html; charset=utf-8', ...PAGE_HEADERS },
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body><main>
${body}
</main></body>
</html>
`,
  )

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
