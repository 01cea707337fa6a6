# Starting and stopping the servers under test. Sourced after lib.sh.
# A server is NAME=COMMAND and is started as "COMMAND -c FILE" with Kea's JSON. A NAME that begins with "nestor" also
# gets the keyword "durability", which Kea does not have.

lease_database() { # NAME BACKEND; FAMILY is 4 or 6
  local extra=
  case $1/$2 in
    nestor*/memfile-sync) extra=',"durability":"sync"' ;;
    nestor*/memfile-os) extra=',"durability":"os"' ;;
  esac
  case $2 in
    memfile-nopersist) echo '{"type":"memfile","persist":false}' ;;
    memfile-sync | memfile-os | memfile)
      echo '{"type":"memfile","persist":true,"name":"'"$W/lease$FAMILY.csv"'","lfc-interval":'"${LFC_INTERVAL:-3600}$extra}" ;;
    *) die "unknown backend $2 (memfile-sync, memfile-os, memfile-nopersist)" ;;
  esac
}

subnets() { # SOCKET: what differs between the families
  if [ "$FAMILY" = 4 ]; then
    cat <<J
  "interfaces-config": {"interfaces": ["eth0"], "dhcp-socket-type": "$1", "re-detect": false},
  "subnet4": [{"id": 1, "subnet": "10.0.0.0/8", "pools": [{"pool": "10.1.0.0-10.254.255.255"}]}],
J
  else
    cat <<J
  "interfaces-config": {"interfaces": ["eth0"], "re-detect": false},
  "server-id": {"type": "LL", "htype": 1, "identifier": "020000000001", "persist": false},
  "preferred-lifetime": 3000,
  "subnet6": [{"id": 1, "subnet": "2001:db8::/32", "interface": "eth0", "pools": [{"pool": "2001:db8:1::/64"}],
               "pd-pools": [{"prefix": "3000::", "prefix-len": 16, "delegated-len": 48}]}],
J
  fi
}

config() { # NAME BACKEND SOCKET LOGLEVEL -> $W/kea.json
  cat >"$W/kea.json" <<J
{"Dhcp$FAMILY": {
$(subnets "$3")
  "lease-database": $(lease_database "$1" "$2"),
  "multi-threading": {"enable-multi-threading": false},
  "renew-timer": 1000, "rebind-timer": 2000, "valid-lifetime": 4000,
  "loggers": [{"name": "kea-dhcp$FAMILY", "severity": "$4", "output_options": [{"output": "$W/server.log"}]}]
}}
J
}

# Starts a server and waits for its first OFFER or ADVERTISE. The probe is already asking when the server is started, so FIRST_ANSWER
# (seconds from start to then) does not hold the probe's own start.
start() { # NAME COMMAND BACKEND SOCKET LOGLEVEL
  local begun probe
  config "$1" "$3" "$4" "$5"
  rm -f "$W/server.log" "$W"/*.pid "$W/logger_lockfile"
  # shellcheck disable=SC2086
  in_client $PIN_C $OURS "-$FAMILY" -l eth0 --probe -p "${START_LIMIT:-30}" "$TARGET" >"$W/probe.out" 2>"$W/probe.err" &
  probe=$!
  sleep 0.4
  begun=$EPOCHREALTIME
  # shellcheck disable=SC2086
  KEA_PIDFILE_DIR=$W KEA_LOCKFILE_DIR=$W KEA_DHCP_DATA_DIR=$W boost ip netns exec "$NS" $PIN_S $2 -c "$W/kea.json" \
    >"$W/server.out" 2>&1 &
  SERVER_PID=$!
  if ! wait $probe; then
    say "no answer from $1 ($2):"
    tail -5 "$W/probe.err" "$W/server.out" "$W/server.log" >&2 2>/dev/null
    stop
    return 1
  fi
  FIRST_ANSWER=$(seconds_since "$begun" "$(cat "$W/probe.out")")
}

stop() { end "$SERVER_PID"; SERVER_PID=; }
wipe() { rm -f "$W/lease$FAMILY.csv"*; }
