# What `make install` lays down.
if WITH_DAEMONS
TESTS += %D%/install.sh
endif
dist_check_SCRIPTS += %D%/install.sh
