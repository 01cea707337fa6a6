using Nestor.Engine.Hooking;
using Nestor.Engine.Selection;
using Nestor.Hooks.Exchange;
using Nestor.Model.Classes;
using Nestor.Model.Networks;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.V6;

/// <summary>Chooses the subnet a query belongs to. [subnet6_select]</summary>
public static class SelectSubnet
{
    public static Verdict Run(Engine6 engine, Exchange6 exchange)
    {
        exchange.SelectedSubnet = exchange.Subnet = Select(engine.Subnets, exchange);
        if (exchange.Subnet is { } subnet)
        {
            Log.SubnetSelected(engine.Loggers.Packets, exchange, subnet);
        }
        else
        {
            Log.NoSubnet(engine.Loggers.Packets, exchange);
        }

        exchange.Trace?.Note("subnet", SubnetTrace.Chosen<Ip6, Subnet6>(exchange.Subnet));
        return engine.Hooks.Subnet6Select.IsUsed ? PacketHooks6.SelectSubnet(engine, exchange) : Verdict.Continue;
    }

    /// <summary>The subnet, or null when nothing configured fits.</summary>
    public static Subnet6? Select(SubnetIndex6 index, Exchange6 exchange)
    {
        var chain = exchange.Chain;
        ReadOnlySpan<byte> id = default;
        bool hasId = chain.IsRelayed && chain.TryNearestClient(OptionCode6.InterfaceId, out id);
        Ip6? link = chain.IsRelayed && TryLinkAddress(chain, out var address) ? address : null;
        return Select(index, hasId, id, link, exchange.Arrival.Interface.Name, exchange.Arrival.Source, exchange.Classes);
    }

    /// <summary>
    /// The same by the facts alone. A relay's interface-id comes before its link address; a client on the link is known
    /// by the interface, or by its address.
    /// </summary>
    /// <param name="interfaceId">What the relay nearest the client calls its interface.</param>
    /// <param name="link">The link address of a relay; null when none has one.</param>
    /// <param name="interface">Where the query came in.</param>
    /// <param name="source">Where it was sent from.</param>
    public static Subnet6? Select(
        SubnetIndex6 index, bool hasInterfaceId, ReadOnlySpan<byte> interfaceId, Ip6? link, string @interface, Ip6 source, ClassSet classes)
    {
        if (hasInterfaceId && index.ByInterfaceId(interfaceId, classes) is { } named)
        {
            return named;
        }

        return link is { } relay
            ? index.ByRelay(relay, classes) ?? index.ByAddress(relay, classes)
            : index.ByInterface(@interface, classes) ?? index.ByAddress(source, classes);
    }

    /// <summary>
    /// The link address of the relay nearest the client that has one: relays on layer 2 leave it empty (RFC 6221
    /// section 5.3.1).
    /// </summary>
    private static bool TryLinkAddress(RelayChain6 chain, out Ip6 link)
    {
        for (int hop = chain.Count - 1; hop >= 0; hop--)
        {
            link = chain[hop].LinkAddress;
            if (!link.IsZero && !link.IsLinkLocal)
            {
                return true;
            }
        }

        link = default;
        return false;
    }
}
