using Nestor.Engine.Allocation;
using Nestor.Engine.ReplyOptions;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Model.Classes;
using Nestor.Model.Hosts;
using Nestor.Model.Networks;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Reservations;

/// <summary>Finds the client's reservations by each configured identifier in turn.</summary>
public static class HostLookup4
{
    /// <summary>Stage: the reservations of the selected subnet and, where the subnet wants them, the global ones.</summary>
    public static Verdict Run(Engine4 engine, Exchange4 exchange)
    {
        if (exchange.Subnet is { } subnet)
        {
            MoveTo(exchange, subnet);
            HostLog.Looked(engine.Loggers.Hosts, exchange, subnet);
        }

        return Verdict.Continue;
    }

    /// <summary>The exchange goes on in this subnet of the shared network, with the host that is reserved there.</summary>
    public static void MoveTo(Exchange4 exchange, Subnet4 subnet)
    {
        exchange.Subnet = subnet;
        exchange.SubnetHost = null;
        if (exchange.Settings.Hosts.IsEmpty)
        {
            HostNames4.Follow(exchange);
            return;
        }

        if (subnet.Parameters.ReservationsInSubnet)
        {
            exchange.SubnetHost = Find(exchange, subnet.Id);
        }

        exchange.GlobalHost = subnet.Parameters.ReservationsGlobal ? Find(exchange, 0) : null;
        HostNames4.Choose(exchange);
    }

    /// <summary>The client's global reservation; null when it has none.</summary>
    public static Reservation4? Global(Exchange4 exchange) => exchange.Settings.Hosts.IsEmpty ? null : Find(exchange, 0);

    /// <summary>True when something is reserved for the client in the subnet, in a sibling, or globally.</summary>
    public static bool IsKnown(Exchange4 exchange, Subnet4 selected)
    {
        if (exchange.Settings.Hosts.IsEmpty || exchange.Host is not null)
        {
            return exchange.Host is not null;
        }

        foreach (var subnet in Siblings.Of(selected, exchange.Classes))
        {
            var parameters = subnet.Parameters;
            if ((parameters.ReservationsInSubnet && Find(exchange, subnet.Id) is not null)
                || (parameters.ReservationsGlobal && Find(exchange, 0) is not null))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The address reserved for the client in its subnet or in a sibling of the shared network; the exchange moves to
    /// the subnet it is in. Null when there is none.
    /// </summary>
    public static Ip4? FindReservedAddress(Engine4 engine, Exchange4 exchange)
    {
        if (exchange.Settings.Hosts.IsEmpty || exchange.Subnet is not { } start)
        {
            return null;
        }

        foreach (var subnet in Siblings.Of(start, exchange.Classes))
        {
            MoveTo(exchange, subnet);
            if (ReservedAddress(engine, exchange) is { } address)
            {
                return address;
            }
        }

        MoveTo(exchange, start);
        return null;
    }

    /// <summary>
    /// The address reserved for the client, where it counts: inside the subnet, and outside of its pools when only
    /// reservations out of pool are looked at. Null when there is none.
    /// </summary>
    private static Ip4? ReservedAddress(Engine4 engine, Exchange4 exchange)
    {
        if (exchange.Host?.Address is not { } address || exchange.Subnet is not { } subnet)
        {
            return null;
        }

        if (!subnet.Contains(address))
        {
            AllocationLog.Unsuitable(engine, exchange, address);
            return null;
        }

        bool isIgnored = exchange.SubnetHost is not null && subnet.Parameters.ReservationsOutOfPool
            && engine.Pools.Of(subnet).PoolOf(address) is not null;
        return isIgnored ? null : address;
    }

    /// <summary>True when somebody else has the address reserved.</summary>
    public static bool IsReservedForOther(Engine4 engine, Exchange4 exchange, Ip4 address)
    {
        var hosts = exchange.Settings.Hosts;
        if (hosts.IsEmpty || exchange.Subnet is not { } subnet)
        {
            return false;
        }

        var parameters = subnet.Parameters;
        if (parameters.ReservationsInSubnet
            && !(parameters.ReservationsOutOfPool && engine.Pools.Of(subnet).PoolOf(address) is not null)
            && AreOthers(exchange, hosts.AtAddress(subnet.Id, address)))
        {
            return true;
        }

        return parameters.ReservationsGlobal && AreOthers(exchange, hosts.AtAddress(0, address));
    }

    private static Reservation4? Find(Exchange4 exchange, uint subnetId)
    {
        // A reservation that was out of reach when the client became UNKNOWN, behind that very guard for one, is none.
        if (exchange.Classes.Contains(ClassNames.Unknown))
        {
            return null;
        }

        var hosts = exchange.Settings.Hosts;

        // By number: to walk a list behind its interface allocates.
        var types = exchange.Settings.HostIdentifiers;
        for (int i = 0; i < types.Count; i++)
        {
            var type = types[i];
            var host = TryIdentifier(exchange, type, out var identifier) ? hosts.Find(subnetId, type, identifier) : null;
            exchange.Trace?.NoteOnce("reservation", HostTrace.Tried(subnetId, type, identifier, host));
            if (host is not null)
            {
                return host;
            }
        }

        return null;
    }

    /// <summary>Somebody has the reservation, and the client is not among them.</summary>
    private static bool AreOthers(Exchange4 exchange, ReadOnlySpan<Reservation4> owners)
    {
        foreach (var owner in owners)
        {
            if (IsClient(exchange, owner))
            {
                return false;
            }
        }

        return !owners.IsEmpty;
    }

    private static bool IsClient(Exchange4 exchange, Reservation4 host) =>
        TryIdentifier(exchange, host.IdentifierType, out var identifier) && identifier.SequenceEqual(host.Identifier);

    private static bool TryIdentifier(Exchange4 exchange, HostIdentifierType type, out ReadOnlySpan<byte> identifier)
    {
        identifier = default;
        switch (type)
        {
            case HostIdentifierType.HwAddress:
                identifier = exchange.Query.Chaddr;
                break;
            case HostIdentifierType.ClientId:
                identifier = exchange.ClientId;
                break;
            case HostIdentifierType.Duid:
                ClientId4.TryDuid(exchange.ClientId, out _, out identifier);
                break;
            case HostIdentifierType.CircuitId:
                exchange.Query.TryRai(RaiCode.CircuitId, out identifier);
                break;
        }

        return !identifier.IsEmpty;
    }
}
