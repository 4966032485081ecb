export * from './js/stores.js'
