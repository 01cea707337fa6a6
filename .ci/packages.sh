# Sourced by ./run, ./test and ./install: gets what a fresh Debian lacks, without starting any service.
# Needs ROOT (the repository) to be set.

say() { printf '%s\n' "$*" >&2; }

die() { say "$0: $*"; exit 1; }

need_dotnet() {
    command -v dotnet >/dev/null || die "the .NET 10 SDK is needed: https://dotnet.microsoft.com/download"
    export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
    # Build servers would outlive this script. One compiler for all projects saves half the time: it is our own, and ended.
    export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
    export UseSharedCompilation=true SharedCompilationId=nestor-$$
}

# Ends the compiler that this script's builds shared.
end_compiler() {
    local line
    for line in /proc/[0-9]*/cmdline; do
        if { tr '\0' ' ' <"$line"; } 2>/dev/null | grep -q "VBCSCompiler.*-pipename:nestor-$$ *\$"; then
            kill "$(basename "$(dirname "$line")")" 2>/dev/null
        fi
    done
    return 0
}

# as_root COMMAND...: as it is for root, through sudo otherwise.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo -E "$@"
    else
        say "not root and no sudo: cannot run: $*"
        return 1
    fi
}

# Three tries each: mirrors and networks have bad moments.
apt_try() {
    for pause in 3 10 0; do
        if as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 "$@" >"$ROOT/artifacts/apt.log" 2>&1; then
            return 0
        fi
        [ "$pause" -gt 0 ] && sleep "$pause"
    done
    tail -5 "$ROOT/artifacts/apt.log" >&2
    return 1
}

# install_missing COMMAND=PACKAGE...: installs the packages whose command is not there; a path tests for the file.
install_missing() {
    PATH="$PATH:/usr/sbin:/sbin"
    local pair wanted=()
    for pair in "$@"; do
        case ${pair%%=*} in
            /*) [ -e "${pair%%=*}" ] || wanted+=("${pair#*=}") ;;
            *) command -v "${pair%%=*}" >/dev/null || wanted+=("${pair#*=}") ;;
        esac
    done
    [ ${#wanted[@]} -eq 0 ] && return 0
    command -v apt-get >/dev/null || { say "please install: ${wanted[*]}"; return 1; }
    mkdir -p "$ROOT/artifacts"
    say "installing ${wanted[*]}"
    local result=0 policy=/usr/sbin/policy-rc.d guarded=no
    # A DHCP server package starts a server: on this machine's network that is the last thing wanted.
    if [ ! -e $policy ]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null && as_root chmod 755 $policy && guarded=yes
    fi
    { apt_try update && apt_try install --no-install-recommends "${wanted[@]}"; } || result=1
    [ $guarded = yes ] && as_root rm -f $policy
    [ $result -eq 0 ] || say "could not install: ${wanted[*]}"
    return $result
}
