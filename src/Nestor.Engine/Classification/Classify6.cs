using Nestor.Engine.Classification.Expressions;
using Nestor.Engine.Hooking;
using Nestor.Engine.Reservations;
using Nestor.Engine.Statistics;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Model.Classes;
using Nestor.Model.Logging;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.Classification;

/// <summary>The stages of a DHCPv6 query that put it into classes, in the order of the pipeline.</summary>
public static class Classify6
{
    /// <summary>Its name is the class of queries that are dropped: found by the query alone, or by the client's reservations.</summary>
    private static readonly LogId DropId = LogId.Debug(15, "DHCP6_PACKET_DROP_DROP_CLASS");
    private static readonly LogId DropEarlyId = LogId.Debug(15, "DHCP6_PACKET_DROP_DROP_CLASS_EARLY");
    private static readonly LogId DropLateId = LogId.Debug(15, "DHCP6_PACKET_DROP_DROP_CLASS2");
    private static readonly LogId AssignedId = LogId.Debug(40, "DHCP6_CLASSES_ASSIGNED");
    private static readonly LogId AssignedLateId = LogId.Debug(40, "DHCP6_CLASSES_ASSIGNED_AFTER_SUBNET_SELECTION");

    /// <summary>Stage: everybody's class, the vendor's, and those that the query alone decides.</summary>
    public static Verdict Start(Engine6 engine, Exchange6 exchange)
    {
        engine.Fields.Read(exchange, engine.Classifier);
        engine.Classifier.Begin(exchange.Classes, Vendor(exchange), engine.Fields);
        Log(engine, exchange, AssignedId);
        return Verdict.Continue;
    }

    /// <summary>Stage: queries in class DROP end here.</summary>
    public static Verdict Drop(Engine6 engine, Exchange6 exchange) =>
        exchange.Classes.Contains(ClassNames.Drop)
            ? engine.Drop(exchange, DropId, Counter6.AdminFiltered)
            : Verdict.Continue;

    /// <summary>
    /// Stage, with early-global-reservations-lookup: what a global reservation says of the client is known before its
    /// subnet is chosen. [host6_identifier]
    /// </summary>
    public static Verdict EarlyGlobal(Engine6 engine, Exchange6 exchange)
    {
        if (!exchange.Settings.EarlyGlobalReservationsLookup)
        {
            return Verdict.Continue;
        }

        IdentifierHook6.Run(engine, exchange);
        if (HostLookup6.Global(exchange) is not { } host)
        {
            return Verdict.Continue;
        }

        engine.Fields.Read(exchange, engine.Classifier);
        exchange.GlobalHost = host;
        engine.Classifier.Settle(exchange.Classes, Vendor(exchange), host.ClientClasses, null, isKnown: true, engine.Fields);
        return exchange.Classes.Contains(ClassNames.Drop)
            ? engine.Drop(exchange, DropEarlyId, Counter6.AdminFiltered)
            : Verdict.Continue;
    }

    /// <summary>
    /// Stage: is the client known, and what follows from that. In a shared network the classes of a subnet's
    /// reservation wait for <see cref="AfterAllocation"/>: the client may end in another subnet.
    /// </summary>
    public static Verdict Known(Engine6 engine, Exchange6 exchange)
    {
        var classes = exchange.Classes;
        var subnet = exchange.Subnet;
        bool isKnown = classes.Contains(ClassNames.Known) || (subnet is not null && HostLookup6.IsKnown(exchange, subnet));
        var early = exchange.Settings.EarlyGlobalReservationsLookup ? HostLookup6.Global(exchange) : null;
        bool isDeferred = exchange.SubnetHost is not null && subnet is { Network: not null };
        engine.Fields.Read(exchange, engine.Classifier);
        engine.Classifier.Settle(
            classes, Vendor(exchange), early?.ClientClasses, isDeferred ? null : exchange.Host?.ClientClasses, isKnown, engine.Fields);
        Log(engine, exchange, AssignedLateId);
        return classes.Contains(ClassNames.Drop)
            ? engine.Drop(exchange, DropLateId, Counter6.AdminFiltered)
            : Verdict.Continue;
    }

    /// <summary>
    /// The classes of the reservation that counted, and those that the pools that gave something, subnet and network
    /// ask for, in this order. To be called before the reply's options are chosen.
    /// </summary>
    internal static void AfterAllocation(Engine6 engine, Exchange6 exchange)
    {
        if (exchange.Subnet is not { } subnet)
        {
            return;
        }

        var classifier = engine.Classifier;
        engine.Fields.Read(exchange, classifier);
        if (subnet.Network is not null && exchange.SubnetHost is { } host)
        {
            exchange.Classes.Add(host.ClientClasses);
        }

        // By number: pools are few, and nothing is allocated.
        for (int i = 0; i < exchange.Pools.Count; i++)
        {
            classifier.Additional(exchange.Classes, engine.Fields, exchange.Pools[i].AdditionalClasses);
        }

        classifier.Additional(exchange.Classes, engine.Fields, subnet.AdditionalClasses);
        if (subnet.Network is { } network)
        {
            classifier.Additional(exchange.Classes, engine.Fields, network.AdditionalClasses);
        }
    }

    /// <summary>The first item of option 16 (RFC 9915 section 21.16), whatever the enterprise.</summary>
    private static ReadOnlySpan<byte> Vendor(Exchange6 exchange)
    {
        if (!exchange.Query.TryOption(OptionCode6.VendorClass, out var body) || body.Length < 6)
        {
            return default;
        }

        int length = (body[4] << 8) | body[5];
        return length <= body.Length - 6 ? body.Slice(6, length) : default;
    }

    private static void Log(Engine6 engine, Exchange6 exchange, LogId id) =>
        engine.Loggers.Dhcp6.Write(id, $"{new QueryLabel(exchange)}: the client is in classes {new ClassesText(exchange.Classes, exchange.Settings.Classes.Names)}");
}
