// For webpack, which knows the condition `webpack`. Other bundlers read copied.mjs, and Node itself index.js.

import { load } from './load.mjs'

const native = load()
export default native
export const { NAMES, error } = native
