/* Numbers every call of a process that changes files below one folder, and interferes with one of them.

   A seccomp filter hands such calls to a handler here, whoever makes them: SQLite, Rust without libc, stdio
   inside glibc. The handler makes the call itself, from the one place that the filter lets through. The clock
   is another's too (LD_PRELOAD), so that it can jump between two calls. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <ucontext.h>

#define LONGEST 4096
#define LENGTH(x) (sizeof(x) / sizeof((x)[0]))

enum { NOTHING, KILL, REFUSE, JUMP };

struct record { /* then both paths and what was written */
    int32_t call, error;
    int64_t offset, size; /* of a truncation: the new size */
    int32_t path, other, flags, thread;
};

static struct {
    char folder[LONGEST];
    size_t length;
    long number, first, last;
    int trace, action, error, reads, busy;
    int64_t jump;
} plan = {.trace = -1};

static int64_t ahead; /* seconds that the clock is */

long quoth_call(long number, long a, long b, long c, long d, long e, long f);
extern char quoth_called[];
__asm__(".text\n.globl quoth_call\nquoth_call:\n"
        "mov %rdi, %rax\nmov %rsi, %rdi\nmov %rdx, %rsi\nmov %rcx, %rdx\nmov %r8, %r10\nmov %r9, %r8\n"
        "mov 8(%rsp), %r9\nsyscall\n.globl quoth_called\nquoth_called:\nret\n");

static const int WRITING[] = {
    SYS_write,  SYS_pwrite64, SYS_writev,    SYS_pwritev,   SYS_pwritev2, SYS_sendfile,  SYS_copy_file_range,
    SYS_fsync,  SYS_fdatasync, SYS_rename,   SYS_renameat,  SYS_renameat2, SYS_ftruncate, SYS_truncate,
    SYS_unlink, SYS_unlinkat, SYS_mkdir,     SYS_mkdirat,   SYS_rmdir,    SYS_link,      SYS_linkat,
    SYS_open,   SYS_openat,   SYS_creat,     SYS_fallocate, SYS_symlink,  SYS_symlinkat, SYS_msync,
    SYS_sync_file_range};
static const int READING[] = {SYS_read, SYS_pread64};

static size_t named(int fd, char *path) {
    char link[64] = "/proc/self/fd/", digits[16];
    int at = 14, n = 0;
    do digits[n++] = '0' + fd % 10; while (fd /= 10);
    while (n) link[at++] = digits[--n];
    link[at] = 0;
    long size = quoth_call(SYS_readlink, (long)link, (long)path, LONGEST - 1, 0, 0, 0);
    path[size < 0 ? 0 : size] = 0;
    return size < 0 ? 0 : size;
}

static size_t below(int folder, const char *name, char *path) {
    size_t at = 0;
    if (name[0] != '/') {
        if (folder == AT_FDCWD) {
            long size = quoth_call(SYS_getcwd, (long)path, LONGEST - 1, 0, 0, 0, 0);
            at = size > 0 ? size - 1 : 0;
        } else at = named(folder, path);
        path[at++] = '/';
    }
    size_t size = strlen(name);
    if (at + size >= LONGEST) return 0;
    memcpy(path + at, name, size + 1);
    return at + size;
}

static int is_ours(const char *path) {
    return !strncmp(path, plan.folder, plan.length) && (path[plan.length] == '/' || !path[plan.length]);
}

struct call {
    long number, a[6];
    char path[LONGEST], other[LONGEST];
    int by_fd, allocates, opens, flags;
};

