using Nestor.Hooks.Exchange;
using Nestor.Model.Networks;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.RelayInformation;

/// <summary>
/// What a relay added to a DHCPv4 query (RFC 3046): <c>{ "ISC": { "relay-agent-info": { "sub-options": "0x..." } } }</c>, with
/// remote-id and relay-id (RFC 6925) beside it. A query without it leaves what its lease has.
/// </summary>
public sealed class ExtendedInfo4 : ExtendedInfo
{
    internal const string Name = "relay-agent-info";

    /// <summary>True when a lease that would be reused unwritten must be written: it has not what the relay says now.</summary>
    /// <param name="kept">The lease's user-context until now.</param>
    public bool MustWrite(Exchange4 exchange, ReadOnlySpan<byte> kept) => TryMake(exchange, exchange.Subnet!) && !IsIn(kept);

    /// <summary>The user-context to store with the exchange's lease.</summary>
    /// <param name="kept">What it would be without this.</param>
    public ReadOnlySpan<byte> Context(Exchange4 exchange, Subnet4 subnet, ReadOnlySpan<byte> kept) =>
        TryMake(exchange, subnet) ? MergedInto(kept, Name) : kept;

    /// <summary>The members of the map, without its braces.</summary>
    internal static void Write(ContextText to, ReadOnlySpan<byte> area)
    {
        if (SubOptions.TryFind(area, RaiCode.RelayId, out var relay) && !relay.IsEmpty)
        {
            to.Add("\"relay-id\": \""u8).AddHex(relay).Add("\", "u8);
        }

        if (SubOptions.TryFind(area, RaiCode.RemoteId, out var remote) && !remote.IsEmpty)
        {
            to.Add("\"remote-id\": \""u8).AddHex(remote).Add("\", "u8);
        }

        to.Add("\"sub-options\": \"0x"u8);
        WriteSorted(to, area);
        to.Add("\""u8);
    }

    /// <summary>What a stashed option was recovered from needs no storing: it is stored.</summary>
    private bool TryMake(Exchange4 exchange, Subnet4 subnet)
    {
        if ((!subnet.Parameters.StoreExtendedInfo && !exchange.Settings.StashAgentOptions) || exchange.IsAgentStashed
            || !exchange.Query.TryOption(OptionCode4.RelayAgentInfo, out var area) || area.IsEmpty || !SubOptions.IsWhole(area))
        {
            return false;
        }

        Open("relay-agent-info"u8);
        Whole.Add("{ "u8);
        Write(Whole, area);
        Whole.Add(" }"u8);
        Close();
        return true;
    }

    /// <summary>By ascending code, as Kea keeps them.</summary>
    private static void WriteSorted(ContextText to, ReadOnlySpan<byte> area)
    {
        int done = -1;
        while (true)
        {
            int next = 256;
            var rest = area;
            while (SubOptions.TryNext(ref rest, out byte code, out _))
            {
                next = code > done && code < next ? code : next;
            }

            if (next == 256)
            {
                return;
            }

            rest = area;
            while (SubOptions.TryNext(ref rest, out byte code, out var body))
            {
                if (code == next)
                {
                    to.AddHex([code, (byte)body.Length]).AddHex(body);
                }
            }

            done = next;
        }
    }
}
