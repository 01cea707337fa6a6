using Nestor.Engine.Selection;
using Nestor.Hooks.Exchange;
using Nestor.Model.Networks;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.V4;

/// <summary>Chooses the subnet a query belongs to. [subnet4_select]</summary>
public static class SelectSubnet
{
    public static Verdict Run(Engine4 engine, Exchange4 exchange)
    {
        if (exchange.Envelope is { } envelope)
        {
            return SelectOver6(engine, exchange, envelope);
        }

        exchange.SelectedSubnet = exchange.Subnet = Select(engine.Subnets, exchange, out var by);
        SubnetLog.Write(engine.Loggers.Dhcpsrv, exchange, exchange.Subnet, by);
        if (exchange.Subnet is { } subnet)
        {
            Log.SubnetSelected(engine.Loggers.Packets, exchange, subnet);
            Log.SubnetData(engine.Loggers.Packets, exchange, subnet);
            if (!subnet.Parameters.MatchClientId && !exchange.ClientId.IsEmpty)
            {
                Log.ClientIdIgnored(engine.Loggers.Dhcp4, exchange, subnet);
            }
        }
        else
        {
            Log.NoSubnet(engine.Loggers.Packets, exchange);
        }

        exchange.Trace?.Note("subnet", SubnetTrace.Chosen<Ip4, Subnet4>(exchange.Subnet));
        return Verdict.Continue;
    }

    /// <summary>What the DHCPv6 server says counts alone: relay and interface of a query that came this way are IPv6's.</summary>
    private static Verdict SelectOver6(Engine4 engine, Exchange4 exchange, Envelope4o6 envelope)
    {
        exchange.SelectedSubnet = exchange.Subnet = engine.Subnets.ByEnvelope(envelope, exchange.Arrival.Interface.Name, exchange.Classes);
        Dhcp4o6Log.Selected(engine.Loggers, exchange, envelope);
        exchange.Trace?.Note("subnet", SubnetTrace.Chosen<Ip4, Subnet4>(exchange.Subnet));
        return Verdict.Continue;
    }

    /// <summary>The subnet, or null when nothing configured fits. Order: notes on every step below.</summary>
    /// <param name="by">What decided, or was tried last.</param>
    public static Subnet4? Select(SubnetIndex4 index, Exchange4 exchange, out SubnetChoice by)
    {
        by = SubnetChoice.Named;
        var query = exchange.Query;
        var classes = exchange.Classes;

        // A relay (RFC 3527) or client (RFC 3011) that names the subnet is taken at its word: nothing else is tried.
        if (TryNamedSubnet(exchange, out var named))
        {
            return index.ByAddress(named, classes);
        }

        if (query.IsRelayed)
        {
            by = SubnetChoice.Relay;
            if (index.ByRelay(query.Giaddr, classes) is { } relayed)
            {
                return relayed;
            }

            var around = index.ByAddress(query.Giaddr, classes);
            by = around is null ? SubnetChoice.Relay : SubnetChoice.Address;
            return around;
        }

        by = SubnetChoice.Address;
        if (!exchange.Arrival.Destination.IsBroadcast)
        {
            if (!query.Ciaddr.IsZero)
            {
                return index.ByAddress(query.Ciaddr, classes);
            }

            if (!exchange.Arrival.Source.IsZero)
            {
                return index.ByAddress(exchange.Arrival.Source, classes);
            }
        }

        by = SubnetChoice.Interface;
        if (index.ByInterface(exchange.Arrival.Interface.Name, classes) is { } direct)
        {
            return direct;
        }

        var own = index.ByAddress(exchange.Arrival.Interface.Address, classes);
        by = own is null ? SubnetChoice.Interface : SubnetChoice.Address;
        return own;
    }

    private static bool TryNamedSubnet(Exchange4 exchange, out Ip4 address)
    {
        var query = exchange.Query;
        if (!exchange.Settings.Compatibility.IgnoreRaiLinkSelection
            && query.TryRai(RaiCode.LinkSelection, out var link) && link.Length == 4)
        {
            address = Ip4.Read(link);
            if (!address.IsZero)
            {
                return true;
            }
        }

        return query.TryAddressOption(OptionCode4.SubnetSelection, out address) && !address.IsZero;
    }
}