static void understand(struct call *it) {
    long *a = it->a;
    it->other[0] = 0;
    switch (it->number) {
    case SYS_open: below(AT_FDCWD, (char *)a[0], it->path); it->opens = 1; it->flags = a[1]; break;
    case SYS_creat:
        below(AT_FDCWD, (char *)a[0], it->path); it->opens = 1; it->flags = O_CREAT | O_TRUNC | O_WRONLY; break;
    case SYS_openat: below(a[0], (char *)a[1], it->path); it->opens = 1; it->flags = a[2]; break;
    case SYS_rename: case SYS_link:
        below(AT_FDCWD, (char *)a[0], it->path); below(AT_FDCWD, (char *)a[1], it->other); break;
    case SYS_renameat: case SYS_renameat2: case SYS_linkat:
        below(a[0], (char *)a[1], it->path); below(a[2], (char *)a[3], it->other); break;
    case SYS_unlink: case SYS_rmdir: case SYS_mkdir: case SYS_truncate:
        below(AT_FDCWD, (char *)a[0], it->path); break;
    case SYS_symlink: below(AT_FDCWD, (char *)a[1], it->path); break;
    case SYS_symlinkat: below(a[1], (char *)a[2], it->path); break;
    case SYS_unlinkat: it->flags = a[2]; below(a[0], (char *)a[1], it->path); break;
    case SYS_mkdirat: below(a[0], (char *)a[1], it->path); break;
    case SYS_copy_file_range: it->by_fd = 1; named(a[2], it->path); break;
    case SYS_msync: it->path[0] = 0; break;
    default: it->by_fd = 1; named(a[0], it->path);
    }
    it->allocates = it->opens ? !!(it->flags & O_CREAT)
                              : it->number != SYS_unlink && it->number != SYS_unlinkat && it->number != SYS_rmdir &&
                                    it->number != SYS_read && it->number != SYS_pread64;
}

static int applies(const struct call *it, int error) {
    if (error == EMFILE) return it->opens;
    if (error == ENOSPC) return it->allocates;
    return 1;
}

static void put(const struct iovec *parts, int count) {
    quoth_call(SYS_writev, plan.trace, (long)parts, count, 0, 0, 0);
}

static void note(struct call *it, long result, int64_t before) {
    struct record record = {.call = it->number, .error = result < 0 ? -result : 0, .flags = it->flags};
    static char copied[1 << 20];
    struct iovec parts[3 + 64] = {{&record, sizeof record}, {it->path, strlen(it->path)}, {it->other, strlen(it->other)}};
    int count = 3;
    long *a = it->a, left = result > 0 ? result : 0;
    record.path = parts[1].iov_len, record.other = parts[2].iov_len;
    switch (it->number) {
    case SYS_write:
        parts[count++] = (struct iovec){(void *)a[1], left};
        record.offset = quoth_call(SYS_lseek, a[0], 0, SEEK_CUR, 0, 0, 0) - left; break;
    case SYS_pwrite64: parts[count++] = (struct iovec){(void *)a[1], left}; record.offset = a[3]; break;
    case SYS_writev: case SYS_pwritev: case SYS_pwritev2: {
        struct iovec *given = (void *)a[1];
        record.offset = it->number == SYS_writev ? quoth_call(SYS_lseek, a[0], 0, SEEK_CUR, 0, 0, 0) - left : a[3];
        for (int i = 0; i < a[2] && left > 0 && count < (int)LENGTH(parts); i++) {
            size_t size = given[i].iov_len < (size_t)left ? given[i].iov_len : (size_t)left;
            parts[count++] = (struct iovec){given[i].iov_base, size}, left -= size;
        }
        break;
    }
    case SYS_sendfile: case SYS_copy_file_range: {
        int from = it->number == SYS_sendfile ? a[1] : a[0], to = it->number == SYS_sendfile ? a[0] : a[2];
        if (left > (long)sizeof copied) left = sizeof copied, record.error = EFBIG; /* noted in part: told */
        quoth_call(SYS_pread64, from, (long)copied, left, before, 0, 0);
        parts[count++] = (struct iovec){copied, left};
        record.offset = quoth_call(SYS_lseek, to, 0, SEEK_CUR, 0, 0, 0) - left; break;
    }
    case SYS_ftruncate: case SYS_truncate: record.offset = a[1]; break;
    case SYS_fallocate: record.offset = a[2] + a[3]; break;
    }
    for (int i = 3; i < count; i++) record.size += parts[i].iov_len;
    record.thread = quoth_call(SYS_gettid, 0, 0, 0, 0, 0, 0);
    put(parts, count);
}

static long made(struct call *it) {
    return quoth_call(it->number, it->a[0], it->a[1], it->a[2], it->a[3], it->a[4], it->a[5]);
}

