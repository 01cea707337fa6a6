using System.Runtime.CompilerServices;

namespace Nestor.Wire.Dhcp6;

/// <summary>
/// The RELAY-REPL messages around an answer: one for each relay of the query, with its addresses and hop count
/// (RFC 9915 section 19.3). Of the relay's options come back the interface-id, the source port (RFC 8357 section 5.2)
/// and what it asked for with an echo request option (RFC 4994 section 2); the others are not.
/// </summary>
public struct RelayReply6
{
    private Marks _marks;
    private int _count;

    /// <summary>Writes the headers; the answer comes next, and then <see cref="End"/>.</summary>
    public static RelayReply6 Begin(ref OptionWriter6 to, RelayChain6 query)
    {
        var reply = new RelayReply6 { _count = query.Count };
        for (int hop = 0; hop < query.Count; hop++)
        {
            ref readonly var relay = ref query[hop];
            to.UInt8((byte)MessageType6.RelayRepl);
            to.UInt8(relay.HopCount);
            to.Address(relay.LinkAddress);
            to.Address(relay.PeerAddress);
            Echo(ref to, query, hop);
            reply._marks[hop] = to.Begin(OptionCode6.RelayMessage);
        }

        return reply;
    }

    /// <summary>Closes the relayed messages, the inner ones first.</summary>
    public readonly void End(ref OptionWriter6 to)
    {
        for (int hop = _count - 1; hop >= 0; hop--)
        {
            to.End(_marks[hop]);
        }
    }

    private static void Echo(ref OptionWriter6 to, RelayChain6 query, int hop)
    {
        query.TryOption(hop, OptionCode6.Ero, out var wanted);
        bool hasInterface = false;
        bool hasPort = false;
        var options = query.Options(hop);
        while (options.TryNext(out ushort code, out var body))
        {
            bool isEchoed = code switch
            {
                OptionCode6.RelayMessage or OptionCode6.Ero => false,
                OptionCode6.InterfaceId => First(ref hasInterface),
                OptionCode6.RelaySourcePort => First(ref hasPort),
                _ => CodeList6.Has(wanted, code),
            };
            if (isEchoed)
            {
                to.Option(code, body);
            }
        }
    }

    /// <summary>True the first time.</summary>
    private static bool First(ref bool isSeen)
    {
        bool isFirst = !isSeen;
        isSeen = true;
        return isFirst;
    }

    [InlineArray(RelayChain6.MaxHops)]
    private struct Marks
    {
        private int _first;
    }
}
