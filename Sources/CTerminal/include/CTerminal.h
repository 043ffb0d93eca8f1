// The last mile to the terminal, in our own vocabulary.
//
// Why C: ncurses' constants are computed macros, its variables are shared mutable state that Swift 6
// refuses, and what runs in a signal handler must not enter the Swift runtime. No ncurses name
// leaves this target. It can go when a Swift terminal library draws wide and combining characters
// right and restores the screen after a crash.
//
// Everything but ct_take_signals, ct_signal_descriptor and ct_size_now belongs to one thread.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  int32_t columns, rows;
} ct_size;

enum { CT_SCALARS = 5, CT_DEFAULT_COLOR = -1 };

enum { CT_BOLD = 1, CT_DIM = 2, CT_ITALIC = 4, CT_UNDERLINE = 8, CT_REVERSE = 16 };

// One glyph: a spacing scalar and its marks.
typedef struct {
  uint32_t scalars[CT_SCALARS];
  uint8_t count;
  // 1 or 2.
  uint8_t columns;
  // 0...15 in ANSI order, or CT_DEFAULT_COLOR.
  int8_t foreground, background;
  uint8_t attributes;
} ct_cell;

typedef enum {
  CT_OPENED,
  CT_NOT_A_TERMINAL,
  CT_TERMINAL_UNKNOWN,
  CT_CANNOT_ADDRESS_CURSOR,
  CT_SYSTEM_ERROR,
} ct_status;

// Takes the terminal: saves its settings, installs the signal and crash handlers, captures standard
// error, starts ncurses and enters our modes. `crash_note` is shown after a crash, once the screen
// is back; it is copied, up to 1023 bytes.
ct_status ct_open(bool colors, const char *crash_note);
// Gives the terminal back. Does nothing if it is not taken.
void ct_close(void);
// Gives the terminal back for a while: a suspension, an editor.
void ct_leave(void);
// Takes it again after ct_leave, or after the shell stopped and continued us; the next ct_flush
// repaints everything.
void ct_enter(void);
// Leaves, stops the whole process group, and enters when continued. Returns false, having done
// nothing, if no shell is there to continue us.
bool ct_suspend(void);

// The terminal type that is drawn for because terminfo has no entry for TERM; NULL where it has one.
const char *ct_substitute(void);
// The number of colours that the terminal has; 0 if they were not asked for.
int32_t ct_colors(void);
// Whether characters beyond ASCII can be drawn.
bool ct_is_utf8(void);

ct_size ct_size_now(void);

// How many colours terminfo says that a terminal of that name has, 0 if none; -1 if it does not know
// the name. For reports, in a process that does not call ct_open.
int32_t ct_terminfo_colors(const char *name);
// Adapts to the size and repaints everything with the next ct_flush.
void ct_resize(ct_size size);
// Replaces one row from its first column on. A glyph on whose width the C library does not agree is
// drawn as U+FFFD, filled up to its columns, so that nothing after it shifts.
void ct_put_row(int32_t row, const ct_cell *cells, int32_t count);
// Sends what changed, and puts the cursor there or hides it.
void ct_flush(int32_t row, int32_t column, bool visible);
void ct_repaint(void);
// Wraps each flush in a synchronised update (private mode 2026).
void ct_set_synchronized(bool on);
void ct_set_mouse(bool on);
// `title` must hold printable characters only.
void ct_set_title(const char *title);
// Sends bytes past ncurses. Nothing is sent while the terminal is not taken.
void ct_send(const void *bytes, size_t count);

enum {
  CT_SIGNAL_TERMINATE = 1,
  CT_SIGNAL_HANG_UP = 2,
  CT_SIGNAL_INTERRUPT = 4,
  CT_SIGNAL_RESIZE = 8,
  CT_SIGNAL_CONTINUE = 16,
  CT_SIGNAL_STOP = 32,
};

// Readable when signals have come; -1 before ct_open.
int ct_signal_descriptor(void);
// The signals since the last call. Safe on any thread.
uint32_t ct_take_signals(void);
