// With `output: 'standalone'` the package must stay in node_modules, where Next.js copies it from with its binary.

/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  serverExternalPackages: ['pipedream-native'],
}
