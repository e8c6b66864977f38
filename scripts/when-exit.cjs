// In the bundle the place of when-exit, which sends every signal to its own process a second time.
module.exports = (callback) => {
  process.once('exit', callback);
};
