using Nestor.Engine.Classification;
using Nestor.Engine.Hooking;
using Nestor.Engine.Pipeline;
using Nestor.Engine.ReplyOptions;
using Nestor.Engine.Reservations;
using Nestor.Hooks.Exchange;

namespace Nestor.Engine.V6;

/// <summary>The way of a DHCPv6 query, in order. Each stage feels only what those above it did.</summary>
public static class Pipeline6
{
    public static readonly Stage<Engine6, Exchange6>[] Stages =
    [
        Decode.Run,         // bytes -> RelayChain6
        Classify6.Start,    // the classes the query alone decides
        Accept.Run,         // is it for this server? RFC 9915 section 16
        Classify6.Drop,     // class DROP
        SanityCheck.Run,    // has it what its type must have? RFC 9915 section 16
        FindHardware.Run,   // the hardware address, by mac-sources
        Classify6.EarlyGlobal,  // global reservations, where they choose the subnet
        SelectSubnet.Run,   // [subnet6_select]
        HostLookup6.Run,    // the client's reservations
        Classify6.Known,    // KNOWN, UNKNOWN, and classes that follow from them
        HostNames6.Run,     // the name its leases are stored with
        Answer.Run,         // [lease6_select] [lease6_renew] [lease6_rebind] [lease6_release] [lease6_decline] [addr6_register]
        LeaseHooks6.BeforeReply,    // [leases6_committed]
    ];

    /// <summary>What a trace calls them.</summary>
    public static readonly string[] Names =
    [
        "decode",
        "classify",
        "accept",
        "drop-class",
        "sanity-check",
        "find-hardware",
        "early-global-reservations",
        "select-subnet",
        "reservations",
        "classify-known",
        "host-name",
        "answer",
        "before-reply",
    ];
}
