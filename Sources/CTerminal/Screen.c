#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include "Internal.h"
#include "Screen.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#if defined(NCURSES_EXT_COLORS) && NCURSES_EXT_COLORS && NCURSES_VERSION_PATCH >= 20170401
#define HAS_EXTENDED_PAIRS 1
#else
#define HAS_EXTENDED_PAIRS 0
#endif

#ifndef A_ITALIC
#define A_ITALIC A_NORMAL
#endif

enum { CT_SIDE_AT_FIRST = 10000, CT_CELLS_AT_FIRST = 1000000 };

static SCREEN *screen;
// The terminal type that is drawn for in place of TERM; NULL where TERM is known.
static const char *substitute;
static bool has_colors_now, synchronized;
// The number of the pair of each foreground and background, from the default colour on; 0 if it is
// not allocated yet.
static int pairs[17][17];
static int pair_count;
static cchar_t *row_buffer;
static int row_capacity;

// The program decides what it draws in a window of any size. Until then ncurses must not make room
// for the four thousand million cells that a window can claim to have; it counts in shorts, too.
static ct_size size_at_first(void) {
  ct_size size = ct_size_now();
  bool fits = size.columns <= CT_SIDE_AT_FIRST && size.rows <= CT_SIDE_AT_FIRST;
  if (fits && size.columns * size.rows <= CT_CELLS_AT_FIRST) return size;
  return (ct_size){.columns = 80, .rows = 24};
}

// Terminals that understand what xterm does, and whose own entry a machine often lacks: one that is
// reached by ssh has not the terminal installed. A name that ends in -256color, or in -direct, is that
// of such a terminal too.
static bool is_like_xterm(const char *name) {
  static const char *const prefixes[] = {
      "xterm",  "kitty",  "ghostty", "alacritty", "foot",    "wezterm", "contour", "rio",
      "tmux",   "screen", "rxvt",    "st-",       "konsole", "vte",     "gnome",   "mintty",
      "iterm",  "putty",  "ms-terminal",
  };
  if (name == NULL) return false;
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
    if (strncmp(name, prefixes[i], strlen(prefixes[i])) == 0) return true;
  }
  const char *end = strrchr(name, '-');
  return end != NULL && (strcmp(end, "-256color") == 0 || strcmp(end, "-direct") == 0);
}

const char *ct_substitute(void) { return substitute; }

ct_status ct_screen_start(bool colors) {
  // The size is the terminal's, not what LINES and COLUMNS once were; it follows below.
  use_env(FALSE);
  use_tioctl(FALSE);
  // Not initscr, which ends the process where it fails.
  screen = newterm(NULL, stdout, stdin);
  substitute = NULL;
  if (screen == NULL && is_like_xterm(getenv("TERM"))) {
    static const char *const known[] = {"xterm-256color", "xterm", "vt220", "vt100"};
    for (int i = 0; i < 4 && screen == NULL; i++) {
      screen = newterm(known[i], stdout, stdin);
      if (screen != NULL) substitute = known[i];
    }
  }
  if (screen == NULL) return CT_TERMINAL_UNKNOWN;
  set_term(screen);
  if (tigetstr("cup") == NULL || tigetstr("cup") == (char *)-1) return CT_CANNOT_ADDRESS_CURSOR;
  raw();
  noecho();
  nonl();
  // Else doupdate stops half way as soon as a key is waiting.
  typeahead(-1);
  leaveok(stdscr, FALSE);
  scrollok(stdscr, FALSE);
  has_colors_now = colors && has_colors() && start_color() == OK;
  if (has_colors_now) use_default_colors();
  ct_resize(size_at_first());
  return CT_OPENED;
}

void ct_screen_stop(void) {
  if (screen != NULL && !isendwin()) endwin();
}

void ct_screen_resume(void) {
  if (screen == NULL) return;
  reset_prog_mode();
  ct_resize(size_at_first());
  // After endwin this writes the alternate screen's sequence; with nothing changed, little else.
  clearok(curscr, TRUE);
  wnoutrefresh(stdscr);
  doupdate();
}

void ct_screen_end(void) {
  if (screen != NULL) delscreen(screen);
  screen = NULL;
  free(row_buffer);
  row_buffer = NULL;
  row_capacity = pair_count = 0;
  has_colors_now = synchronized = false;
  for (int i = 0; i < 17 * 17; i++) pairs[i / 17][i % 17] = 0;
}

