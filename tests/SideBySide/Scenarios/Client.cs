using SideBySide.Net;
using SideBySide.Packets;

namespace SideBySide.Scenarios;

/// <summary>A host that asks: who it is, where it stands and what it always says.</summary>
internal sealed record Client(string Name)
{
    public string Mac { get; init; } = "02:00:00:00:10:00";
    public byte HardwareType { get; init; } = 1;

    /// <summary>Replaces the MAC in chaddr when set: other lengths, none at all.</summary>
    public byte[]? HardwareAddress { get; init; }

    public byte[]? ClientId { get; init; }

    /// <summary>Null on the server's own link.</summary>
    public string? Relay { get; init; }

    /// <summary>Option 82 as its relay adds it.</summary>
    public byte[]? RelayOptions { get; init; }

    /// <summary>The broadcast flag (RFC 2131 section 4.1).</summary>
    public bool WantsBroadcast { get; init; }

    public byte[] Requests { get; init; } = [1, 3, 6, 12, 15, 28, 42, 51, 58, 59];

    /// <summary>What the reference gave last; follow-up messages use it.</summary>
    public string? Address { get; set; }

    public string? ServerIdentifier { get; set; }

    /// <summary>A message of this client with its identity, path and request list.</summary>
    public Query Ask(byte type, string label, Terrain terrain)
    {
        var query = new Query
        {
            Label = $"{Name} {label}",
            HardwareType = HardwareType,
            HardwareAddress = HardwareAddress ?? Frame.ParseMac(Mac),
            Flags = WantsBroadcast ? (ushort)0x8000 : (ushort)0,
            Giaddr = Relay ?? "0.0.0.0",
            Hops = Relay is null ? (byte)0 : (byte)1,
        };
        query.Envelope = Relay is null
            ? new Envelope(Mac, Envelope.BroadcastMac, "0.0.0.0", "255.255.255.255", 68, 67)
            : new Envelope("02:00:00:00:00:fe", Link.ServerMac, Relay, terrain.Server, 67, 67);
        query.Add(OptionCode.MessageType, type);
        if (ClientId is not null)
        {
            query.Add(OptionCode.ClientIdentifier, ClientId);
        }

        if (Requests.Length > 0)
        {
            query.Add(OptionCode.ParameterRequestList, Requests);
        }

        return query;
    }

    /// <summary>Option 82 stands last, where a relay puts it (RFC 3046 section 2.1).</summary>
    public Query Close(Query query)
    {
        if (RelayOptions is not null && Relay is not null)
        {
            query.Add(OptionCode.RelayAgentInformation, RelayOptions);
        }

        return query;
    }
}
