/*
 * settings.h - what the provider reads of its environment; motusctl too
 */
#ifndef AUTH_SETTINGS_H
#define AUTH_SETTINGS_H

#include "daemons/common/config.h"

#define AUTH_SETTINGS 10
extern const struct setting auth_settings[AUTH_SETTINGS];

#endif
