namespace PerfDhcp.Packets;

internal enum ReplyKind : byte
{
    /// <summary>Nothing that any query of ours is answered with.</summary>
    Other,

    /// <summary>OFFER, ADVERTISE.</summary>
    Offer,

    /// <summary>ACK, REPLY.</summary>
    Final,

    /// <summary>NAK, or a REPLY with a status other than success.</summary>
    Refusal,
}

/// <summary>What the load generator wants to know of an answer.</summary>
internal readonly ref struct Reply
{
    public uint Xid { get; init; }

    public ReplyKind Kind { get; init; }

    public Grant Grant { get; init; }

    /// <summary>Value of the server identifier, inside of the message; empty without one.</summary>
    public ReadOnlySpan<byte> Server { get; init; }
}
