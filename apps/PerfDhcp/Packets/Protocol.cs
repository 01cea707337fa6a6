using PerfDhcp.CommandLine;

namespace PerfDhcp.Packets;

/// <summary>In what the runs of DHCPv4 and of DHCPv6 differ, apart from the bytes of the queries.</summary>
/// <param name="XidMask">The bits of a number that a transaction id holds.</param>
/// <param name="WaitUnits">In one second: field secs counts seconds, option 8 hundredths (RFC 8415 section 21.9).</param>
/// <param name="NamesEachMessage">A REQUEST has a transaction id of its own (RFC 8415 section 16.1); in DHCPv4 it has the OFFER's.</param>
/// <param name="AnswersReleases">DHCPv4 servers do not.</param>
/// <param name="Pairs">Names of the pairs of messages in the reports, by stage.</param>
internal sealed record Protocol(
    string Name, uint XidMask, int WaitUnits, bool NamesEachMessage, bool AnswersReleases,
    IReadOnlyList<string> Pairs, IReadOnlyList<string> Modes, Protocol.ReadReply Read)
{
    public static readonly Protocol V4 = new(
        "dhcp4", uint.MaxValue, 1, false, false,
        ["DISCOVER-OFFER", "REQUEST-ACK", "REQUEST-ACK (renewal)", "RELEASE"], ["dora", "do", "known", "renew"], Reply4.TryRead);

    public static readonly Protocol V6 = new(
        "dhcp6", 0xFF_FFFF, 100, true, true,
        ["SOLICIT-ADVERTISE", "REQUEST-REPLY", "RENEW-REPLY", "RELEASE-REPLY"], ["sarr", "sa", "known", "renew"], Reply6.TryRead);

    /// <summary>Reads an answer; false when its bytes are none.</summary>
    public delegate bool ReadReply(ReadOnlySpan<byte> message, out Reply reply);

    public static Protocol Of(Settings settings) => settings.IsSix ? V6 : V4;
}
