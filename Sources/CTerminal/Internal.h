// What the files of this target share.
#pragma once

#include "CTerminal.h"

#include <stdatomic.h>
#include <termios.h>

// Leaves every mode that we may have entered, for a crash: ncurses cannot be asked then.
#define CT_MODES_OFF \
  "\033[?2026l\033[?2004l\033[?1002l\033[?1000l\033[?1006l\033[?1004l"
#define CT_SCREEN_OFF "\033[?25h\033[0m\033[?1049l"

// Whether the terminal is ours at the moment.
extern atomic_bool ct_taken;
extern struct termios ct_saved_settings;

void ct_write_all(int descriptor, const void *bytes, size_t count);

bool ct_install_signals(void);
void ct_remove_signals(void);
// Stops the process group and returns when it was continued; false if it could not be stopped.
bool ct_stop_group(void);
void ct_install_crash_restore(const char *note);
void ct_remove_crash_restore(void);

// Standard error goes to an unlinked file while the screen is up; what was written comes out on the
// real one at release. Release is safe in a signal handler.
void ct_capture_standard_error(void);
void ct_release_standard_error(void);
