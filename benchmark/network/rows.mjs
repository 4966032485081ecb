// What the network benchmark measures, by the names that results and floors.json use.

export const NETWORK_ROWS = {
  account: 'first answer of a new process',
  page: 'first page of a new process',
  idle: 'page on a connection that was idle for 2 s',
  hot: 'page on a connection in use',
  burst: 'last answer of 1,000 calls at once, new process',
  singleCore: 'first answer of a new process on a single core',
}
