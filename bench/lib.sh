# Shared by the bench scripts: two network namespaces, processes that are surely ended, CPU and memory of a process.
# Sourced, not run. Needs root, bash, iproute2, util-linux. Names carry the process id, so two runs do not meet.
set -u
export LC_ALL=C PATH=$PATH:/usr/sbin:/sbin
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
HZ=$(getconf CLK_TCK) NCPU=$(nproc)
NS=nb$$s NC=nb$$c # the server's and the clients' namespace
W=                # work directory
SERVER_PID=
: "${NICE:=-15}" "${NOISE:=15}" "${QUIET:=5}"

say() { echo "$*" >&2; }
die() { say "bench: $*"; exit 1; }
usage() { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" >&2; exit 2; }

setup() { # makes the work directory and the namespaces, finds our perfdhcp
  [ "$(id -u)" = 0 ] || die "needs root, for network namespaces"
  trap cleanup EXIT
  trap 'exit 130' INT TERM
  W=$(mktemp -d "${TMPDIR:-/tmp}/nestor-bench.XXXXXX")
  chmod 755 "$W"
  find_perfdhcp
  local n
  for n in "$NS" "$NC"; do
    ip netns add "$n" || die "cannot make the network namespaces"
    # No duplicate address detection: its second of waiting would make link-local addresses useless at first.
    ip netns exec "$n" sh -c 'for c in all default; do echo 0 >/proc/sys/net/ipv6/conf/$c/accept_dad; done' 2>/dev/null
  done
  ip link add eth0 netns "$NS" type veth peer name eth0 netns "$NC" || die "cannot make the network namespaces"
  for n in "$NS" "$NC"; do ip -n "$n" link set lo up; ip -n "$n" link set eth0 up; done
  ip -n "$NS" addr add 10.0.0.1/8 dev eth0
  ip -n "$NC" addr add 10.0.0.2/8 dev eth0
  if [ "${FAMILY:=4}" = 6 ]; then
    ip -n "$NS" addr add 2001:db8::1/32 dev eth0
    ip -n "$NC" addr add 2001:db8::2/32 dev eth0
  fi
  TARGET=10.0.0.1
  [ "$FAMILY" = 4 ] || TARGET=all
  pin
}

cleanup() {
  trap - EXIT INT TERM
  end "$SERVER_PID"
  ip netns del "$NS" 2>/dev/null
  ip netns del "$NC" 2>/dev/null
  if [ -n "${KEEP:-}" ]; then say "kept: $W"; elif [ -n "$W" ]; then rm -rf "$W"; fi
}

end() { # PID: TERM, ten seconds of patience, KILL
  local i
  if [ -z "${1:-}" ] || ! kill "$1" 2>/dev/null; then return 0; fi
  for ((i = 0; i < 100; i++)); do kill -0 "$1" 2>/dev/null || break; sleep 0.1; done
  kill -9 "$1" 2>/dev/null
  wait "$1" 2>/dev/null
  return 0
}

find_perfdhcp() { # NESTOR_BIN, else a native or managed build in this tree, else a build is made
  local c
  if [ -z "${NESTOR_BIN:-}" ]; then
    for c in "$ROOT"/artifacts/publish/Nestor/release*/nestor "$ROOT"/artifacts/bin/Nestor/release/nestor; do
      if [ -x "$c" ]; then NESTOR_BIN=$c; break; fi
    done
  fi
  if [ -z "${NESTOR_BIN:-}" ]; then
    say "building Nestor (set NESTOR_BIN to a built one to avoid this)"
    dotnet build -c Release -v q "$ROOT/apps/Nestor" >"$W/build.log" 2>&1 || die "$(tail -5 "$W/build.log")"
    NESTOR_BIN=$ROOT/artifacts/bin/Nestor/release/nestor
  fi
  NESTOR_BIN=$(realpath "$NESTOR_BIN")
  OURS="$NESTOR_BIN perfdhcp"
  [ "$(basename "$NESTOR_BIN")" = nestor ] || OURS=$NESTOR_BIN # some other executable that is perfdhcp itself
}

pin() { # server on the first CPUs, clients on the last one
  PIN_S= PIN_C=
  if [ "$NCPU" -gt 1 ] && [ -z "${NOPIN:-}" ]; then
    PIN_S="taskset -c 0-$((NCPU - 2))" PIN_C="taskset -c $((NCPU - 1))"
  fi
}

# In a session (so an autogroup) of its own and with priority, so that other work disturbs little; "exec" keeps $! true.
boost() { exec setsid bash -c '{ echo -19 >/proc/self/autogroup; } 2>/dev/null; exec nice -n "$0" "$@"' "$NICE" "$@"; }
in_server() { (boost ip netns exec "$NS" "$@"); }
in_client() { (boost ip netns exec "$NC" "$@"); }

ticks() { # PID: user and system time of all its threads
  local s
  s=$(cat "/proc/$1/stat" 2>/dev/null) || { echo 0; return; }
  # shellcheck disable=SC2086
  set -- ${s##*) }
  echo $((${12} + ${13}))
}
busy_ticks() { cat /proc/[0-9]*/stat 2>/dev/null | awk '{ sub(/.*\) /, ""); t += $12 + $13 + $14 + $15 } END { print t }'; }
memory_mb() { awk -v k="$2:" '$1 == k { printf "%.0f", $2 / 1024; n = 1 } END { if (!n) print 0 }' "/proc/$1/status" 2>/dev/null || echo 0; }
rss_mb() { memory_mb "$1" VmRSS; }
peak_mb() { memory_mb "$1" VmHWM; }
quiet() { # waits, QUIET seconds at most, until the machine has less than NOISE per cent to do
  local i b
  for ((i = 0; i < QUIET; i++)); do
    b=$(busy_ticks)
    sleep 1
    [ $((($(busy_ticks) - b) * 100 / HZ / NCPU)) -le "$NOISE" ] && return 0
  done
  return 0
}
seconds_since() { awk -v a="$1" -v b="${2:-$EPOCHREALTIME}" 'BEGIN { printf "%.3f", b - a }'; }
