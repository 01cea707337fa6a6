using Nestor.Engine.Selection;
using Nestor.Hooks.Exchange;
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
        return Verdict.Continue;
    }

    /// <summary>
    /// The subnet, or null when nothing configured fits. A relay's interface-id comes before its link address; a client
    /// on the link is known by the interface, or by its address.
    /// </summary>
    public static Subnet6? Select(SubnetIndex6 index, Exchange6 exchange)
    {
        var chain = exchange.Chain;
        var classes = exchange.Classes;
        if (chain.IsRelayed)
        {
            if (chain.TryNearestClient(OptionCode6.InterfaceId, out var id) && index.ByInterfaceId(id, classes) is { } named)
            {
                return named;
            }

            if (TryLinkAddress(chain, out var link))
            {
                return index.ByRelay(link, classes) ?? index.ByAddress(link, classes);
            }
        }

        return index.ByInterface(exchange.Arrival.Interface.Name, classes) ?? index.ByAddress(exchange.Arrival.Source, classes);
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
