// ts/util-types.ts outside of Node. Node's checks look at internal slots. These look at the tag, which a value may have given itself.

type Check = (value: unknown) => boolean

/** Whether a value is an object of one of these classes, by its tag. */
const isOneOf =
  (...tags: readonly string[]): Check =>
  (value) =>
    value !== null && typeof value === 'object' && tags.includes(Object.prototype.toString.call(value).slice(8, -1))

const isDataView = isOneOf('DataView')

/** The checks of node:util that the package uses. */
export const types: Readonly<Record<string, Check>> = {
  isAnyArrayBuffer: isOneOf('ArrayBuffer', 'SharedArrayBuffer'),
  isBigIntObject: isOneOf('BigInt'),
  isBoxedPrimitive: isOneOf('Number', 'String', 'Boolean', 'Symbol', 'BigInt'),
  isDataView,
  isDate: isOneOf('Date'),
  isMap: isOneOf('Map'),
  isModuleNamespaceObject: isOneOf('Module'),
  isNativeError: (value) => isOneOf('Error')(value) || value instanceof Error,
  isPromise: isOneOf('Promise'),
  // Outside of Node no code can tell a Proxy.
  isProxy: () => false,
  isRegExp: isOneOf('RegExp'),
  isSet: isOneOf('Set'),
  isSharedArrayBuffer: isOneOf('SharedArrayBuffer'),
  isTypedArray: (value) => ArrayBuffer.isView(value) && !isDataView(value),
  isWeakMap: isOneOf('WeakMap'),
  isWeakSet: isOneOf('WeakSet'),
}

/** How many bytes a text takes in UTF-8. Not every React Native has a TextEncoder. */
export function byteLength(text: string): number {
  let bytes = 0
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return bytes
}
