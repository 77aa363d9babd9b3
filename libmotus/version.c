#include <motus/version.h>

const char *
motus_version(void)
{
	return MOTUS_VERSION;
}
