#define _GNU_SOURCE
#include "Internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

// A pipe rather than an eventfd, which macOS lacks.
static int wake[2] = {-1, -1};
static _Atomic uint32_t pending;
static _Atomic uint32_t continuations;

static const struct {
  int number;
  uint32_t bit;
} watched[] = {
    {SIGTERM, CT_SIGNAL_TERMINATE}, {SIGQUIT, CT_SIGNAL_TERMINATE}, {SIGHUP, CT_SIGNAL_HANG_UP},
    {SIGINT, CT_SIGNAL_INTERRUPT},  {SIGWINCH, CT_SIGNAL_RESIZE},   {SIGCONT, CT_SIGNAL_CONTINUE},
    {SIGTSTP, CT_SIGNAL_STOP},
};
enum { WATCHED = sizeof watched / sizeof watched[0] };
static struct sigaction previous[WATCHED];
static struct sigaction previous_pipe;

static void note(int number) {
  int saved = errno;
  if (number == SIGCONT) atomic_fetch_add(&continuations, 1);
  for (int i = 0; i < WATCHED; i++) {
    if (watched[i].number == number) atomic_fetch_or(&pending, watched[i].bit);
  }
  // A full pipe is fine: it is readable already.
  ssize_t ignored = write(wake[1], "", 1);
  (void)ignored;
  errno = saved;
}

bool ct_install_signals(void) {
  if (wake[0] == -1) {
    if (pipe(wake) != 0) return false;
    for (int i = 0; i < 2; i++) {
      fcntl(wake[i], F_SETFD, FD_CLOEXEC);
      fcntl(wake[i], F_SETFL, O_NONBLOCK);
    }
  }
  struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < WATCHED; i++) sigaction(watched[i].number, &action, &previous[i]);
  struct sigaction ignore = {.sa_handler = SIG_IGN};
  sigaction(SIGPIPE, &ignore, &previous_pipe);
  return true;
}

void ct_remove_signals(void) {
  for (int i = 0; i < WATCHED; i++) sigaction(watched[i].number, &previous[i], NULL);
  sigaction(SIGPIPE, &previous_pipe, NULL);
}

bool ct_stop_group(void) {
  uint32_t before = atomic_load(&continuations);
  if (kill(0, SIGSTOP) != 0) return false;
  // With several threads the stop may begin on another one, and this one run on for a moment: what
  // it wrote then would take the terminal from the shell. Every stop ends with SIGCONT.
  while (atomic_load(&continuations) == before) usleep(1000);
  return true;
}

int ct_signal_descriptor(void) { return wake[0]; }

uint32_t ct_take_signals(void) {
  char buffer[64];
  while (wake[0] != -1 && read(wake[0], buffer, sizeof buffer) > 0) {
  }
  return atomic_exchange(&pending, 0);
}
