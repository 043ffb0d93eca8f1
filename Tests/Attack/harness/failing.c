// Loaded into Precept by LD_PRELOAD: lets the n-th call that changes a file fail, or kills the
// process there.
//
//   ATTACK_CALL   open, write, rename, sync, truncate, unlink, mkdir, read (opening to read), or any
//   ATTACK_AT     the number of the call, from 1
//   ATTACK_ERRNO  ENOSPC, EIO, EACCES, EROFS as a number; 0 kills with SIGKILL; -1 writes half of it
//   ATTACK_LAST   1: every later call of the kind fails, too
//   ATTACK_UNDER  only files below this folder count
//   ATTACK_ARMED  calls count only while this file exists; empty: always
//   ATTACK_LOG    a file that gets one line for each call that counts
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum verdict { GO, FAIL, HALF };

static const char *kind, *under, *armed, *log_path;
static long at, error_number;
static int lasting;
static atomic_long counted;

__attribute__((constructor)) static void read_orders(void) {
  kind = getenv("ATTACK_CALL");
  under = getenv("ATTACK_UNDER");
  armed = getenv("ATTACK_ARMED");
  log_path = getenv("ATTACK_LOG");
  const char *number = getenv("ATTACK_AT");
  at = number ? atol(number) : 0;
  number = getenv("ATTACK_ERRNO");
  error_number = number ? atol(number) : EIO;
  number = getenv("ATTACK_LAST");
  lasting = number && *number == '1';
}

static void note(long number, const char *call, const char *path) {
  if (!log_path) return;
  char line[PATH_MAX + 64];
  int length = snprintf(line, sizeof line, "%ld %s %s\n", number, call, path);
  int descriptor = (int)syscall(
      SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (descriptor < 0) return;
  syscall(SYS_write, descriptor, line, (size_t)length);
  syscall(SYS_close, descriptor);
}

static enum verdict judge(const char *call, const char *path) {
  if (!kind || !under || (strcmp(kind, "any") != 0 && strcmp(kind, call) != 0)) return GO;
  // A read changes nothing: "any" does not mean it.
  if (strcmp(kind, "any") == 0 && strcmp(call, "read") == 0) return GO;
  if (strncmp(path, under, strlen(under)) != 0) return GO;
  if (armed && *armed && syscall(SYS_access, armed, F_OK) != 0) return GO;
  long number = atomic_fetch_add(&counted, 1) + 1;
  note(number, call, path);
  if (number != at && !(lasting && number > at)) return GO;
  if (error_number == 0) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
  }
  if (error_number < 0) return HALF;
  errno = (int)error_number;
  return FAIL;
}

static enum verdict judge_at(const char *call, int folder, const char *path) {
  char whole[PATH_MAX * 2];
  if (path[0] == '/') return judge(call, path);
  if (folder == AT_FDCWD) {
    if (!getcwd(whole, PATH_MAX)) return GO;
  } else {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, whole, PATH_MAX - 1);
    if (length < 0) return GO;
    whole[length] = 0;
  }
  strncat(whole, "/", 2);
  strncat(whole, path, PATH_MAX - 1);
  return judge(call, whole);
}

static enum verdict judge_descriptor(const char *call, int descriptor) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return GO;
  path[length] = 0;
  return judge(call, path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static const char *opening(int flags) {
  return flags & (O_CREAT | O_TRUNC | O_WRONLY | O_RDWR) ? "open" : "read";
}

#define OPENING(name, folder, signature, call)                             \
  int name signature {                                                     \
    mode_t mode = 0;                                                       \
    if (flags & (O_CREAT | O_TMPFILE)) {                                   \
      va_list more;                                                        \
      va_start(more, flags);                                               \
      mode = (mode_t)va_arg(more, int);                                    \
      va_end(more);                                                        \
    }                                                                      \
    if (judge_at(opening(flags), folder, path) != GO) {                    \
      if (error_number < 0) errno = EIO;                                   \
      return -1;                                                           \
    }                                                                      \
    return call;                                                           \
  }

OPENING(open, AT_FDCWD, (const char *path, int flags, ...), REAL(open)(path, flags, mode))
OPENING(open64, AT_FDCWD, (const char *path, int flags, ...), REAL(open64)(path, flags, mode))
OPENING(openat, folder, (int folder, const char *path, int flags, ...),
        REAL(openat)(folder, path, flags, mode))
OPENING(openat64, folder, (int folder, const char *path, int flags, ...),
        REAL(openat64)(folder, path, flags, mode))

#define WRITING(name, signature, whole, half)                              \
  ssize_t name signature {                                                 \
    enum verdict verdict = judge_descriptor("write", descriptor);          \
    if (verdict == FAIL) return -1;                                        \
    if (verdict == HALF && count > 1) return half;                         \
    return whole;                                                          \
  }

WRITING(write, (int descriptor, const void *bytes, size_t count),
        REAL(write)(descriptor, bytes, count), REAL(write)(descriptor, bytes, count / 2))
WRITING(pwrite, (int descriptor, const void *bytes, size_t count, off_t offset),
        REAL(pwrite)(descriptor, bytes, count, offset),
        REAL(pwrite)(descriptor, bytes, count / 2, offset))
WRITING(pwrite64, (int descriptor, const void *bytes, size_t count, off64_t offset),
        REAL(pwrite64)(descriptor, bytes, count, offset),
        REAL(pwrite64)(descriptor, bytes, count / 2, offset))

#define STEP(name, call, judged, signature, arguments)                     \
  int name signature {                                                     \
    if (judged != GO && error_number > 0) return -1;                       \
    return REAL(name) arguments;                                           \
  }

STEP(rename, "rename", judge_at("rename", AT_FDCWD, to), (const char *from, const char *to), (from, to))
STEP(renameat, "rename", judge_at("rename", in, to),
     (int out, const char *from, int in, const char *to), (out, from, in, to))
STEP(renameat2, "rename", judge_at("rename", in, to),
     (int out, const char *from, int in, const char *to, unsigned flags), (out, from, in, to, flags))
STEP(link, "rename", judge_at("rename", AT_FDCWD, to), (const char *from, const char *to), (from, to))
STEP(linkat, "rename", judge_at("rename", in, to),
     (int out, const char *from, int in, const char *to, int flags), (out, from, in, to, flags))
STEP(fsync, "sync", judge_descriptor("sync", descriptor), (int descriptor), (descriptor))
STEP(fdatasync, "sync", judge_descriptor("sync", descriptor), (int descriptor), (descriptor))
STEP(ftruncate, "truncate", judge_descriptor("truncate", descriptor),
     (int descriptor, off_t length), (descriptor, length))
STEP(ftruncate64, "truncate", judge_descriptor("truncate", descriptor),
     (int descriptor, off64_t length), (descriptor, length))
STEP(unlink, "unlink", judge_at("unlink", AT_FDCWD, path), (const char *path), (path))
STEP(unlinkat, "unlink", judge_at("unlink", folder, path), (int folder, const char *path, int flags),
     (folder, path, flags))
STEP(mkdir, "mkdir", judge_at("mkdir", AT_FDCWD, path), (const char *path, mode_t mode), (path, mode))
STEP(mkdirat, "mkdir", judge_at("mkdir", folder, path), (int folder, const char *path, mode_t mode),
     (folder, path, mode))
