using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;

namespace StandardLibraries.Perfmon;

/// <summary>From which event of a query to which.</summary>
internal enum EventPair : byte
{
    /// <summary>It waited for its turn in the batch it came with.</summary>
    ReadToStarted,

    /// <summary>It was answered.</summary>
    StartedToCompleted,

    /// <summary>Both together.</summary>
    Total,
}

/// <summary>What a duration is of.</summary>
/// <param name="Query">Number of the query's message type.</param>
/// <param name="Response">Number of the answer's.</param>
/// <param name="SubnetId">0 for all subnets together.</param>
internal readonly record struct DurationKey(byte Query, byte Response, EventPair Events, uint SubnetId);

/// <summary>The words of durations.</summary>
internal static class DurationNames
{
    private static readonly (EventPair Events, string Start, string Stop)[] Pairs =
    [
        (EventPair.ReadToStarted, "buffer_read", "process_started"),
        (EventPair.StartedToCompleted, "process_started", "process_completed"),
        (EventPair.Total, "composite", "total_response"),
    ];

    private static readonly string[] Types4 =
    [
        "DHCPDISCOVER", "DHCPOFFER", "DHCPREQUEST", "DHCPDECLINE", "DHCPACK", "DHCPNAK", "DHCPRELEASE", "DHCPINFORM",
    ];

    private static readonly (MessageType6 Type, string Name)[] Types6 =
    [
        (MessageType6.Solicit, "DHCPV6_SOLICIT"), (MessageType6.Advertise, "DHCPV6_ADVERTISE"), (MessageType6.Request, "DHCPV6_REQUEST"),
        (MessageType6.Confirm, "DHCPV6_CONFIRM"), (MessageType6.Renew, "DHCPV6_RENEW"), (MessageType6.Rebind, "DHCPV6_REBIND"),
        (MessageType6.Reply, "DHCPV6_REPLY"), (MessageType6.Release, "DHCPV6_RELEASE"), (MessageType6.Decline, "DHCPV6_DECLINE"),
        (MessageType6.InformationRequest, "DHCPV6_INFORMATION_REQUEST"), (MessageType6.AddrRegInform, "DHCPV6_ADDR_REG_INFORM"),
        (MessageType6.AddrRegReply, "DHCPV6_ADDR_REG_REPLY"),
    ];

    /// <summary>Every message type there is, for messages.</summary>
    public static string AllTypes(bool isV4) => string.Join(", ", isV4 ? Types4 : Types6.Select(t => t.Name));

    public static string TypeOf(byte number, bool isV4)
    {
        if (isV4)
        {
            return number >= (byte)MessageType4.Discover && number <= Types4.Length ? Types4[number - 1] : $"DHCP{number}";
        }

        int at = Array.FindIndex(Types6, t => (byte)t.Type == number);
        return at < 0 ? $"DHCPV6_{number}" : Types6[at].Name;
    }

    /// <summary>0 when there is no such type.</summary>
    public static byte TypeNumber(string name, bool isV4)
    {
        if (isV4)
        {
            return (byte)(Array.IndexOf(Types4, name) + 1);
        }

        int at = Array.FindIndex(Types6, t => t.Name == name || t.Name.AsSpan("DHCPV6_".Length).SequenceEqual(name));
        return at < 0 ? (byte)0 : (byte)Types6[at].Type;
    }

    public static string StartOf(EventPair events) => Pairs[(int)events].Start;

    public static string StopOf(EventPair events) => Pairs[(int)events].Stop;

    /// <summary>Null when no query goes from the one to the other. Kea's manual spells events with dashes too.</summary>
    public static EventPair? Find(string start, string stop)
    {
        (start, stop) = (start.Replace('-', '_'), stop.Replace('-', '_'));
        int at = Array.FindIndex(Pairs, p => p.Start == start && p.Stop == stop);
        return at < 0 ? null : Pairs[at].Events;
    }

    /// <summary>As Kea writes it in logs.</summary>
    public static string LabelOf(DurationKey key, bool isV4) =>
        $"{TypeOf(key.Query, isV4)}-{TypeOf(key.Response, isV4)}.{StartOf(key.Events)}-{StopOf(key.Events)}.{key.SubnetId}";

    /// <summary>As it is among the statistics.</summary>
    public static string StatisticOf(DurationKey key, bool isV4) =>
        $"{(key.SubnetId == 0 ? "" : $"subnet-id[{key.SubnetId}].")}perfmon.{TypeOf(key.Query, isV4)}-{TypeOf(key.Response, isV4)}.{StartOf(key.Events)}-{StopOf(key.Events)}.mean-usecs";
}
