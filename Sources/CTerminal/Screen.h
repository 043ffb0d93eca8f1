// ncurses' part of a session.
#pragma once

#include "CTerminal.h"

ct_status ct_screen_start(bool colors);
void ct_screen_stop(void);
void ct_screen_resume(void);
void ct_screen_end(void);
