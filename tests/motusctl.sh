#!/bin/sh
# The program motusctl: what it registers, prints, and refuses.
ctl=$(cd "${builddir:-.}" && pwd)/tools/ctl/motusctl
folder=$(mktemp -d) && cd "$folder" || exit 99
trap 'rm -rf "$folder"' EXIT
STORE=sqlite:$folder/auth.sqlite
export STORE
echo 1..20

# check NAME: whether the command before it succeeded.
count=0
check() {
	if [ $? -eq 0 ]; then result=ok; else result='not ok'; fi
	count=$((count + 1))
	echo "$result $count - $1"
}

# refuses STATUS TEXT WORD...: it ends so, and says TEXT on standard error.
refuses() {
	status=$1 text=$2
	shift 2
	"$ctl" "$@" >out 2>said
	[ $? -eq "$status" ] && grep -qF -- "$text" said && [ ! -s out ]
}

web='client add --name Web --redirect-uri https://client.example/callback'

"$ctl" $web >out && grep -q '"client_id": "[A-Za-z0-9_-]*"' out &&
	grep -q '"client_secret": "[A-Za-z0-9_-]\{43\}"' out
check 'a client gets an id and a secret'

"$ctl" $web --id one --auth none >out && grep -q '"client_id": "one"' out &&
	! grep -q secret out
check 'a public client has no secret'

refuses 1 'there is a client one already' $web --id one
check 'an id is given once'

"$ctl" client list >out && grep -q '"client_id": "one"' out &&
	[ "$(grep -c '"client_id"' out)" = 2 ] && ! grep -q secret_hash out
check 'the list has all of them, and nothing secret'

"$ctl" client remove one && "$ctl" client list >out &&
	! grep -q '"one"' out
check 'a client that is removed is gone'

refuses 1 'there is no client one' client remove one
check 'what is not there can not be removed'

refuses 1 'must be https' client add --name Bad --redirect-uri http://client.example/
check 'a redirect URI that anybody can listen to is refused'

refuses 2 usage: client add --redirect-uri https://client.example/
check 'a client needs a name'

refuses 2 usage: client frobnicate
check 'another word gets the usage'

"$ctl" keys rotate && "$ctl" keys rotate
check 'keys are made, and replaced'

refuses 1 'there is no account' account delete Nobody
check 'an account that is not there can not be deleted'

STORE=nonsense: refuses 1 STORE: client list
check 'a store that is none is named'

CODE_TTL=0 refuses 1 CODE_TTL client list
check 'a bad value of the environment is named'

"$ctl" client add --name Kept --id kept --auth none --redirect-uri https://client.example/ >out &&
	"$ctl" backup copy && [ "$(stat -c %a copy)" = 600 ] && [ ! -e copy-wal ]
check 'a store is copied, for its owner only'

"$ctl" client remove kept && "$ctl" restore copy &&
	"$ctl" client list | grep -q '"client_id": "kept"'
check 'what was removed since is there again'

rm -f auth.sqlite* && "$ctl" restore copy &&
	"$ctl" client list | grep -q '"client_id": "kept"'
check 'a store that was lost is there again'

echo nonsense >other && refuses 1 other: restore other &&
	"$ctl" client list | grep -q '"client_id": "kept"'
check 'what is no backup is refused, and changes nothing'

STORE=sqlite:$folder/none refuses 1 none: backup copy && [ ! -e none ]
check 'a store that is not there is not backed up'

STORE=memory: refuses 1 STORE: backup copy
check 'what is in memory has no copy'

refuses 2 usage: backup
check 'a backup needs a file'
