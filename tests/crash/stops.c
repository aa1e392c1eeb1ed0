/* Preloaded into a process: counts its file operations on files whose path begins with a prefix, and stops the process
   before those that were asked for, so that whoever waits for it can copy the files, let it go on, or kill it there. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/types.h>

static char prefix[4096];
static long count, every, at;
static int syncs, told = -1;

/* Watch files whose path begins with `which`: stop before operation `first`, before every `step`-th and, with `all_syncs`,
   before every fsync; each stop is one line in the file descriptor `into`. */
void stops_begin(const char *which, long first, long step, int all_syncs, int into) {
    snprintf(prefix, sizeof prefix, "%s", which);
    count = 0, at = first, every = step, syncs = all_syncs, told = into;
}

long stops_count(void) { return count; }

/* 1 where the process was stopped before this operation. */
static int stop(const char *what, const char *path, int is_sync) {
    if (!prefix[0] || strncmp(path, prefix, strlen(prefix)) != 0)
        return 0;
    count++;
    if (count != at && !(every && count % every == 0) && !(syncs && is_sync))
        return 0;
    if (told >= 0)
        dprintf(told, "%ld %s %s\n", count, what, path);
    raise(SIGSTOP);
    return 1;
}

static int stop_at(const char *what, int fd, int is_sync) {
    char link[64], path[4096];
    if (!prefix[0])
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return 0;
    path[length] = 0;
    return stop(what, path, is_sync);
}

#define REAL(name, type) \
    static __typeof__(type) real; \
    if (!real) \
        real = (__typeof__(type))dlsym(RTLD_NEXT, name);

#define WRITER(name, offset) \
    ssize_t name(int fd, const void *data, size_t size, offset where) { \
        REAL(#name, ssize_t(*)(int, const void *, size_t, offset)) \
        stop_at("write", fd, 0); \
        return real(fd, data, size, where); \
    }
WRITER(pwrite, off_t)
WRITER(pwrite64, off64_t)

#define READER(name, offset) \
    ssize_t name(int fd, void *data, size_t size, offset where) { \
        REAL(#name, ssize_t(*)(int, void *, size_t, offset)) \
        stop_at("read", fd, 0); \
        return real(fd, data, size, where); \
    }
READER(pread, off_t)
READER(pread64, off64_t)

ssize_t write(int fd, const void *data, size_t size) {
    REAL("write", ssize_t(*)(int, const void *, size_t))
    if (fd != told)
        stop_at("write", fd, 0);
    return real(fd, data, size);
}

int fsync(int fd) {
    REAL("fsync", int (*)(int))
    stop_at("sync", fd, 1);
    return real(fd);
}

int fdatasync(int fd) {
    REAL("fdatasync", int (*)(int))
    stop_at("sync", fd, 1);
    return real(fd);
}

int ftruncate(int fd, off_t size) {
    REAL("ftruncate", int (*)(int, off_t))
    stop_at("truncate", fd, 0);
    return real(fd, size);
}

int ftruncate64(int fd, off64_t size) {
    REAL("ftruncate64", int (*)(int, off64_t))
    stop_at("truncate", fd, 0);
    return real(fd, size);
}

int rename(const char *from, const char *to) {
    REAL("rename", int (*)(const char *, const char *))
    stop("rename", to, 0);
    return real(from, to);
}

int unlink(const char *path) {
    REAL("unlink", int (*)(const char *))
    stop("unlink", path, 0);
    return real(path);
}
