using Nestor.Engine.Hooking;
using Nestor.Engine.Selection;
using Nestor.Hooks.Exchange;
using Nestor.Model.Classes;
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
            SelectOver6(engine, exchange, envelope);
        }
        else
        {
            SelectPlain(engine, exchange);
        }

        return engine.Hooks.Subnet4Select.IsUsed ? PacketHooks4.SelectSubnet(engine, exchange) : Verdict.Continue;
    }

    private static void SelectPlain(Engine4 engine, Exchange4 exchange)
    {
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
    }

    /// <summary>What the DHCPv6 server says counts alone: relay and interface of a query that came this way are IPv6's.</summary>
    private static void SelectOver6(Engine4 engine, Exchange4 exchange, Envelope4o6 envelope)
    {
        exchange.SelectedSubnet = exchange.Subnet = engine.Subnets.ByEnvelope(envelope, exchange.Arrival.Interface.Name, exchange.Classes);
        Dhcp4o6Log.Selected(engine.Loggers, exchange, envelope);
        exchange.Trace?.Note("subnet", SubnetTrace.Chosen<Ip4, Subnet4>(exchange.Subnet));
    }

    /// <summary>The subnet, or null when nothing configured fits.</summary>
    /// <param name="by">What decided, or was tried last.</param>
    public static Subnet4? Select(SubnetIndex4 index, Exchange4 exchange, out SubnetChoice by)
    {
        var query = exchange.Query;
        var facts = new SubnetFacts4(exchange.Arrival.Interface.Name, exchange.Arrival.Interface.Address)
        {
            Client = query.Ciaddr,
            Relay = query.Giaddr,
            Local = exchange.Arrival.Destination,
            Remote = exchange.Arrival.Source,
        };
        bool isNamed = TryNamedSubnet(exchange, out var named);
        return Select(index, isNamed ? facts with { Named = named } : facts, exchange.Classes, out by);
    }

    /// <summary>The same by the facts alone. Order: notes on every step below.</summary>
    public static Subnet4? Select(SubnetIndex4 index, in SubnetFacts4 facts, ClassSet classes, out SubnetChoice by)
    {
        // A relay (RFC 3527) or client (RFC 3011) that names the subnet is taken at its word: nothing else is tried.
        by = SubnetChoice.Named;
        if (!facts.Named.IsZero)
        {
            return index.ByAddress(facts.Named, classes);
        }

        if (!facts.Relay.IsZero)
        {
            by = SubnetChoice.Relay;
            if (index.ByRelay(facts.Relay, classes) is { } relayed)
            {
                return relayed;
            }

            var around = index.ByAddress(facts.Relay, classes);
            by = around is null ? SubnetChoice.Relay : SubnetChoice.Address;
            return around;
        }

        by = SubnetChoice.Address;
        if (!facts.Local.IsBroadcast)
        {
            if (!facts.Client.IsZero)
            {
                return index.ByAddress(facts.Client, classes);
            }

            if (!facts.Remote.IsZero)
            {
                return index.ByAddress(facts.Remote, classes);
            }
        }

        by = SubnetChoice.Interface;
        if (index.ByInterface(facts.Interface, classes) is { } direct)
        {
            return direct;
        }

        var own = index.ByAddress(facts.InterfaceAddress, classes);
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

/// <summary>What a DHCPv4 subnet is chosen by.</summary>
/// <param name="Interface">Where the query came in.</param>
/// <param name="InterfaceAddress">The address of it that is listened on.</param>
public readonly record struct SubnetFacts4(string Interface, Ip4 InterfaceAddress)
{
    /// <summary>An address of the subnet, named by a relay (RFC 3527) or the client (RFC 3011); zero for none.</summary>
    public Ip4 Named { get; init; }

    /// <summary>giaddr.</summary>
    public Ip4 Relay { get; init; }

    /// <summary>ciaddr.</summary>
    public Ip4 Client { get; init; }

    /// <summary>Where the query was sent to.</summary>
    public Ip4 Local { get; init; }

    /// <summary>Where it was sent from.</summary>
    public Ip4 Remote { get; init; }
}
