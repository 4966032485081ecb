// The 31 checks of a package with native code: what each asks, and the commands that show it. `npm run check:packaging` runs them.
//
// `asks` is the line that has to be met. `by` are the commands. `differs` says where the check here asks for something else than usual, and
// why. `gap` says what of the check is not met, or could not be had on the machine that runs it; such a check is passed in part at most.
// `long` is the reason why `--short` leaves a command out.

const tests = (files, pattern) =>
  `node --test ${pattern ? `--test-name-pattern="${pattern}" ` : ''}${files.map((file) => `__test__/${file}.test.mjs`).join(' ')}`
const own = (name, pattern) => `node --test ${pattern ? `--test-name-pattern="${pattern}" ` : ''}scripts/packaging/${name}.check.mjs`
const NEXT = { run: 'node scripts/bundlers-check.mjs next', long: 'it installs and builds two versions of Next.js, each with two bundlers' }
const RELEASE = { run: tests(['package/pack']), env: { RELEASE_BUILD: '1' } }

export const CHECKS = [
  {
    asks: 'Packed and installed into an empty folder, with a PATH that has no compiler and no Python, without scripts of the packages: require, import and a call work.',
    by: [RELEASE, { run: own('install', 'without a compiler') }],
  },
  {
    asks: 'The packages hold only what is used, a README and a licence. The addon has no symbols, at most 5 MB and at most 3 MB packed.',
    by: [RELEASE, { run: own('install', 'packed') }],
  },
  { asks: 'The addon needs glibc 2.17 at most, and no other library than the C library’s.', by: [RELEASE] },
  { asks: 'Next.js with Turbopack and without configuration: a route of the App Router answers.', by: [NEXT] },
  { asks: 'The same with webpack, and a route in `pages/api`.', by: [NEXT] },
  {
    asks: 'Next.js with `output: "standalone"` and the documented configuration, copied into an empty folder: it answers, with both bundlers.',
    by: [
      { run: tests(['examples/next-app'], 'standalone'), long: 'it installs and builds Next.js' },
      { run: own('standalone'), long: 'it installs and builds Next.js' },
    ],
  },
  {
    asks: 'Imported in the edge runtime of Next.js: it is built, and a client says in one sentence what to do.',
    by: [NEXT, { run: tests(['package/entry-points']) }],
  },
  {
    asks: 'esbuild for Node, run from another folder: (a) without flags it fails to build, and the line that it prints says which flag to add, (b) with `--loader:.node=copy` and (c) with `--external` it works.',
    by: [
      { run: own('bundles', 'esbuild') },
      { run: tests(['package/load-bundles'], 'esbuild copies|was removed|copied beside|folder above') },
    ],
  },
  {
    asks: 'The files that `@vercel/nft` finds for an entry in CommonJS and for an ES module include the addon.',
    by: [{ run: own('bundles', 'nft') }],
  },
  {
    asks: 'A lock file or `node_modules` of another platform (npm 10 and 11, pnpm 10 and 12, yarn 1 and 4, bun): the error names the command, and after it the package loads.',
    by: [
      { run: tests(['package/load-repairs']), env: { LOAD_STATES: 'all' }, long: 'it installs with seven package managers' },
      { run: own('docker'), long: 'it installs with seven package managers' },
    ],
  },
  {
    asks: '`--omit=optional`, a damaged addon, a platform package of another version: an error with the code `ERR_PIPEDREAM_NATIVE_LOAD`, its cause and what to type.',
    by: [
      {
        run: tests(
          ['package/load-failures', 'package/load-causes', 'package/loading'],
          'addon|platform|incomplete|removed|cut|omit|leaves|command|lock file',
        ),
      },
      { run: own('skew'), long: 'it installs both packages in two versions with seven package managers' },
    ],
  },
  {
    asks: 'Node’s permission model without `--allow-addons`: the same code, and the message names the option.',
    by: [
      { run: tests(['package/load-failures'], 'permission') },
      { run: own('nodes'), long: 'it fetches nine versions of Node, and makes a single executable of each' },
    ],
  },
  {
    asks: 'publint and attw find nothing in any entry point. The declarations compile with TypeScript 4.9 to 7, each way of finding modules, and `skipLibCheck: false`.',
    by: [
      { run: 'node scripts/shape-check.mjs' },
      { run: tests(['types/types', 'types/matrix']) },
      { run: 'node scripts/types-matrix.mjs', long: 'it compiles with 13 versions of TypeScript' },
    ],
  },
  {
    asks: '`require`, `import` with names, `import()` and TypeScript run by Node’s `--experimental-strip-types` give the same error classes.',
    differs: 'There is no default export, so none is tried.',
    by: [
      { run: tests(['package/pack'], 'same classes') },
      { run: tests(['calls/errors'], 'instanceof') },
      { run: own('install', 'strip-types') },
    ],
  },
  {
    asks: 'Fifty worker threads load, call and end, twenty times; then threads are terminated in the middle of their calls. No signal, exit code 0.',
    by: [{ run: own('workers') }, { run: tests(['package/processes'], 'workers are terminated') }],
  },
  {
    asks: 'After a call, a refused connection, a time limit and an abort, with connections kept open: the process ends within 50 ms.',
    differs: 'Measured to the event `exit`, the best of five. What Node takes down after it is not in the figure.',
    by: [{ run: own('exits', 'ends within') }, { run: tests(['package/processes'], 'it comes within') }],
  },
  {
    asks: '`process.exit()` and SIGTERM with 100 calls on their way, fifty times each: the exit code is the one asked for, and nothing crashes. What a user’s function throws is handled, or ends the process as everywhere.',
    by: [{ run: own('exits', 'on their way|throws') }, { run: tests(['calls/callbacks']) }],
  },
  {
    asks: '2,000 POSTs that are aborted or reach their time limit at random moments: no socket that holds a call stays open, no unhandled rejection, memory and listeners of a shared signal do not grow.',
    differs:
      'Idle connections of the pool stay open on purpose. The limit for the others is 2 s, not 50 ms, because the machine may be busy: the figure says what was seen. Memory may grow by 24 MB in 1,000 calls.',
    by: [{ run: own('aborts') }],
  },
  {
    asks: 'Bodies that stall, drip, break off, are too large, no JSON or damaged gzip: an error of the right class and code, in time.',
    by: [
      { run: tests(['reliability/reliability']), long: 'it causes 274 faults' },
      { run: tests(['calls/too-large', 'transport/compression']) },
    ],
  },
  {
    asks: '500 calls at once, half of which fail in the middle of the body: each has its own answer or error, and nothing crashes.',
    by: [{ run: own('bodies') }],
  },
  {
    asks: '200,000 calls with errors and aborts: nothing is lost or mixed up, and memory stands still. AddressSanitizer finds nothing in the addon.',
    by: [
      { run: 'node --expose-gc benchmark/soak.mjs --calls 200000', long: 'it makes 200,000 calls' },
      { run: 'node scripts/memory-check.mjs', long: 'it builds the addon with AddressSanitizer' },
    ],
  },
  {
    asks: 'A panic in synchronous, asynchronous and streaming code: an error, the process lives on, and the client still works.',
    by: [{ run: tests(['calls/panics']) }],
  },
  {
    asks: 'Loading starts no thread. The first call starts two at most, however many processors there are.',
    differs: 'No machine with 64 processors is to be had: sysconf() says 64, by a library that is loaded before.',
    by: [{ run: own('threads') }],
  },
  {
    asks: '`HTTPS_PROXY` with a login, `NO_PROXY` with networks, `NODE_EXTRA_CA_CERTS` and `SSL_CERT_FILE` with a private authority work as in Node.',
    by: [{ run: tests(['transport/outbound', 'transport/tls-trust']) }],
  },
  {
    asks: 'AsyncLocalStorage keeps its value across await, iterators, hooks, loggers and events.',
    by: [{ run: tests(['tracing/context']) }],
  },
  {
    asks: 'A subscriber of the channel gets method, template of the route, status and attempt; `traceparent` is sent. Without a subscriber nothing is made.',
    by: [{ run: tests(['tracing/channels', 'tracing/otel']) }],
  },
  {
    asks: 'Users of msw and nock: with the option `fetch` the calls go through JavaScript, and the documented recipe runs.',
    by: [{ run: tests(['examples/suites'], 'vitest') }, { run: own('suites', 'nock') }],
  },
  {
    asks: 'jest, vitest with threads and with forks, `node --test` with `--experimental-test-module-mocks`: instanceof holds, and no handle stays open.',
    by: [{ run: tests(['examples/suites']) }, { run: own('suites', 'jest|vitest|node --test') }],
  },
  {
    asks: 'The package loads on Alpine, without a shell and `ldd` (distroless), on Amazon Linux 2023, UBI 8 and Debian 11; no program is run to find out which C library there is.',
    gap: 'Alpine is not run by this check: [platforms.md](platforms.md) says when the builds for musl were last run. Images of Amazon Linux 2023 (glibc 2.34) and UBI 8 (2.28) cannot be had here: check 3 shows that the addon needs no more than 2.17.',
    by: [{ run: own('systems') }],
  },
  {
    asks: 'In the place of the official SDK: each of its methods sends the same request and makes the same value of the answer, and its types fit, except for a list of differences.',
    differs: 'The official SDK’s licence forbids to copy its tests; recorded requests of its methods take their place.',
    by: [{ run: tests(['calls/vectors', 'calls/migration', 'types/official', 'types/migration']) }],
  },
  {
    asks: 'A dry run of publishing: each platform package is there before the main one, and no release without provenance.',
    by: [{ run: tests(['release/gate', 'release/publish', 'release/workflows']) }],
  },
].map((check, index) => ({ number: index + 1, ...check }))
