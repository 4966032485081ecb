module.exports = { setupFilesAfterEnv: ['./test/emulator.js'] }
