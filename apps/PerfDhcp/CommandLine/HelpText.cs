namespace PerfDhcp.CommandLine;

/// <summary>The text of -h.</summary>
internal static class HelpText
{
    public const string Usage = "perfdhcp [flags] [server]     (perfdhcp -h lists the flags)";

    public const string Text = """
        perfdhcp [-1] [-4|-6] [-A levels] [-b base] [-B] [-c] [-C separator] [-d drop-time] [-D max-drop]
                 [-e address-only|prefix-only|address-and-prefix] [-E time-offset] [-f renew-rate]
                 [-F release-rate] [-g single|multi] [-h] [-i] [-I ip-offset]
                 [-J relay-list-file] [-l address|interface] [-L local-port] [-M mac-list-file] [-n num-request]
                 [-N remote-port] [-o code,hex] [--or level:code,hex] [-O random-offset] [-p test-period] [-P preload] [-r rate]
                 [-R num-clients] [-s seed] [-S srvid-offset] [--scenario basic|avalanche] [-t interval]
                 [-T template-file] [-u] [-v] [-V] [-w command] [-W exit-wait] [-x aeilstT] [-X xid-offset]
                 [-y seconds -Y seconds] [--mode dora|do|sarr|sa|known|renew] [--closed-loop clients] [--json file]
                 [--batch datagrams] [--probe | --null-server | --udp-echo | --udp-flood [--size bytes]] [server]

        Measures a DHCP server: plays many clients and reports rates, losses and delays. In DHCPv4 (-4, the default)
        they are behind a relay agent: giaddr is the local address, both ports are 67. In DHCPv6 (-6) they are on the
        link: their messages go from the link-local address of -l and port 546 to ff02::1:2 and port 547, or with -A
        from a relay agent. The server is an address, a name, "all" (broadcast, or ff02::1:2) or "servers"
        (ff05::1:3); it may be left out when -l names an interface.

        How much, how long
          -r RATE      begin so many exchanges a second; without it, as many as the machine can send
          -n COUNT     stop after so many; the second -n limits the REQUESTs. All get their drop time to be answered
          -p SECONDS   stop after this time          -W USEC   then wait for late answers for so long
          -d SECONDS   an answer later than this is lost (1); a second -d is for the REQUESTs
          -D COUNT|N%  stop when so many queries, or this share of them (from 10 on), were lost; a second -D likewise
          -P COUNT     begin so many exchanges back to back before the rate starts
          -f RATE      also renew leases at this rate; -F RATE also release some. Both within -r
          -i           stop each exchange at the OFFER or ADVERTISE (the same as --mode do)
          --scenario avalanche   all -R clients at once, each asking again after 1, 2, 4, ... 64 seconds
        Who
          -R COUNT     different clients (1)         -b mac=MAC   the first client's address (00:0c:01:02:03:04)
          -b duid=HEX  the first client's DUID; the last six octets count up. Without it: DUID-LL of the address
          -M FILE      take hardware addresses from a list, at random       -s SEED   make random choices repeatable
          -l ADDRESS|INTERFACE   send from here      -L PORT -N PORT   local and remote port
          -J FILE      relay addresses: each exchange takes one at random as its giaddr or link-address
          -A LEVELS    DHCPv6 through so many relay agents (1 to 8), both ports 547; the link-address is a global one
                       of the interface, or one of -J
          -1           name the first server that answered in every REQUEST     -B   allow sending to broadcast
        What
          -o CODE,HEX  add an option to every query (after -4 or -6)
          --or LEVEL:CODE,HEX    add an option to the RELAY-FORW of a level of -A; 1 is next to the client
          -e TYPE      ask for address-only, prefix-only or address-and-prefix
          -c           ask for rapid commit: SOLICIT, REPLY. For use with -i
          -T FILE      send the query in this file of hexadecimal digits; a second -T is the REQUEST
          -X OFFSET -O OFFSET    where a template has the transaction id, and the last octet of the hardware address
          -E OFFSET -I OFFSET -S OFFSET   where the second one has secs, option 50 and option 54; in DHCPv6
                       elapsed time, IA_NA or IA_PD, and server identifier, as whole options
          -y SECONDS -Y SECONDS  let secs or elapsed time grow for -y seconds, from -Y seconds after the start
        Reports
          -t SECONDS   a line each interval          -C SEPARATOR   these lines as bare numbers, and less talk
          -u           count addresses given twice   -x LETTERS   a arguments, e reason of the end, i waits,
                       l leases, s first server, t timestamps of all exchanges, T templates
          -w COMMAND   run COMMAND start before and COMMAND stop after
          -g MODE      accepted; one thread is always enough here
        Not in Kea's program
          --closed-loop N   N clients always in exchange, the next beginning when one ends: finds the server's
                            ceiling. Needs -p or -n. Without -R every exchange has a new client
          --mode MODE       dora or sarr, do or sa, known (DORA of clients that had a lease; -R, 2000), renew (such clients
                            extend their lease); the last two make the leases before the clock starts
          --json FILE       the result for machines, percentiles included; "-" is standard output
          --batch N         datagrams a system call, 1 to 256 (64)
          --probe           ask every 5 ms until an offer comes, print the time of day it came (limit -p, 30 s)
          --null-server     be the cheapest possible server on -l (and -L), until stopped or for -p seconds
          --udp-echo        send every datagram back, likewise
          --udp-flood       load an echo: --closed-loop datagrams in flight (64) of --size bytes, for -p seconds;
                            prints round trips a second, answers, losses

        Exit status: 0 success, 1 general error, 2 wrong arguments, 3 some exchanges were not completed.
        """;
}
