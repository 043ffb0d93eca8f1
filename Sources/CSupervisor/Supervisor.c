#define _GNU_SOURCE
#include "CSupervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/prctl.h>
#endif

enum { GRACE_MILLISECONDS = 5000 };

static const int stop_signals[] = {SIGTERM, SIGINT, SIGHUP};
enum { STOP_SIGNALS = sizeof stop_signals / sizeof stop_signals[0] };

// The self-pipe: handlers only write a byte that says which kind of signal came.
static int wake[2] = {-1, -1};

static void note(int number) {
  int saved = errno;
  // A full pipe is fine: it is readable already, and a stop is repeated by whoever means it.
  ssize_t ignored = write(wake[1], number == SIGCHLD ? "c" : "s", 1);
  (void)ignored;
  errno = saved;
}

static void say(const char *word, const char *what, int number) {
  char line[64];
  int length = what == NULL ? snprintf(line, sizeof line, "%s %d\n", word, number)
                            : snprintf(line, sizeof line, "%s %s %d\n", word, what, number);
  // The owner may be gone, and SIGPIPE is ignored; nobody is left to tell then.
  ssize_t ignored = write(STDOUT_FILENO, line, (size_t)length);
  (void)ignored;
}

static int fail(const char *what, int error) {
  say("failed", what, error);
  return 1;
}

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static bool close_on_exec(int descriptor) {
  return fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0;
}

static bool private_pipe(int ends[2]) {
  if (pipe(ends) != 0) return false;
  return close_on_exec(ends[0]) && close_on_exec(ends[1]);
}

static bool install_signals(void) {
  if (!private_pipe(wake)) return false;
  for (int i = 0; i < 2; i++) fcntl(wake[i], F_SETFL, O_NONBLOCK);
  struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < STOP_SIGNALS; i++) sigaction(stop_signals[i], &action, NULL);
  sigaction(SIGCHLD, &action, NULL);
  struct sigaction ignore = {.sa_handler = SIG_IGN};
  sigaction(SIGPIPE, &ignore, NULL);
  // The threads of Dispatch block signals, and a child of theirs begins so.
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  return true;
}

// The engine's standard output: its own end in `name`, ours returned; -1 where there is none.
static int open_terminal(char *name, size_t capacity) {
  int terminal = posix_openpt(O_RDWR | O_NOCTTY);
  if (terminal < 0) return -1;
  const char *other = NULL;
  if (close_on_exec(terminal) && grantpt(terminal) == 0 && unlockpt(terminal) == 0) {
    other = ptsname(terminal);
  }
  if (other == NULL || strlen(other) >= capacity) {
    close(terminal);
    return -1;
  }
  strcpy(name, other);
  fcntl(terminal, F_SETFL, O_NONBLOCK);
  return terminal;
}

// The child from fork to exec: only async-signal-safe calls. The settings of its terminal were made
// before.
static void become(char *const argv[], pid_t supervisor, int log, int output, int report) {
  setpgid(0, 0);
#if defined(__linux__)
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // It may have died before it could be asked to tell.
  if (getppid() != supervisor) _exit(127);
#else
  (void)supervisor;
#endif
  struct sigaction usual = {.sa_handler = SIG_DFL};
  for (int i = 0; i < STOP_SIGNALS; i++) sigaction(stop_signals[i], &usual, NULL);
  sigaction(SIGCHLD, &usual, NULL);
  sigaction(SIGPIPE, &usual, NULL);
  sigaction(SIGQUIT, &usual, NULL);
  int nothing = open("/dev/null", O_RDONLY);
  if (nothing >= 0 && dup2(nothing, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0 &&
      dup2(log, STDERR_FILENO) >= 0) {
    if (nothing > STDERR_FILENO) close(nothing);
    execvp(argv[0], argv);
  }
  int error = errno;
  ssize_t ignored = write(report, &error, sizeof error);
  (void)ignored;
  _exit(127);
}

// Copies what the engine wrote; false when its end is closed.
static bool copy(int terminal, int log) {
  char buffer[4096];
  while (true) {
    ssize_t count = read(terminal, buffer, sizeof buffer);
    if (count < 0) return errno == EAGAIN || errno == EINTR;
    if (count == 0) return false;
    // A full disk costs lines of the log, not the engine.
    ssize_t ignored = write(log, buffer, (size_t)count);
    (void)ignored;
  }
}

// Reads what there is; false at the end.
static bool drain_input(void) {
  char buffer[256];
  ssize_t count = read(STDIN_FILENO, buffer, sizeof buffer);
  return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN));
}

