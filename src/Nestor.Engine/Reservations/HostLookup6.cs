using Nestor.Engine.Hooking;
using Nestor.Engine.ReplyOptions;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Model.Classes;
using Nestor.Model.Hosts;
using Nestor.Model.Networks;

namespace Nestor.Engine.Reservations;

/// <summary>Finds the client's reservations by each configured identifier in turn.</summary>
public static class HostLookup6
{
    /// <summary>Stage: the reservations of the selected subnet and, where the subnet wants them, the global ones. [host6_identifier]</summary>
    public static Verdict Run(Engine6 engine, Exchange6 exchange)
    {
        if (exchange.Subnet is { } subnet)
        {
            IdentifierHook6.Run(engine, exchange);
            MoveTo(exchange, subnet);
        }

        return Verdict.Continue;
    }

    /// <summary>The exchange goes on in this subnet of the shared network, with the host that is reserved there.</summary>
    public static void MoveTo(Exchange6 exchange, Subnet6 subnet)
    {
        exchange.Subnet = subnet;
        exchange.SubnetHost = InSubnet(exchange, subnet);
        exchange.GlobalHost = Global(exchange, subnet);
        if (exchange.Settings.Hosts.IsEmpty)
        {
            HostNames6.Follow(exchange);
        }
        else
        {
            HostNames6.Choose(exchange);
        }
    }

    /// <summary>The client's global reservation, whatever its subnet says; null when it has none.</summary>
    public static Reservation6? Global(Exchange6 exchange) => Find(exchange, 0);

    /// <summary>True when something is reserved for the client in the subnet, in a sibling, or globally.</summary>
    public static bool IsKnown(Exchange6 exchange, Subnet6 selected)
    {
        if (exchange.Settings.Hosts.IsEmpty || exchange.Host is not null)
        {
            return exchange.Host is not null;
        }

        foreach (var subnet in Allocation.Siblings.Of(selected, exchange.Classes))
        {
            if (InSubnet(exchange, subnet) is not null || Global(exchange, subnet) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The client's reservation in the subnet; null when there is none or the subnet looks at none.</summary>
    public static Reservation6? InSubnet(Exchange6 exchange, Subnet6 subnet) =>
        subnet.Parameters.ReservationsInSubnet ? Find(exchange, subnet.Id) : null;

    /// <summary>The client's global reservation; null when there is none or the subnet looks at none.</summary>
    public static Reservation6? Global(Exchange6 exchange, Subnet6 subnet) =>
        subnet.Parameters.ReservationsGlobal ? Find(exchange, 0) : null;

    public static bool IsClient(Exchange6 exchange, Reservation6 host)
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

    private static Reservation6? Find(Exchange6 exchange, uint subnetId)
    {
        // A reservation that was out of reach when the client became UNKNOWN, behind that very guard for one, is none.
        var hosts = exchange.Settings.Hosts;
        if (hosts.IsEmpty || exchange.Classes.Contains(ClassNames.Unknown))
        {
            return null;
        }

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

    /// <summary>Empty when the client has none.</summary>
    /// <param name="type">For a flexible one, what the library says it is to be taken for.</param>
    private static ReadOnlySpan<byte> Identifier(Exchange6 exchange, ref HostIdentifierType type)
    {
        switch (type)
        {
            case HostIdentifierType.HwAddress:
                return exchange.HardwareAddress;
            case HostIdentifierType.Duid:
                return exchange.Duid;
            case HostIdentifierType.FlexId:
                type = exchange.Identifier.IsAsked ? exchange.Identifier.Type : type;
                return exchange.Identifier.Value;
            default:
                return default;
        }
    }
}
