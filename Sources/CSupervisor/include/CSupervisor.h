// A process that starts an engine, watches a pipe, and takes the engine along when the pipe ends.
//
// Why it exists: an engine that Precept started must never outlive it, however Precept ends, kill -9
// included. The only thing that the kernel does for a process that was killed is to close what it
// held; so its owner holds a pipe to this supervisor, and the end of that pipe is the order to stop.
// PR_SET_PDEATHSIG alone would not do: it fires when the *thread* that forked ends, and a Swift
// program forks on threads that come and go. Here it guards the other half, a supervisor that is
// killed itself, for it has one thread, the main one, from its start to its end.
//
// Why C: between fork and exec only async-signal-safe calls are allowed, which Swift does not
// promise. It must be called before anything has made a second thread.
//
// It can go when engines themselves end with a pipe that they inherit, or when swift-subprocess can
// tie the life of a child to that of its parent on every system.
#pragma once

// Runs argv[0], found in the PATH, and returns 0 when it has ended, or 1 when it could not be run.
//
// Standard error of the command goes to the end of the log, which is made with mode 0600. Its
// standard output is a pseudoterminal that is copied there: llama-server draws the progress of a
// download on a terminal only. Its input is empty. It leads a process group of its own, and this
// process a session of its own, so that no key of a terminal reaches either.
//
// It ends the group when standard input ends, or on SIGTERM, SIGINT or SIGHUP: with SIGTERM, and
// with SIGKILL after five seconds. On Linux the command is also killed when this process dies; on
// macOS nothing does that.
//
// Lines on standard output, each when it is true:
//   started PID
//   failed WHAT ERRNO     WHAT is log, fork or exec; nothing runs
//   exited STATUS
//   killed SIGNAL
int precept_supervise(const char *log_path, char *const argv[]);
