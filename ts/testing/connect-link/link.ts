// The address of the page on which a person connects an account.

/** In the API it is a page of pipedream.com; here the emulator has it, so that a test can follow the link. */
export const LINK_PATH = '/_static/connect.html'

/** @param origin That of the emulator, as the caller reaches it. */
export const connectLinkOf = (origin: string, token: string): string => `${origin}${LINK_PATH}?token=${token}&connectLink=true`
