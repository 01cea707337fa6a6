using Nestor.Json;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseQuery;

/// <summary>The relays that a client's message came through, as the server stores them with <c>store-extended-info</c> (RFC 5007 section 4.1.2.4).</summary>
internal static class RelayData6
{
    /// <summary>Relays that a message can have come through (RFC 9915 section 7.6).</summary>
    private const int MaxRelays = 32;

    /// <summary>Appends the option, where there is something to tell. False, with nothing written, when it cannot be read.</summary>
    /// <param name="context">The lease's user-context.</param>
    public static bool TryWrite(ref OptionWriter6 to, ReadOnlySpan<byte> context)
    {
        if (context.IsEmpty || JsonReader.Read(context.ToArray(), "user-context", new Diagnostics(), null)?["ISC"] is not { } isc
            || (isc["relay-info"] ?? isc["relays"]) is not { } relays)
        {
            return true;
        }

        var hops = new List<(byte Count, Ip6 Link, Ip6 Peer, byte[] Options)>();
        foreach (var relay in relays.Items)
        {
            if (relay["hop"] is not { Integer: >= 0 and <= byte.MaxValue } hop || !Ip6.TryParse(relay["link"]?.Text, out var link)
                || !Ip6.TryParse(relay["peer"]?.Text, out var peer) || !Hex.TryRead(relay["options"]?.Text ?? "", out byte[] options)
                || hops.Count == MaxRelays)
            {
                return false;
            }

            hops.Add(((byte)hop.Integer, link, peer, options));
        }

        if (hops.Count == 0)
        {
            return false;
        }

        // The first one is the one nearest the server; each has the next in it, and the last has no message.
        Span<int> marks = stackalloc int[MaxRelays];
        int whole = to.Begin(OptionCode6.LqRelayData);
        to.Address(hops[0].Peer);
        for (int i = 0; i < hops.Count; i++)
        {
            to.UInt8((byte)MessageType6.RelayForw);
            to.UInt8(hops[i].Count);
            to.Address(hops[i].Link);
            to.Address(hops[i].Peer);
            to.Bytes(hops[i].Options);
            if (i + 1 < hops.Count)
            {
                marks[i] = to.Begin(OptionCode6.RelayMessage);
            }
        }

        for (int i = hops.Count - 2; i >= 0; i--)
        {
            to.End(marks[i]);
        }

        to.End(whole);
        return true;
    }
}
