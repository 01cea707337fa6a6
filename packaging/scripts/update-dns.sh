#!/bin/sh
# Keeps the names of clients in the DNS: a script for libdhcp_run_script.
#
#   "hooks-libraries": [ { "library": "libdhcp_run_script.so", "parameters": { "name": "update-dns.sh" } } ]
#
# Beside it, update-dns.conf is read (shell assignments):
#   SERVER=192.0.2.53          where updates go to; "127.0.0.1 5353" names a port
#   ZONE=example.org           the zone of names: NAME.ZONE gets A and AAAA records
#   KEY=/etc/kea/update.key    a TSIG key for nsupdate -k; empty for none
#   TTL=600                    seconds
# Reverse zones need no setting: the server of in-addr.arpa and ip6.arpa names is the same.
# A client that has no name gets none here. Names are those the server stored with the lease.

PATH=/usr/sbin:/usr/bin:/sbin:/bin
TTL=600 KEY= SERVER=127.0.0.1 ZONE=
here=${0%/*}
[ ! -r "$here/update-dns.conf" ] || . "$here/update-dns.conf"
[ -n "$ZONE" ] || { echo "update-dns: ZONE is not set in $here/update-dns.conf" >&2; exit 0; }

# reverse ADDRESS: its name in in-addr.arpa or ip6.arpa.
reverse() {
    case $1 in
    *:*) echo "$1" | awk -F: '{
            n = split($0, part, ":"); gaps = 8; for (i = 1; i <= n; i++) if (part[i] != "") gaps--
            hex = ""
            for (i = 1; i <= n; i++) {
                if (part[i] == "") { if (!done) { for (g = 0; g < gaps; g++) hex = hex "0000"; done = 1 } continue }
                hex = hex substr("0000" part[i], length(part[i]) + 1)
            }
            name = ""; for (i = 32; i > 0; i--) name = name substr(hex, i, 1) "."
            print name "ip6.arpa." }' ;;
    *) echo "$1" | awk -F. '{ print $4 "." $3 "." $2 "." $1 ".in-addr.arpa." }' ;;
    esac
}

# host NAME: the client's name in ZONE; nothing for a name that is none.
host() {
    name=${1%.}
    name=${name%".$ZONE"}
    case $name in
    '' | *[!a-zA-Z0-9.-]* | -* | .*) ;;
    *) echo "$name.$ZONE." ;;
    esac
}

# The updates of one lease, for nsupdate: add|remove ADDRESS NAME.
update() {
    name=$(host "$3")
    [ -n "$name" ] || return 0
    case $2 in *:*) type=AAAA ;; *) type=A ;; esac
    echo "update delete $name $type${4:+ $4}"
    [ "$1" = remove ] || echo "update add $name $TTL $type $2"
    echo send
    echo "update delete $(reverse "$2") PTR"
    [ "$1" = remove ] || echo "update add $(reverse "$2") $TTL PTR $name"
    echo send
}

# all PREFIX SIZE add|remove: each lease of a list.
all() {
    i=0
    while [ "$i" -lt "${2:-0}" ]; do
        eval "update $3 \"\$${1}_AT${i}_ADDRESS\" \"\$${1}_AT${i}_HOSTNAME\""
        i=$((i + 1))
    done
}

{
    echo "server $SERVER"
    case $1 in
    leases4_committed)
        all DELETED_LEASES4 "$DELETED_LEASES4_SIZE" remove
        all LEASES4 "$LEASES4_SIZE" add
        ;;
    leases6_committed)
        all DELETED_LEASES6 "$DELETED_LEASES6_SIZE" remove
        all LEASES6 "$LEASES6_SIZE" add
        ;;
    lease4_release | lease4_decline | lease4_expire) update remove "$LEASE4_ADDRESS" "$LEASE4_HOSTNAME" "$LEASE4_ADDRESS" ;;
    lease6_release | lease6_decline | lease6_expire) update remove "$LEASE6_ADDRESS" "$LEASE6_HOSTNAME" "$LEASE6_ADDRESS" ;;
    addr6_register) update add "$NEW_LEASE6_ADDRESS" "$NEW_LEASE6_HOSTNAME" ;;
    esac
} | nsupdate ${KEY:+-k "$KEY"}
