#!/bin/sh
# Each alert says what it means, has a case in which it fires, one in which it
# does not, and an entry in docs/operations.md; and no entry is of an alert
# that is no more.
here=$(dirname "$0")
rules=$here/../../conf/prometheus/alerts.yml
runbook=$here/../../docs/operations.md

count=0
# report STATUS NAME
report() {
	count=$((count + 1))
	if [ "$1" = 0 ]; then
		echo "ok $count - $2"
	else
		echo "not ok $count - $2"
	fi
}

# fires ALERT: whether a case expects it.  The line after the moment begins
# what is expected.
fires() {
	cat "$here"/*.yml | grep -A 3 "ALERTS{alertname=\"$1\"" |
		grep -q "labels: ALERTS{alertname=\"$1\",alertstate=\"firing\""
}

# stays_quiet ALERT: whether a case expects that it never fired.
stays_quiet() {
	cat "$here"/*.yml |
		grep -A 2 "count_over_time(ALERTS{alertname=\"$1\"" |
		grep -q 'exp_samples: \[\]'
}

# rule_of ALERT: its lines.
rule_of() {
	awk -v alert="$1" '$1 == "-" { inside = $2 == "alert:" && $3 == alert }
		inside' "$rules"
}

# tells ALERT: whether it has a summary, a description and its own entry.
tells() {
	anchor=$(echo "$1" | tr '[:upper:]' '[:lower:]')
	rule_of "$1" | grep -q "severity: \(critical\|warning\) " &&
		rule_of "$1" | grep -q '^ *summary: "..*"$' &&
		rule_of "$1" | grep -q '^ *description: "..*"$' &&
		rule_of "$1" |
		grep -q "^ *runbook: docs/operations.md#$anchor\$"
}

# The entries below "## Alerts".
entries() {
	awk '/^## / { inside = $0 == "## Alerts" }
		inside && /^### / { print $2 }' "$runbook"
}

alerts=$(awk '$1 == "-" && $2 == "alert:" { print $3 }' "$rules")
for alert in $alerts; do
	tells "$alert"
	report $? "$alert says how grave it is, what it means and where to read on"
	fires "$alert"
	report $? "$alert has a case in which it fires"
	stays_quiet "$alert"
	report $? "$alert has a case in which it does not fire"
	entries | grep -qx "$alert"
	report $? "$alert has an entry in the runbook"
done
for entry in $(entries); do
	echo "$alerts" | grep -qx "$entry"
	report $? "the runbook's entry $entry is of an alert"
done
echo "1..$count"
