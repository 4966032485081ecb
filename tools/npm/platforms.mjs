// The platforms there are packages for. A new one is a line here, then `npm run generate`.
//
// A name is Node's `process.platform` and `process.arch`, and the C library where there are several: gnu goes before musl,
// because ts/load.ts tries them in this order. The rest of a line is for release.yml: the runner, how it builds, whether that needs zig, and
// whether the package is tried in Alpine. The musl addons are built outside of Alpine, because GitHub's actions do not run in it on arm64.

const ZIG = { build: 'npm run build:release', zig: true }
const ALPINE = { build: 'npm run build:musl', zig: true, alpine: true }
const HERE = { build: 'npm run build' }

export const platforms = [
  { name: 'linux-x64-gnu', machines: 'Linux on x64 with glibc 2.17 or newer', os: 'ubuntu-24.04', ...ZIG },
  { name: 'linux-arm64-gnu', machines: 'Linux on arm64 with glibc 2.17 or newer', os: 'ubuntu-24.04-arm', ...ZIG },
  { name: 'linux-x64-musl', machines: 'Linux on x64 with musl (Alpine)', os: 'ubuntu-24.04', ...ALPINE },
  { name: 'linux-arm64-musl', machines: 'Linux on arm64 with musl (Alpine)', os: 'ubuntu-24.04-arm', ...ALPINE },
  { name: 'darwin-x64', machines: 'macOS on Intel', os: 'macos-15-intel', ...HERE },
  { name: 'darwin-arm64', machines: 'macOS on Apple silicon', os: 'macos-15', ...HERE },
  { name: 'win32-x64-msvc', machines: 'Windows on x64', os: 'windows-2025', ...HERE },
]
