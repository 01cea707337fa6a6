using Nestor.Engine.Allocation;
using Nestor.Engine.Hooking;
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
    /// <summary>Stage: the reservations of the selected subnet and, where the subnet wants them, the global ones. [host4_identifier]</summary>
    public static Verdict Run(Engine4 engine, Exchange4 exchange)
    {
        if (exchange.Subnet is { } subnet)
        {
            IdentifierHook4.Run(engine, exchange);
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
            var identifier = Identifier(exchange, ref type);
            var host = identifier.IsEmpty ? null : hosts.Find(subnetId, type, identifier);
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

    private static bool IsClient(Exchange4 exchange, Reservation4 host)
    {
        var type = host.IdentifierType;
        var identifier = Identifier(exchange, ref type);
        if (!identifier.IsEmpty && type == host.IdentifierType && identifier.SequenceEqual(host.Identifier))
        {
            return true;
        }

        // What a library says may be meant for an identifier of another kind.
        var library = exchange.Identifier;
        return library.Type == host.IdentifierType && !library.Value.IsEmpty && library.Value.SequenceEqual(host.Identifier);
    }

    /// <summary>Empty when the client has none.</summary>
    /// <param name="type">For a flexible one, what the library says it is to be taken for.</param>
    private static ReadOnlySpan<byte> Identifier(Exchange4 exchange, ref HostIdentifierType type)
    {
        ReadOnlySpan<byte> identifier = default;
        switch (type)
        {
            case HostIdentifierType.HwAddress:
                return exchange.Query.Chaddr;
            case HostIdentifierType.ClientId:
                return exchange.ClientId;
            case HostIdentifierType.Duid:
                ClientId4.TryDuid(exchange.ClientId, out _, out identifier);
                return identifier;
            case HostIdentifierType.CircuitId:
                exchange.Query.TryRai(RaiCode.CircuitId, out identifier);
                return identifier;
            default:
                type = exchange.Identifier.IsAsked ? exchange.Identifier.Type : type;
                return exchange.Identifier.Value;
        }
    }
}
