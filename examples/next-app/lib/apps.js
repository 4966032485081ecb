/** The apps that a person can connect, by their name slugs in Pipedream. */
export const APPS = [
  { slug: 'slack', name: 'Slack' },
  { slug: 'github', name: 'GitHub' },
  { slug: 'notion', name: 'Notion' },
]
