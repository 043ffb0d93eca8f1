#include "CTerminal.h"

#include <curses.h>
// Its macros, such as columns, would get in the way of everything else here.
#include <term.h>
#include <unistd.h>

int32_t ct_terminfo_colors(const char *name) {
  int error = 0;
  if (setupterm(name, STDOUT_FILENO, &error) != OK) return -1;
  int count = tigetnum("colors");
  return count < 0 ? 0 : count;
}
