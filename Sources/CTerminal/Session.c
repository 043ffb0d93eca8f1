#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#include "Internal.h"
#include "Screen.h"

#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

atomic_bool ct_taken;
struct termios ct_saved_settings;

static bool is_open, is_utf8, mouse, has_title;

static bool choose_locale(void) {
  // LC_CTYPE alone: the decimal point of C code stays a point.
  setlocale(LC_CTYPE, "");
  static const char *const fallbacks[] = {"C.UTF-8", "en_US.UTF-8", "UTF-8"};
  for (int i = 0; i < 3 && strcmp(nl_langinfo(CODESET), "UTF-8") != 0; i++) {
    setlocale(LC_CTYPE, fallbacks[i]);
  }
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static void send_text(const char *text) { ct_send(text, strlen(text)); }

static void enter_modes(void) {
  send_text("\033[?2004h\033[?1004h");
  if (mouse) send_text("\033[?1000h\033[?1002h\033[?1006h");
}

// The order of the steps is the contract: handlers precede ncurses, which would else take the
// signals and end the process without saving anything.
ct_status ct_open(bool colors, const char *crash_note) {
  if (is_open) return CT_OPENED;
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return CT_NOT_A_TERMINAL;
  const char *name = getenv("TERM");
  if (name == NULL || *name == 0 || strcmp(name, "dumb") == 0 || strcmp(name, "unknown") == 0) {
    return CT_TERMINAL_UNKNOWN;
  }
  if (tcgetattr(STDIN_FILENO, &ct_saved_settings) != 0) return CT_SYSTEM_ERROR;
  if (!ct_install_signals()) return CT_SYSTEM_ERROR;
  ct_install_crash_restore(crash_note);
  is_utf8 = choose_locale();
  ct_capture_standard_error();
  atomic_store(&ct_taken, true);
  ct_status status = ct_screen_start(colors);
  is_open = true;
  if (status != CT_OPENED) {
    // Our modes were not entered, and a terminal that is not known might print what leaves them.
    atomic_store(&ct_taken, false);
    ct_screen_stop();
    tcsetattr(STDIN_FILENO, TCSANOW, &ct_saved_settings);
    ct_release_standard_error();
    ct_close();
    return status;
  }
  enter_modes();
  // Whether synchronised updates are known, and a question that every terminal answers, as the end
  // of the answers. Apple's Terminal shows the "p" of the first instead.
  const char *program = getenv("TERM_PROGRAM");
  if (program == NULL || strcmp(program, "Apple_Terminal") != 0) send_text("\033[?2026$p");
  send_text("\033[c");
  return CT_OPENED;
}

void ct_leave(void) {
  if (!is_open || !atomic_load(&ct_taken)) return;
  send_text(CT_MODES_OFF);
  atomic_store(&ct_taken, false);
  ct_screen_stop();
  tcsetattr(STDIN_FILENO, TCSANOW, &ct_saved_settings);
  ct_release_standard_error();
}

void ct_enter(void) {
  if (!is_open) return;
  if (!atomic_load(&ct_taken)) ct_capture_standard_error();
  atomic_store(&ct_taken, true);
  ct_screen_resume();
  enter_modes();
}

void ct_close(void) {
  if (!is_open) return;
  // Back to the title that was pushed.
  if (has_title) send_text("\033[23;2t");
  ct_leave();
  ct_screen_end();
  ct_remove_crash_restore();
  ct_remove_signals();
  is_open = has_title = mouse = false;
}

bool ct_suspend(void) {
  // The leader of a session has no shell above it that could say `fg`.
  if (!is_open || getsid(0) == getpid() || getppid() == 1) return false;
  ct_leave();
  // The whole group, or a parent such as `sh -c` would go on waiting in the foreground.
  bool stopped = ct_stop_group();
  ct_enter();
  return stopped;
}

bool ct_is_utf8(void) { return is_utf8; }

ct_size ct_size_now(void) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
    return (ct_size){.columns = size.ws_col, .rows = size.ws_row};
  }
  return (ct_size){.columns = 80, .rows = 24};
}

void ct_set_mouse(bool on) {
  if (on == mouse) return;
  mouse = on;
  // 1003, every movement, would flood; 1006 lifts the limit of 223 columns.
  send_text(
      on ? "\033[?1000h\033[?1002h\033[?1006h" : "\033[?1002l\033[?1000l\033[?1006l");
}

void ct_set_title(const char *title) {
  // The Linux console has no title, and old ones print it.
  const char *name = getenv("TERM");
  if (name == NULL || strncmp(name, "linux", 5) == 0) return;
  if (!has_title) send_text("\033[22;2t");
  has_title = true;
  send_text("\033]2;");
  send_text(title);
  send_text("\007");
}

void ct_send(const void *bytes, size_t count) {
  if (atomic_load(&ct_taken)) ct_write_all(STDOUT_FILENO, bytes, count);
}
