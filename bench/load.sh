# One run of perfdhcp, and what it cost both sides. Sourced after lib.sh. The functions set
# DONE RATE DROPS DROP_PCT AVG1 AVG2 P99 (milliseconds) CPU CLIENT_CPU (microseconds an exchange) OTHER (per cent).
: "${WINDOW:=48}" "${PERFDHCP:=}"
RUN=0

mode_flags() { # MODE RATE
  case $1 in
    dora | sarr) ;;
    do | sa) echo "-i" ;;
    pd) echo "-e prefix-only" ;;
    napd) echo "-e address-and-prefix" ;;
    renew) echo "-f $2" ;;
    known) echo "-R ${KNOWN_CLIENTS:-2000}" ;;
    *) die "unknown mode $1 (dora, do, known, renew; in DHCPv6 sarr, sa, known, renew, pd, napd)" ;;
  esac
}

# Each run has clients of its own, except "known", whose clients are always the same.
base() { if [ "$1" = known ]; then echo 02:ff:ff:00:00:00; else printf '02:%02x:%02x:00:00:00' $((RUN / 256)) $((RUN % 256)); fi; }

timed() { # SECONDS COMMAND...: output in $W/perf.out, CPU of the command and of the server over the run
  local limit=$1 s0 b0 t0 s1 b1 t1 user system
  shift
  s0=$(ticks "$SERVER_PID") b0=$(busy_ticks) t0=$EPOCHREALTIME
  # shellcheck disable=SC2086
  { TIMEFORMAT='%U %S'; time in_client timeout $((limit + 25)) $PIN_C "$@" >"$W/perf.out" 2>"$W/perf.err"; } 2>"$W/perf.time"
  t1=$EPOCHREALTIME s1=$(ticks "$SERVER_PID") b1=$(busy_ticks)
  read -r user system <<<"$(tail -1 "$W/perf.time")"
  SPENT="-v hz=$HZ -v srv=$((s1 - s0)) -v busy=$((b1 - b0)) -v cli=$(awk -v a="$user" -v b="$system" 'BEGIN { print a + b }') -v wall=$(seconds_since "$t0" "$t1") -v cpus=$NCPU"
}

figures() { # MODE SECONDS: reads the report, Kea's or ours
  # shellcheck disable=SC2086
  eval "$(awk -v mode="$1" -v secs="$2" $SPENT '
    /^sent packets:/ { sent[++n] = $3 }
    /^received packets:/ { got[n] = $3 }
    /^avg delay:/ { avg[n] = $3 }
    /^sent \/ received:/ { d = int(($6 - $4) * 1e6 + .5); h[d]++; m++; if (d > most) most = d }
    /^whole exchange:/ { for (i = 1; i < NF; i++) { if ($i == "p99") whole = $(i + 1); if ($i == "p50") middle = $(i + 1) } }
    END {
      two = (mode != "do" && mode != "sa"); done = two ? got[2] : got[1]
      lost = sent[1] - got[1] + (two ? sent[2] - got[2] : 0); asked = sent[1]
      if (mode == "renew") { done += got[3]; asked += sent[3]; lost += sent[3] - got[3] }
      p99 = whole == "" ? "-" : whole
      if (m) { for (i = 0; i <= most; i++) { k += h[i]; if (k >= m * .99) { p99 = sprintf("%.3f", i / 1000); break } } }
      other = (busy / hz - srv / hz - cli) / (wall * cpus) * 100; each = done > 0 ? done : 1
      printf "DONE=%d RATE=%.0f DROPS=%d DROP_PCT=%.3f ", done, done / secs, lost, asked ? 100 * lost / asked : 100
      printf "AVG1=%s AVG2=%s P50=%s P99=%s ", avg[1] == "" ? "-" : avg[1], !two || avg[2] == "" ? "-" : avg[2], middle == "" ? "-" : middle, p99
      printf "CPU=%.1f CLIENT_CPU=%.1f OTHER=%.0f\n", srv / hz / each * 1e6, cli / each * 1e6, other < 0 ? 0 : other
    }' "$W/perf.out")"
  [ -z "${VERBOSE:-}" ] || say "    $1: $RATE/s, lost $DROP_PCT %, p99 $P99 ms, server $CPU us, client $CLIENT_CPU us, others $OTHER %"
}

at_rate() { # MODE RATE SECONDS [timers]
  local range=1000000
  RUN=$((RUN + 1))
  [ "$1" = known ] && range=${KNOWN_CLIENTS:-2000}
  # shellcheck disable=SC2046,SC2086
  timed "$3" ${PERFDHCP:-$OURS} "-$FAMILY" -l eth0 -g single -r "$2" -R $range -b mac="$(base "$1")" -p "$3" -W 500000 \
    ${4:+-x t} $(mode_flags "$1" "$2") "$TARGET"
  figures "$1" "$3"
}

saturate() { # MODE SECONDS: WINDOW clients at any time
  local flags="--mode $1"
  RUN=$((RUN + 1))
  case $1 in
    renew) flags= ;; # the closed loop of exchanges and renewals together is that of the exchanges
    pd | napd) flags=$(mode_flags "$1") ;;
  esac
  # shellcheck disable=SC2046,SC2086
  timed "$2" $OURS "-$FAMILY" -l eth0 --closed-loop "$WINDOW" -p "$2" -b mac="$(base "$1")" $flags "$TARGET"
  figures "$([ "$1" = renew ] || echo "$1")" "$2"
}

keeps_up() { # MODE RATE SECONDS: under DROP_LIMIT per cent lost and 98 % of the asked exchanges done
  local factor=1 try
  [ "$1" = renew ] && factor=2
  for try in 1 2; do
    at_rate "$1" "$2" "$3"
    awk -v d="$DROP_PCT" -v l="${DROP_LIMIT:-0.5}" -v n="$DONE" -v w=$(($2 * $3 * factor)) \
      'BEGIN { exit !(n > 0 && d < l && n >= .98 * w) }' && return 0
    [ "$OTHER" -gt "$NOISE" ] || break # a failure in company is tried once more
    sleep 1
  done
  return 1
}

search() { # MODE START SECONDS: steps of 20 % from START, then halves down to 6 %; the result is BEST
  local low=0 high=0 r=$2 i
  for ((i = 0; i < 10; i++)); do
    if keeps_up "$1" "$r" "$3"; then
      low=$r
      if [ "$high" -gt 0 ] || [ "$r" -ge "${MAX_RATE:-200000}" ]; then break; fi
      r=$((r * 120 / 100))
    else
      high=$r
      if [ "$low" -gt 0 ]; then break; fi
      r=$((r * 7 / 10))
      [ "$r" -ge 20 ] || break
    fi
  done
  for ((i = 0; i < 5 && low > 0 && high > 0 && (high - low) * 100 > low * 6; i++)); do
    r=$(((low + high) / 2))
    if keeps_up "$1" "$r" "$3"; then low=$r; else high=$r; fi
  done
  BEST=$low
}
