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
        exchange.SelectedSubnet = exchange.Subnet = Select(engine.Subnets, exchange);
        if (exchange.Subnet is { } subnet)
        {
            Log.SubnetSelected(engine.Loggers.Packets, exchange, subnet);
        }
        else
        {
            Log.NoSubnet(engine.Loggers.Packets, exchange);
        }

        engine.Trace?.Note("subnet", exchange.Subnet?.Text ?? "none");
        return Verdict.Continue;
    }

    /// <summary>The subnet, or null when nothing configured fits. Order: notes on every step below.</summary>
    public static Subnet4? Select(SubnetIndex4 index, Exchange4 exchange)
    {
        var query = exchange.Query;

        // A relay (RFC 3527) or client (RFC 3011) that names the subnet is taken at its word: nothing else is tried.
        if (TryNamedSubnet(exchange, out var named))
        {
            return index.ByAddress(named);
        }

        if (query.IsRelayed)
        {
            return index.ByRelay(query.Giaddr) ?? index.ByAddress(query.Giaddr);
        }

        if (!exchange.Arrival.Destination.IsBroadcast)
        {
            if (!query.Ciaddr.IsZero)
            {
                return index.ByAddress(query.Ciaddr);
            }

            if (!exchange.Arrival.Source.IsZero)
            {
                return index.ByAddress(exchange.Arrival.Source);
            }
        }

        return index.ByInterface(exchange.Arrival.Interface.Name) ?? index.ByAddress(exchange.Arrival.Interface.Address);
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
