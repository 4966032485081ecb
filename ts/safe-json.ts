// JSON that is shown in a terminal or a log.

/**
 * JSON without what a terminal takes for a command. `JSON.stringify` leaves as they are: the control characters from U+007F on, line ends other
 * than those of ASCII, and what changes the direction of text.
 */
export const safeJson = (text: string): string =>
  text.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
