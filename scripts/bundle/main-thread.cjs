// In the bundle the place of worker_threads for write-file-atomic, which asks for the number of its thread.
exports.threadId = 0;
