using Nestor.Engine.Classification;
using Nestor.Engine.Hooking;
using Nestor.Engine.Pipeline;
using Nestor.Engine.RelayInformation;
using Nestor.Engine.ReplyOptions;
using Nestor.Engine.Reservations;
using Nestor.Hooks.Exchange;

namespace Nestor.Engine.V4;

/// <summary>The way of a DHCPv4 query, in order. Each stage feels only what those above it did.</summary>
public static class Pipeline4
{
    public static readonly Stage<Engine4, Exchange4>[] Stages =
    [
        Decode.Run,         // bytes -> Packet4
        StashedAgent4.Run,  // what the relay said when the lease was given
        Classify4.Start,    // the classes the query alone decides
        Accept.Run,         // is it for this server? RFC 2131 section 4.3
        Classify4.Drop,     // class DROP
        SanityCheck.Run,    // has it what its type must have? RFC 2131 table 5
        Classify4.EarlyGlobal,  // global reservations, where they choose the subnet
        SelectSubnet.Run,   // [subnet4_select]
        HostLookup4.Run,    // the client's reservations
        Classify4.Known,    // KNOWN, UNKNOWN, and classes that follow from them
        HostNames4.Run,     // the name its lease is stored with
        Answer.Run,         // [lease4_select] [lease4_renew] [lease4_release] [lease4_decline]
        Classify4.AfterAllocation,  // classes for options alone
        LeaseHooks4.BeforeReply,    // [lease4_offer] [leases4_committed]
    ];

    /// <summary>What a trace calls them.</summary>
    public static readonly string[] Names =
    [
        "decode",
        "stashed-agent-options",
        "classify",
        "accept",
        "drop-class",
        "sanity-check",
        "early-global-reservations",
        "select-subnet",
        "reservations",
        "classify-known",
        "host-name",
        "answer",
        "additional-classes",
        "before-reply",
    ];
}
