// The version in package.json. `npm run generate` writes it here.

export const version = '0.1.0'
