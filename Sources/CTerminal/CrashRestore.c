#define _GNU_SOURCE
#include "Internal.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGSYS};
enum { FAULTS = sizeof faults / sizeof faults[0] };
static struct sigaction previous[FAULTS];
static bool installed, chains;
static char crash_note[1024];
static size_t crash_note_length;
// A stack overflow leaves no other stack to run on.
static char crash_stack[64 * 1024];

static const char restore[] = CT_MODES_OFF CT_SCREEN_OFF;

// Only async-signal-safe calls: the heap and ncurses may be what is broken.
static void restore_terminal(int number, siginfo_t *info, void *context) {
  (void)context;
  if (atomic_exchange(&ct_taken, false)) {
    ct_write_all(STDOUT_FILENO, restore, sizeof restore - 1);
    tcsetattr(STDIN_FILENO, TCSANOW, &ct_saved_settings);
    // Swift wrote "Fatal error: …" before the signal; now it can be read.
    ct_release_standard_error();
    ct_write_all(STDERR_FILENO, crash_note, crash_note_length);
  }
  struct sigaction next = {.sa_handler = SIG_DFL};
  for (int i = 0; i < FAULTS; i++) {
    if (faults[i] == number && chains) next = previous[i];
  }
  sigaction(number, &next, NULL);
  // A fault happens again as soon as we return; a signal that somebody sent does not.
  if (number == SIGABRT || info->si_code <= 0) raise(number);
}

void ct_install_crash_restore(const char *note) {
  if (installed) return;
  crash_note_length = strnlen(note, sizeof crash_note - 1);
  memcpy(crash_note, note, crash_note_length);
  // Swift's backtracer asks questions on a terminal, for 30 seconds; whoever wants it says so.
  chains = getenv("SWIFT_BACKTRACE") != NULL;
  stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
  sigaltstack(&stack, NULL);
  struct sigaction action = {
      .sa_sigaction = restore_terminal, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < FAULTS; i++) sigaction(faults[i], &action, &previous[i]);
  installed = true;
}

void ct_remove_crash_restore(void) {
  if (!installed) return;
  for (int i = 0; i < FAULTS; i++) sigaction(faults[i], &previous[i], NULL);
  installed = false;
}
