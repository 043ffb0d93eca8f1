// Preloaded into precept, makes its main empty: everything is linked, loaded and relocated as ever,
// then one byte is written. Without EMPTY_MAIN in the environment it changes nothing, so that it
// can be loaded into both sides of the comparison.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

typedef int (*main_function)(int, char **, char **);
typedef int (*start_function)(
    main_function, int, char **, void (*)(void), void (*)(void), void (*)(void), void *);

static int empty(int count, char **arguments, char **environment) {
  (void)count, (void)arguments, (void)environment;
  return write(STDOUT_FILENO, ".", 1) == 1 ? 0 : 1;
}

int __libc_start_main(
    main_function entry, int count, char **arguments, void (*init)(void), void (*fini)(void),
    void (*linker_fini)(void), void *stack_end) {
  start_function next = (start_function)dlsym(RTLD_NEXT, "__libc_start_main");
  if (getenv("EMPTY_MAIN") != NULL) entry = empty;
  return next(entry, count, arguments, init, fini, linker_fini, stack_end);
}
