#include "daemons/auth/settings.h"

const struct setting auth_settings[AUTH_SETTINGS] = {
	{ "PORT", "3011", SETTING_NUMBER, 1, 65535, NULL },
	{ "STORE", "sqlite:motus-auth.sqlite", SETTING_TEXT, 1, 1024, NULL },
	{ "CODE_TTL", "60", SETTING_NUMBER, 1, 60, NULL },
	{ "ACCESS_TOKEN_TTL", "600", SETTING_NUMBER, 10, 86400, NULL },
	{ "ID_TOKEN_TTL", "3600", SETTING_NUMBER, 10, 86400, NULL },
	{ "REFRESH_TOKEN_TTL", "2592000", SETTING_NUMBER, 60, 31536000, NULL },
	{ .name = "AUTH_KEY_FILE", .standard = "", .kind = SETTING_FILE },
	{ .name = "WEB_SECRET_FILE", .standard = "", .kind = SETTING_FILE },
	{ .name = "GAME_SECRET_FILE", .standard = "", .kind = SETTING_FILE },
	{ .name = "SCORE_SECRET_FILE", .standard = "", .kind = SETTING_FILE },
};
