using System.Buffers.Binary;
using Nestor.Hooks.Exchange;
using Nestor.Model.Networks;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.RelayInformation;

/// <summary>
/// The relays that a DHCPv6 query came through: <c>{ "ISC": { "relay-info": [ { "hop": 0, "link": "...", "peer": "..." } ] } }</c>,
/// the one nearest the server first, with its options where it added any. A query without relays leaves what its lease has.
/// </summary>
public sealed class ExtendedInfo6 : ExtendedInfo
{
    internal const string Name = "relay-info";

    /// <summary>What it was called before Kea 2.3.2.</summary>
    internal const string OlderName = "relays";

    /// <summary>Options of one relay that are put in order; more of them stay as they came.</summary>
    private const int MaxSorted = 64;

    /// <summary>True when a lease that would be reused unwritten must be written: it has not what the relays say now.</summary>
    /// <param name="kept">The lease's user-context until now.</param>
    public bool MustWrite(Exchange6 exchange, Subnet6 subnet, ReadOnlySpan<byte> kept) => TryMake(exchange, subnet) && !IsIn(kept);

    /// <summary>The user-context to store with a lease of the exchange's client.</summary>
    /// <param name="kept">What it would be without this.</param>
    public ReadOnlySpan<byte> Context(Exchange6 exchange, Subnet6 subnet, ReadOnlySpan<byte> kept) =>
        TryMake(exchange, subnet) ? MergedInto(kept, Name, OlderName) : kept;

    private bool TryMake(Exchange6 exchange, Subnet6 subnet)
    {
        var chain = exchange.Chain;
        if (!subnet.Parameters.StoreExtendedInfo || !chain.IsRelayed)
        {
            return false;
        }

        Open("relay-info"u8);
        Whole.Add("[ "u8);
        for (int i = 0; i < chain.Count; i++)
        {
            Whole.Add(i == 0 ? "{ "u8 : ", { "u8);
            Hop(chain, i);
            Whole.Add(" }"u8);
        }

        Whole.Add(" ]"u8);
        Close();
        return true;
    }

    private void Hop(RelayChain6 chain, int hop)
    {
        Whole.Add("\"hop\": "u8).Add(chain[hop].HopCount).Add(", \"link\": \""u8).Add(chain[hop].LinkAddress);
        if (HasOptions(chain, hop))
        {
            Whole.Add("\", \"options\": \"0x"u8);
            Options(chain, hop);
        }

        Whole.Add("\", \"peer\": \""u8).Add(chain[hop].PeerAddress).Add("\""u8);
        if (chain.TryOption(hop, OptionCode6.RelayId, out var relay) && !relay.IsEmpty)
        {
            Whole.Add(", \"relay-id\": \""u8).AddHex(relay).Add("\""u8);
        }

        if (chain.TryOption(hop, OptionCode6.RemoteId, out var remote) && !remote.IsEmpty)
        {
            Whole.Add(", \"remote-id\": \""u8).AddHex(remote).Add("\""u8);
        }
    }

    private static bool HasOptions(RelayChain6 chain, int hop)
    {
        var options = chain.Options(hop);
        while (options.TryNext(out ushort code, out _))
        {
            if (code != OptionCode6.RelayMessage)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All but the message it relayed, by ascending code, as Kea keeps them.</summary>
    private void Options(RelayChain6 chain, int hop)
    {
        int done = -1;
        for (int rounds = 0; rounds < MaxSorted; rounds++)
        {
            int next = int.MaxValue;
            var options = chain.Options(hop);
            while (options.TryNext(out ushort code, out _))
            {
                next = code != OptionCode6.RelayMessage && code > done && code < next ? code : next;
            }

            if (next == int.MaxValue)
            {
                return;
            }

            Add(chain, hop, next, next);
            done = next;
        }

        Add(chain, hop, done + 1, int.MaxValue);
    }

    private void Add(RelayChain6 chain, int hop, int first, int last)
    {
        Span<byte> header = stackalloc byte[OptionCursor6.HeaderLength];
        var options = chain.Options(hop);
        while (options.TryNext(out ushort code, out var body))
        {
            if (code >= first && code <= last && code != OptionCode6.RelayMessage)
            {
                BinaryPrimitives.WriteUInt16BigEndian(header, code);
                BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)body.Length);
                Whole.AddHex(header).AddHex(body);
            }
        }
    }
}