int32_t ct_colors(void) { return has_colors_now ? COLORS : 0; }

void ct_resize(ct_size size) {
  if (screen == NULL) return;
  if (size.rows != LINES || size.columns != COLS) resize_term(size.rows, size.columns);
  clearok(curscr, TRUE);
}

void ct_repaint(void) {
  if (screen != NULL) clearok(curscr, TRUE);
}

void ct_set_synchronized(bool on) { synchronized = on; }

// Eight colours have no bright ones: bold stands in, and dim for bright black, which bold black
// would leave invisible on many terminals.
static int pair(int foreground, int background, attr_t *attributes) {
  if (!has_colors_now) return 0;
  if (COLORS < 16) {
    if (foreground == 8) {
      foreground = -1;
      *attributes |= A_DIM;
    } else if (foreground > 8) {
      foreground -= 8;
      *attributes |= A_BOLD;
    }
    if (background >= 8) background -= 8;
  }
  if (foreground == -1 && background == -1) return 0;
  int *slot = &pairs[foreground + 1][background + 1];
  if (*slot == 0 && pair_count + 1 < COLOR_PAIRS) {
#if HAS_EXTENDED_PAIRS
    bool done = init_extended_pair(pair_count + 1, foreground, background) == OK;
#else
    bool done = init_pair((short)(pair_count + 1), (short)foreground, (short)background) == OK;
#endif
    if (done) *slot = ++pair_count;
  }
  return *slot;
}

static attr_t curses_attributes(uint8_t attributes) {
  attr_t result = A_NORMAL;
  if (attributes & CT_BOLD) result |= A_BOLD;
  if (attributes & CT_DIM) result |= A_DIM;
  if (attributes & CT_ITALIC) result |= A_ITALIC;
  if (attributes & CT_UNDERLINE) result |= A_UNDERLINE;
  if (attributes & CT_REVERSE) result |= A_REVERSE;
  return result;
}

// Whether the C library, and so ncurses, sees the glyph as wide as we do. setcchar reports no loss.
static bool is_agreed(const ct_cell *cell) {
  if (cell->count == 0 || wcwidth((wchar_t)cell->scalars[0]) != cell->columns) return false;
  for (int i = 1; i < cell->count; i++) {
    if (wcwidth((wchar_t)cell->scalars[i]) != 0) return false;
  }
  return true;
}

static void set_cell(cchar_t *target, const wchar_t *text, attr_t attributes, int number) {
#if HAS_EXTENDED_PAIRS
  setcchar(target, text, attributes, 0, &number);
#else
  setcchar(target, text, attributes, (short)number, NULL);
#endif
}

void ct_put_row(int32_t row, const ct_cell *cells, int32_t count) {
  if (screen == NULL || !atomic_load(&ct_taken)) return;
  if (row_capacity < count * 2) {
    cchar_t *grown = realloc(row_buffer, sizeof(cchar_t) * (size_t)count * 2);
    if (grown == NULL) return;
    row_buffer = grown;
    row_capacity = count * 2;
  }
  int used = 0;
  for (int32_t i = 0; i < count; i++) {
    const ct_cell *cell = &cells[i];
    attr_t attributes = curses_attributes(cell->attributes);
    int number = pair(cell->foreground, cell->background, &attributes);
    if (is_agreed(cell)) {
      wchar_t text[CT_SCALARS + 1] = {0};
      for (int j = 0; j < cell->count && j < CT_SCALARS; j++) text[j] = (wchar_t)cell->scalars[j];
      set_cell(&row_buffer[used++], text, attributes, number);
    } else {
      set_cell(&row_buffer[used++], ct_is_utf8() ? L"\uFFFD" : L"?", attributes, number);
      if (cell->columns == 2) set_cell(&row_buffer[used++], L" ", attributes, number);
    }
  }
  mvwadd_wchnstr(stdscr, row, 0, row_buffer, used);
}

void ct_flush(int32_t row, int32_t column, bool visible) {
  if (screen == NULL || !atomic_load(&ct_taken)) return;
  // Through the buffer of ncurses, so that mark and frame leave in one write.
  if (synchronized) putp("\033[?2026h");
  curs_set(visible ? 1 : 0);
  if (visible) wmove(stdscr, row, column);
  wnoutrefresh(stdscr);
  doupdate();
  if (synchronized) ct_send("\033[?2026l", 8);
}
