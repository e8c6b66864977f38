// In the bundle the place of when-exit (of conf), which sends every signal to its own process a second time: the echo
// would count as the second signal that leaves at once.
module.exports = (callback) => {
  process.once('exit', callback);
};