// Whether a signal to stop is among those that came.
static bool take_signals(void) {
  char buffer[64];
  bool stop = false;
  ssize_t count;
  while ((count = read(wake[0], buffer, sizeof buffer)) > 0) {
    stop = stop || memchr(buffer, 's', (size_t)count) != NULL;
  }
  return stop;
}

// Whether the engine has ended; then nothing of its group is left, and its end has been told.
static bool reap(pid_t engine, int terminal, int log) {
  siginfo_t info = {0};
  // Its number stays its own until the group is dead as well.
  if (waitid(P_PID, (id_t)engine, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0) {
    return false;
  }
  kill(-engine, SIGKILL);
  int status = 0;
  while (waitpid(engine, &status, 0) < 0 && errno == EINTR) {
  }
  if (terminal >= 0) copy(terminal, log);
  if (WIFSIGNALED(status)) {
    say("killed", NULL, WTERMSIG(status));
  } else {
    say("exited", NULL, WEXITSTATUS(status));
  }
  return true;
}

static void watch(pid_t engine, int terminal, int log) {
  bool stopping = false, killed = false, copies = terminal >= 0;
  long long deadline = 0;
  while (!reap(engine, terminal, log)) {
    struct pollfd polled[] = {
        {.fd = wake[0], .events = POLLIN},
        // Closed, broken or never there: nobody owns the engine.
        {.fd = stopping ? -1 : STDIN_FILENO, .events = POLLIN},
        {.fd = copies ? terminal : -1, .events = POLLIN},
    };
    int wait = -1;
    if (stopping && !killed) {
      long long left = deadline - now();
      wait = left > 0 ? (int)left : 0;
    }
    if (poll(polled, 3, wait) < 0 && errno != EINTR) break;
    bool stop = take_signals();
    if (polled[1].revents != 0) stop = stop || !drain_input();
    if (polled[2].revents != 0) copies = copy(terminal, log);
    if (stop && !stopping) {
      stopping = true;
      deadline = now() + GRACE_MILLISECONDS;
      kill(-engine, SIGTERM);
      // One that is stopped could not hear it.
      kill(-engine, SIGCONT);
    } else if (stopping && !killed && now() >= deadline) {
      killed = true;
      kill(-engine, SIGKILL);
    }
  }
}

/* The log lies in a private folder: only a file of this user's will do, and no link to one. */
static int open_log(const char *path) {
  int log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC,
                 0600);
  if (log < 0) return -1;
  struct stat status;
  if (fstat(log, &status) != 0 || !S_ISREG(status.st_mode) || status.st_uid != geteuid() ||
      status.st_nlink != 1) {
    close(log);
    errno = EPERM;
    return -1;
  }
  if ((status.st_mode & 077) != 0) fchmod(log, 0600);
  return log;
}

int precept_supervise(const char *log_path, char *const argv[]) {
  setsid();
  int log = open_log(log_path);
  if (log < 0) return fail("log", errno);
  int report[2];
  if (!install_signals() || !private_pipe(report)) return fail("fork", errno);
  char name[128];
  int terminal = open_terminal(name, sizeof name);
  int output = terminal < 0 ? -1 : open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (output >= 0) {
    // Lines end as they were written.
    struct termios settings;
    if (tcgetattr(output, &settings) == 0) {
      cfmakeraw(&settings);
      tcsetattr(output, TCSANOW, &settings);
    }
  }
  pid_t supervisor = getpid();
  pid_t engine = fork();
  if (engine < 0) return fail("fork", errno);
  if (engine == 0) become(argv, supervisor, log, output >= 0 ? output : log, report[1]);
  setpgid(engine, engine);
  close(report[1]);
  if (output >= 0) close(output);
  int error = 0;
  ssize_t count;
  while ((count = read(report[0], &error, sizeof error)) < 0 && errno == EINTR) {
  }
  close(report[0]);
  if (count == sizeof error) {
    while (waitpid(engine, NULL, 0) < 0 && errno == EINTR) {
    }
    return fail("exec", error);
  }
  say("started", NULL, (int)engine);
  watch(engine, terminal, log);
  return 0;
}
