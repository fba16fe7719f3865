// Swift's Glibc module lacks renameat2, the only call that exchanges two folders in one step.
#ifndef REVSITE_RENAME_EXCHANGE_H
#define REVSITE_RENAME_EXCHANGE_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Exchanges two paths atomically. Returns 0, or the value of errno.
static inline int revsite_rename_exchange(const char *first, const char *second) {
    const unsigned int exchange = 2;  // RENAME_EXCHANGE
    long result = syscall(SYS_renameat2, AT_FDCWD, first, AT_FDCWD, second, exchange);
    return result == 0 ? 0 : errno;
}

#endif
