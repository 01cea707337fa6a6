namespace PerfDhcp.CommandLine;

/// <summary>The text of -h.</summary>
internal static class HelpText
{
    public const string Usage = "perfdhcp [flags] [server]     (perfdhcp -h lists the flags)";

    public const string Text = """
        perfdhcp [-1] [-4] [-b base] [-B] [-C separator] [-d drop-time] [-D max-drop] [-e address-only]
                 [-E time-offset] [-f renew-rate] [-F release-rate] [-g single|multi] [-h] [-i] [-I ip-offset]
                 [-J relay-list-file] [-l address|interface] [-L local-port] [-M mac-list-file] [-n num-request]
                 [-N remote-port] [-o code,hex] [-O random-offset] [-p test-period] [-P preload] [-r rate]
                 [-R num-clients] [-s seed] [-S srvid-offset] [--scenario basic|avalanche] [-t interval]
                 [-T template-file] [-u] [-v] [-V] [-w command] [-W exit-wait] [-x aeilstT] [-X xid-offset]
                 [-y seconds -Y seconds] [--mode dora|do|known|renew] [--closed-loop clients] [--json file]
                 [--batch datagrams] [--probe | --null-server | --udp-echo | --udp-flood [--size bytes]] [server]

        Measures a DHCPv4 server: plays many clients behind a relay agent (giaddr is the local address, both ports
        are 67) and reports rates, losses and delays. The server is an address, a name, or "all" for broadcast;
        it may be left out when -l names an interface. DHCPv6 (-6, -A, -c, --or, -e with prefixes) is not
        supported yet.

        How much, how long
          -r RATE      begin so many exchanges a second; without it, as many as the machine can send
          -n COUNT     stop after so many; the second -n limits the REQUESTs. All get their drop time to be answered
          -p SECONDS   stop after this time          -W USEC   then wait for late answers for so long
          -d SECONDS   an answer later than this is lost (1); a second -d is for the REQUESTs
          -D COUNT|N%  stop when so many queries, or this share of them (from 10 on), were lost; a second -D likewise
          -P COUNT     begin so many exchanges back to back before the rate starts
          -f RATE      also renew leases at this rate; -F RATE also release some. Both within -r
          -i           stop each exchange at the OFFER (the same as --mode do)
          --scenario avalanche   all -R clients at once, each asking again after 1, 2, 4, ... 64 seconds
        Who
          -R COUNT     different clients (1)         -b mac=MAC   the first client's address (00:0c:01:02:03:04)
          -M FILE      take hardware addresses from a list, at random       -s SEED   make random choices repeatable
          -l ADDRESS|INTERFACE   send from here      -L PORT -N PORT   local and remote port
          -J FILE      relay addresses: each exchange takes one at random as its giaddr
          -1           name the first server that answered in every REQUEST     -B   allow sending to broadcast
        What
          -o CODE,HEX  add an option to every query (after -4)
          -T FILE      send the query in this file of hexadecimal digits; a second -T is the REQUEST
          -X OFFSET -O OFFSET    where a template has the transaction id, and the last octet of the hardware address
          -E OFFSET -I OFFSET -S OFFSET   where the second one has secs, option 50 and option 54
          -y SECONDS -Y SECONDS  let secs grow for -y seconds, from -Y seconds after the start
        Reports
          -t SECONDS   a line each interval          -C SEPARATOR   these lines as bare numbers, and less talk
          -u           count addresses given twice   -x LETTERS   a arguments, e reason of the end, i waits,
                       l leases, s first server, t timestamps of all exchanges, T templates
          -w COMMAND   run COMMAND start before and COMMAND stop after
          -g MODE      accepted; one thread is always enough here
        Not in Kea's program
          --closed-loop N   N clients always in exchange, the next beginning when one ends: finds the server's
                            ceiling. Needs -p or -n. Without -R every exchange has a new client
          --mode MODE       dora, do, known (DORA of clients that had a lease; -R, 2000), renew (such clients
                            extend their lease); the last two make the leases before the clock starts
          --json FILE       the result for machines, percentiles included; "-" is standard output
          --batch N         datagrams a system call, 1 to 256 (64)
          --probe           ask every 5 ms until an OFFER comes, print the time of day it came (limit -p, 30 s)
          --null-server     be the cheapest possible server on -l (and -L), until stopped or for -p seconds
          --udp-echo        send every datagram back, likewise
          --udp-flood       load an echo: --closed-loop datagrams in flight (64) of --size bytes, for -p seconds;
                            prints round trips a second, answers, losses

        Exit status: 0 success, 1 general error, 2 wrong arguments, 3 some exchanges were not completed.
        """;
}