static void handle(int signal, siginfo_t *told, void *context) {
    (void)signal;
    int kept = errno;
    greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;
    struct call it = {.number = told->si_syscall, .a = {r[REG_RDI], r[REG_RSI], r[REG_RDX], r[REG_R10], r[REG_R8], r[REG_R9]}};
    understand(&it);
    if (!is_ours(it.path) && !(it.other[0] && is_ours(it.other))) {
        r[REG_RAX] = made(&it);
        errno = kept;
        return;
    }
    while (__sync_lock_test_and_set(&plan.busy, 1)) quoth_call(SYS_sched_yield, 0, 0, 0, 0, 0, 0);
    long result, number = ++plan.number;
    int now = number >= plan.first && number <= plan.last;
    if (now && plan.action == KILL) quoth_call(SYS_kill, quoth_call(SYS_getpid, 0, 0, 0, 0, 0, 0), SIGKILL, 0, 0, 0, 0);
    if (now && plan.action == JUMP) ahead += plan.jump;
    if (now && plan.action == REFUSE && applies(&it, plan.error)) result = -plan.error;
    else {
        int from = it.number == SYS_sendfile ? it.a[1] : it.a[0];
        int64_t before = it.by_fd ? quoth_call(SYS_lseek, from, 0, SEEK_CUR, 0, 0, 0) : 0;
        result = made(&it);
        if (plan.trace >= 0) note(&it, result, before);
    }
    __sync_lock_release(&plan.busy);
    r[REG_RAX] = result;
    errno = kept;
}

long quoth_numbered(void) { return plan.number; }

/* Number the calls below a folder from now on, for good. */
int quoth_begin(const char *folder, int reads, int trace, int action, long first, long last, int error, long jump) {
    plan.length = strlen(folder);
    memcpy(plan.folder, folder, plan.length + 1);
    plan.number = 0, plan.first = first, plan.last = last;
    plan.trace = trace, plan.action = action, plan.error = error, plan.reads = reads, plan.jump = jump;
    struct sigaction act = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_NODEFER};
    if (sigaction(SIGSYS, &act, NULL)) return -1;
    struct sock_filter filter[128];
    int at = 0;
    uint64_t place = (uint64_t)quoth_called;
#define PUT(...) filter[at++] = (struct sock_filter)__VA_ARGS__
#define LOAD(offset) PUT(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset))
    LOAD(offsetof(struct seccomp_data, instruction_pointer));
    PUT(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)place, 0, 3));
    LOAD(offsetof(struct seccomp_data, instruction_pointer) + 4);
    PUT(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(place >> 32), 0, 1));
    PUT(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    LOAD(offsetof(struct seccomp_data, nr));
    if (!reads) { /* what opens a file to read it is left alone */
        PUT(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 4));
        LOAD(offsetof(struct seccomp_data, args[2]));
        PUT(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_CREAT | O_TRUNC, 1, 0));
        PUT(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
        PUT(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP));
    }
    for (size_t i = 0; i < LENGTH(WRITING); i++) {
        PUT(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, WRITING[i], 0, 1));
        PUT(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP));
    }
    for (size_t i = 0; reads && i < LENGTH(READING); i++) {
        PUT(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, READING[i], 0, 1));
        PUT(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP));
    }
    PUT(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    struct sock_fprog program = {.len = at, .filter = filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return -2;
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) ? -3 : 0;
}

/* -- the clock of the wall; that which never goes back is left alone */

int clock_gettime(clockid_t clock, struct timespec *now) {
    int failed = syscall(SYS_clock_gettime, clock, now);
    if (!failed && clock == CLOCK_REALTIME) now->tv_sec += ahead;
    return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    (void)zone;
    struct timespec precise;
    clock_gettime(CLOCK_REALTIME, &precise);
    now->tv_sec = precise.tv_sec, now->tv_usec = precise.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *now) {
    struct timespec precise;
    clock_gettime(CLOCK_REALTIME, &precise);
    if (now) *now = precise.tv_sec;
    return precise.tv_sec;
}

void quoth_jump(long seconds) { ahead += seconds; }
