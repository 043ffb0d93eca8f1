#define _GNU_SOURCE
#include "Internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static _Atomic int real = -1;
static _Atomic int captured = -1;

void ct_write_all(int descriptor, const void *bytes, size_t count) {
  const char *rest = bytes;
  while (count > 0) {
    ssize_t written = write(descriptor, rest, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    rest += written;
    count -= (size_t)written;
  }
}

void ct_capture_standard_error(void) {
  // Sent elsewhere by the user, it cannot disturb the screen.
  if (captured != -1 || !isatty(STDERR_FILENO)) return;
  const char *folder = getenv("TMPDIR");
  char path[4096];
  int length = snprintf(
      path, sizeof path, "%s/precept-stderr-XXXXXX", folder && *folder ? folder : "/tmp");
  int file = length > 0 && (size_t)length < sizeof path ? mkstemp(path) : -1;
  if (file >= 0) {
    unlink(path);
  } else {
    file = open("/dev/null", O_RDWR);
    if (file < 0) return;
  }
  fcntl(file, F_SETFD, FD_CLOEXEC);
  fcntl(file, F_SETFL, O_APPEND);
  int copy = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (copy < 0 || dup2(file, STDERR_FILENO) < 0) {
    close(file);
    if (copy >= 0) close(copy);
    return;
  }
  real = copy;
  captured = file;
}

void ct_release_standard_error(void) {
  int file = atomic_exchange(&captured, -1);
  int target = atomic_exchange(&real, -1);
  if (file < 0 || target < 0) return;
  dup2(target, STDERR_FILENO);
  close(target);
  lseek(file, 0, SEEK_SET);
  char buffer[4096];
  ssize_t count;
  while ((count = read(file, buffer, sizeof buffer)) > 0) {
    ct_write_all(STDERR_FILENO, buffer, (size_t)count);
  }
  close(file);
}
