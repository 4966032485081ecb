// THIRD_PARTY_NOTICES: what is in a package that others have written, and the texts that their licences ask to pass on.

const LINE = '-'.repeat(100)

/** The text for a package, from what linkedCrates(), standardLibrary() or bundledPackages() describe. A text that several have stands once. */
export function noticesOf(owner, parts) {
  const list = parts.map(
    ({ name, version, licence, repository }) =>
      `  ${name} ${version}, ${licence ?? 'a licence of its own'}${repository ? `, ${repository}` : ''}`,
  )
  const texts = new Map()
  for (const { name, version, texts: own } of parts) {
    for (const { file, text } of own) {
      const key = text.replace(/\s+/g, ' ')
      if (!texts.has(key)) texts.set(key, { text, of: [] })
      texts.get(key).of.push(`${name} ${version} (${file})`)
    }
  }
  const blocks = [...texts.values()].map(({ text, of }) => `${LINE}\n${of.join('\n')}\n\n${text}\n`)
  return `${owner} has code of these packages:\n\n${list.join('\n')}\n\nThe texts of their licences, and their notices:\n\n${blocks.join('\n')}`
}
