namespace CommandLines.Tables;

/// <summary>perfdhcp.</summary>
public static class Measuring
{
    public static ProgramEntry PerfDhcp { get; } = new(
        "perfdhcp",
        "measures a DHCP server: plays many clients and reports rates, losses and delays",
        ["[FLAGS] [SERVER]"],
        """
        In DHCPv4 (-4, the default) the clients are behind a relay agent: giaddr is the local address, both ports are 67. In
        DHCPv6 (-6) they are on the link: their messages go from the link-local address of -l and port 546 to ff02::1:2 and
        port 547, or with -A from a relay agent.

        SERVER is an address, a name, "all" (broadcast, or ff02::1:2) or "servers" (ff05::1:3); it may be left out when -l
        names an interface. The flags from --closed-loop on are not in Kea's program.
        """)
    {
        Flags =
        [
            new("-4", "DHCPv4"),
            new("-6", "DHCPv6"),
            new("-r RATE", "begin so many exchanges a second; without it, as many as the machine can send"),
            new("-n COUNT", "stop after so many; the second -n limits the REQUESTs. All get their drop time to be answered"),
            new("-p SECONDS", "stop after this time"),
            new("-W USEC", "then wait for late answers for so long"),
            new("-d SECONDS", "an answer later than this is lost (1); a second -d is for the REQUESTs"),
            new("-D COUNT", "stop when so many queries, or with N% this share of them (from 10 on), were lost; a second -D likewise"),
            new("-P COUNT", "begin so many exchanges back to back before the rate starts"),
            new("-f RATE", "also renew leases at this rate, within -r"),
            new("-F RATE", "also release leases at this rate, within -r"),
            new("-i", "stop each exchange at the OFFER or ADVERTISE (the same as --mode do)"),
            new("--scenario basic|avalanche", "avalanche: all -R clients at once, each asking again after 1, 2, 4, ... 64 seconds"),
            new("-R COUNT", "different clients (1)"),
            new("-b BASE", "mac=MAC, the first client's address (00:0c:01:02:03:04), or duid=HEX, its DUID, whose last six octets count up; without it DUID-LL of the address"),
            new("-M FILE", "take hardware addresses from a list, at random"),
            new("-s SEED", "make random choices repeatable"),
            new("-l ADDRESS|INTERFACE", "send from here"),
            new("-L PORT", "local port"),
            new("-N PORT", "remote port"),
            new("-J FILE", "relay addresses: each exchange takes one at random as its giaddr or link-address"),
            new("-A LEVELS", "DHCPv6 through so many relay agents (1 to 8), both ports 547; the link-address is a global one of the interface, or one of -J"),
            new("-1", "name the first server that answered in every REQUEST"),
            new("-B", "allow sending to broadcast"),
            new("-o CODE,HEX", "add an option to every query (after -4 or -6)"),
            new("--or LEVEL:CODE,HEX", "add an option to the RELAY-FORW of a level of -A; 1 is next to the client"),
            new("-e address-only|prefix-only|address-and-prefix", "what DHCPv6 clients ask for"),
            new("-c", "ask for rapid commit: SOLICIT, REPLY. For use with -i"),
            new("-T FILE", "send the query in this file of hexadecimal digits; a second -T is the REQUEST"),
            new("-X OFFSET", "where a template has the transaction id"),
            new("-O OFFSET", "where it has the last octet of the hardware address"),
            new("-E OFFSET", "where the second template has secs, in DHCPv6 elapsed time"),
            new("-I OFFSET", "where it has option 50, in DHCPv6 IA_NA or IA_PD"),
            new("-S OFFSET", "where it has option 54, in DHCPv6 the server identifier, as whole options"),
            new("-y SECONDS", "let secs or elapsed time grow for so long"),
            new("-Y SECONDS", "from this time after the start"),
            new("-t SECONDS", "a line each interval"),
            new("-C SEPARATOR", "these lines as bare numbers, and less talk"),
            new("-u", "count addresses given twice"),
            new("-x LETTERS", "a arguments, e reason of the end, i waits, l leases, s first server, t timestamps of all exchanges, T templates"),
            new("-w COMMAND", "run COMMAND start before and COMMAND stop after"),
            new("-g single|multi", "accepted; one thread is always enough here"),
            new("-h, --help", "this text"),
            new("-v, --version", "version"),
            new("-V", "version, and what it was built of"),
            new("--closed-loop COUNT", "so many clients always in exchange, the next beginning when one ends: finds the server's ceiling. Needs -p or -n. Without -R every exchange has a new client"),
            new("--mode MODE", "dora or sarr, do or sa, known (DORA of clients that had a lease; -R, 2000), renew (such clients extend their lease); the last two make the leases before the clock starts"),
            new("--json FILE", "the result for machines, percentiles included; \"-\" is standard output"),
            new("--batch COUNT", "datagrams a system call, 1 to 256 (64)"),
            new("--probe", "ask every 5 ms until an offer comes, print the time of day it came (limit -p, 30 s)"),
            new("--null-server", "be the cheapest possible server on -l (and -L), until stopped or for -p seconds"),
            new("--udp-echo", "send every datagram back, likewise"),
            new("--udp-flood", "load an echo: --closed-loop datagrams in flight (64) for -p seconds; prints round trips a second, answers, losses"),
            new("--size BYTES", "of the datagrams of --udp-flood"),
        ],
        ExitCodes =
        [
            new("0", "success"), new("1", "general error"), new("2", "wrong arguments"), new("3", "some exchanges were not completed"),
        ],
    };
}
