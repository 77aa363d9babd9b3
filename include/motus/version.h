/*
 * motus/version.h - which libmotus this is
 */
#ifndef MOTUS_VERSION_H
#define MOTUS_VERSION_H

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the headers that a program was compiled with. */
#define MOTUS_VERSION "0.1.0"

/* The version of the library that a program runs with.  Constant. */
const char *motus_version(void);

#ifdef __cplusplus
}
#endif

#endif
