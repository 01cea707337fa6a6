# The measurement of bench/v4 and bench/v6, which set FAMILY (4 or 6), DEFAULT (a server), MODES and SOCKETS first.
# Sourced, not run.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/servers.sh"
. "$(dirname "$0")/load.sh"
SERVERS=() BACKENDS=memfile-sync LEVELS=WARN REPEATS=3 PERIOD=3 QUICK=
while getopts 's:b:m:k:l:n:p:qh' flag; do
  case $flag in
    s) SERVERS+=("$OPTARG") ;; b) BACKENDS=$OPTARG ;; m) MODES=$OPTARG ;; k) SOCKETS=$OPTARG ;; l) LEVELS=$OPTARG ;;
    n) REPEATS=$OPTARG ;; p) PERIOD=$OPTARG ;; q) QUICK=1 ;; *) usage ;;
  esac
done
[ ${#SERVERS[@]} -gt 0 ] || SERVERS=("$DEFAULT")
declare -A LAST_BEST

row() { # SERVER BACKEND MODE SOCKET LEVEL POINT REPEAT OFFERED
  printf '%s\t' "$@" "$RATE" "$DROPS" "$DROP_PCT" "$AVG1" "$AVG2" "$P99" "$CPU" "$CLIENT_CPU" "$(rss_mb "$SERVER_PID")"
  printf '%s\n' "$OTHER"
}

measure() { # SERVER COMMAND BACKEND MODE SOCKET LEVEL REPEAT
  local key="$1/$3/$4/$5/$6" fixed=${FIXED:-2000} from i
  local labels=("$1" "$3" "$4" "$5" "$6")
  wipe
  quiet
  start "$1" "$2" "$3" "$5" "$6" || return 0
  [ "$4" = known ] && at_rate known 1000 3
  at_rate "$4" "$fixed" "$PERIOD" timers
  row "${labels[@]}" fixed "$7" "$fixed"
  saturate "$4" "$PERIOD"
  row "${labels[@]}" sat "$7" "closed:$WINDOW"
  if [ -z "$QUICK" ]; then
    from=${LAST_BEST[$key]:-$RATE}
    if [ "$4" = renew ] && [ -z "${LAST_BEST[$key]:-}" ]; then from=$((from * 2 / 3)); fi
    from=$((from * 85 / 100))
    search "$4" "$((from < 20 ? 20 : from))" "${STEP:-2}"
    for ((i = 0; i < 4 && BEST > 0; i++)); do # it has to hold for the whole period
      if keeps_up "$4" "$BEST" "$PERIOD"; then break; fi
      BEST=$((BEST * 95 / 100))
    done
    LAST_BEST[$key]=$BEST
    row "${labels[@]}" max "$7" "$BEST"
  fi
  kill -0 "$SERVER_PID" 2>/dev/null || say "$1 ended by itself"
  stop
}

setup
echo "server backend mode socket log point repeat offered_per_s done_per_s drops drop_pct avg1_ms avg2_ms p99_ms server_cpu_us client_cpu_us rss_mb other_load_pct" | tr ' ' '\t'
for backend in $BACKENDS; do for mode in $MODES; do for socket in $SOCKETS; do for level in $LEVELS; do
  for ((repeat = 1; repeat <= REPEATS; repeat++)); do
    for server in "${SERVERS[@]}"; do # they take turns: a slow drift of the machine falls on all of them
      say "[$SECONDS s] ${server%%=*} $backend $mode $socket $level, repeat $repeat"
      measure "${server%%=*}" "${server#*=}" "$backend" "$mode" "$socket" "$level" "$repeat"
    done
  done
done; done; done; done
