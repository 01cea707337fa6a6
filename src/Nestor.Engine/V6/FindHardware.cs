using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.V6;

/// <summary>Stage: the client's hardware address, by the first of Kea's <c>mac-sources</c> that knows one.</summary>
public static class FindHardware
{
    private const ushort Ethernet = 1;
    private const ushort DocsisModemMac = 36;
    private const ushort DocsisCmtsMac = 1026;
    private const uint CableLabs = 4491;

    /// <summary>What "any" tries, in this order. The frame itself is not seen by a UDP socket.</summary>
    private static readonly HardwareSource[] Any =
    [
        HardwareSource.ClientLinkAddress, HardwareSource.Duid, HardwareSource.Ip6LinkLocal, HardwareSource.RemoteId,
        HardwareSource.SubscriberId, HardwareSource.DocsisCmts, HardwareSource.DocsisModem,
    ];

    public static Verdict Run(Engine6 engine, Exchange6 exchange)
    {
        // By number: to walk a list behind its interface allocates.
        var sources = exchange.Settings.MacSources;
        for (int i = 0; i < sources.Count; i++)
        {
            var source = sources[i];
            if (source == HardwareSource.Unknown ? TryAny(exchange) : TryOne(exchange, source))
            {
                break;
            }
        }

        return Verdict.Continue;
    }

    private static bool TryAny(Exchange6 exchange)
    {
        foreach (var source in Any)
        {
            if (TryOne(exchange, source))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryOne(Exchange6 exchange, HardwareSource source)
    {
        ushort type = Ethernet;
        ReadOnlySpan<byte> found = default;
        switch (source)
        {
            case HardwareSource.Duid:
                Duid.TryHardware(exchange.Duid, out type, out found);
                break;
            case HardwareSource.Ip6LinkLocal:
                return TryLinkLocal(exchange);
            case HardwareSource.ClientLinkAddress:
                ClientLinkLayer6.TryFind(exchange.Chain, out type, out found);
                break;
            case HardwareSource.RemoteId:
                found = exchange.Chain.TryNearestClient(OptionCode6.RemoteId, out var remote) && remote.Length > 4 ? remote[4..] : default;
                break;
            case HardwareSource.SubscriberId:
                exchange.Chain.TryNearestClient(OptionCode6.SubscriberId, out found);
                break;
            case HardwareSource.DocsisModem:
                found = VendorOptions6.TryFind(exchange.Query.Options, OptionCode6.VendorOpts, CableLabs, out var own)
                    && OptionCursor6.TryFind(own, DocsisModemMac, out var modem) ? modem : default;
                break;
            case HardwareSource.DocsisCmts:
                found = Cmts(exchange.Chain);
                break;
        }

        if (found.IsEmpty || found.Length > 20)
        {
            return false;
        }

        exchange.SetHardwareAddress(found, type, source);
        return true;
    }

    private static bool TryLinkLocal(Exchange6 exchange)
    {
        Span<byte> mac = stackalloc byte[6];
        var chain = exchange.Chain;
        var from = chain.IsRelayed ? chain[chain.Count - 1].PeerAddress : exchange.Arrival.Source;
        if (!Duid.TryMac(from, mac))
        {
            return false;
        }

        exchange.SetHardwareAddress(mac, Ethernet, HardwareSource.Ip6LinkLocal);
        return true;
    }

    /// <summary>The cable modem's address as its termination system, a relay, says it.</summary>
    private static ReadOnlySpan<byte> Cmts(RelayChain6 chain)
    {
        for (int hop = chain.Count - 1; hop >= 0; hop--)
        {
            if (VendorOptions6.TryFind(chain.Options(hop), OptionCode6.VendorOpts, CableLabs, out var data)
                && OptionCursor6.TryFind(data, DocsisCmtsMac, out var mac))
            {
                return mac;
            }
        }

        return default;
    }
}
