// What is known when the native half could not be loaded.

import type { Declared, Manager } from './manager.js'
import type { Setting } from './settings.js'

/** A package of a platform that is installed. */
export interface Installed {
  /** The platform, such as `linux-x64-gnu`. */
  readonly name: string
  readonly version: string | undefined
  readonly folder: string
}

/** The file of the addon for this platform. */
export interface AddonFile {
  readonly path: string
  /** Its length in bytes; undefined if it does not exist. */
  readonly size: number | undefined
  /** The length that its head asks for; 0 if it is no library. */
  readonly needed: number
  /** The machine that it was made for, such as `linux-arm64`. */
  readonly machine: string | undefined
  /** Who may read it, such as `0600 of user 0`; undefined if this process may. */
  readonly refused: string | undefined
}

/** What is known when loading has failed. */
export interface Facts {
  /** The version of this package. */
  readonly version: string
  /** The name that it is installed under. */
  readonly alias: string
  /** `Node 22.1.0`, `Electron 40.1.0`, `Deno 2.9.6`, `Bun 1.3.0`. */
  readonly runtime: string
  readonly platform: string
  readonly arch: string
  /** Linux's C library; undefined where it is not known. */
  readonly libc: 'gnu' | 'musl' | undefined
  /** The version of glibc, such as `2.31`. */
  readonly glibc: string | undefined
  /** The platform whose package is needed; undefined if none fits. */
  readonly wanted: string | undefined
  /** All the packages of platforms that are installed where this package looks. */
  readonly installed: readonly Installed[]
  readonly addon: AddonFile | undefined
  /** The error of the loader; undefined if nothing was there to be loaded. */
  readonly error: { readonly code: string | undefined; readonly message: string } | undefined
  /** Where this code runs: in a clone, as an installed package, within a bundle, or within a single executable. */
  readonly place: 'clone' | 'package' | 'bundle' | 'executable'
  /** The folder of this package, or of the bundle. */
  readonly folder: string
  /** The project's folder. */
  readonly project: string
  readonly manager: Manager | undefined
  /** How the project's package.json names this package. */
  readonly declared: Declared
  readonly isContainer: boolean
  /** Where `--no-addons` was given, such as `NODE_OPTIONS`; undefined if it was not. */
  readonly noAddons: string | undefined
  /** Whether Node runs with its permission model. */
  readonly isRestricted: boolean
  /** The options of the permission model that Node was started with. */
  readonly limits: readonly string[]
  /** The name of the program's file. */
  readonly program: string
  /** The setting that leaves out optional packages, and where it stands; undefined if there is none. */
  readonly omitted: Setting | undefined
  /** The entry that gives one of the packages another version; undefined if there is none. */
  readonly override: Setting | undefined
  /** The project's lock file and the platforms in it. */
  readonly lock: { readonly file: string; readonly names: readonly string[] } | undefined
}

/** The modules of Node, of the caller: outside of Node there are none. */
export interface Modules {
  readonly fs: typeof import('node:fs')
  readonly path: typeof import('node:path')
  readonly createRequire: typeof import('node:module').createRequire
}

/** What the loader knows. */
export interface Tried {
  readonly version: string
  readonly platforms: readonly string[]
  readonly wanted: string | undefined
  readonly libc: 'gnu' | 'musl' | undefined
  readonly error: unknown
  /** The folder of this file; undefined in a bundle that is an ES module. */
  readonly folder: string | undefined
}
