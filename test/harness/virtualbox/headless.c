/*
 * Stands in for VBoxHeadless, which insists on VirtualBox's kernel module. It opens VirtualBox's support
 * library in the mode that needs no module, and then is VirtualBox's own headless front end.
 */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define FOLDER "/usr/lib/virtualbox/"

/* SUPR3INIT_F_* of VirtualBox's sup.h. */
enum { UNRESTRICTED = 1 << 0, DRIVERLESS = 1 << 2, DRIVERLESS_WITH_INTERPRETER = 1 << 3 };

typedef int runtime_init(int count, char ***arguments, uint32_t flags);
typedef int support_init(uint32_t flags, void **session);
typedef int front_end_main(int count, char **arguments, char **environment);

static void *symbol_of(const char *library, const char *name)
{
    void *handle = dlopen(library, RTLD_NOW | RTLD_GLOBAL);
    void *symbol = handle ? dlsym(handle, name) : NULL;
    if (!symbol) {
        fprintf(stderr, "%s\n", dlerror());
        exit(EXIT_FAILURE);
    }
    return symbol;
}

int main(int count, char **arguments, char **environment)
{
    runtime_init *start_runtime = (runtime_init *)symbol_of(FOLDER "VBoxRT.so", "RTR3InitExe");
    support_init *open_support = (support_init *)symbol_of(FOLDER "VBoxRT.so", "SUPR3InitEx");
    void *session = NULL;
    if (start_runtime(count, &arguments, 0) < 0)
        return EXIT_FAILURE;
    if (open_support(UNRESTRICTED | DRIVERLESS | DRIVERLESS_WITH_INTERPRETER, &session) < 0)
        return EXIT_FAILURE;
    front_end_main *run = (front_end_main *)symbol_of(FOLDER "VBoxHeadless.so", "TrustedMain");
    return run(count, arguments, environment);
}
