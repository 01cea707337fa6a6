using Nestor.Engine.Classification.Expressions;
using Nestor.Engine.Hooking;
using Nestor.Engine.Reservations;
using Nestor.Engine.Statistics;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Model.Classes;
using Nestor.Model.Logging;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.Classification;

/// <summary>The stages of a DHCPv4 query that put it into classes, in the order of the pipeline.</summary>
public static class Classify4
{
    /// <summary>Its name is the class of queries that are dropped: found by the query alone, or by the client's reservations.</summary>
    private static readonly LogId DropId = LogId.Debug(15, "DHCP4_PACKET_DROP_0010");
    private static readonly LogId DropEarlyId = LogId.Debug(15, "DHCP4_PACKET_DROP_0013");
    private static readonly LogId DropLateId = LogId.Debug(15, "DHCP4_PACKET_DROP_0014");
    private static readonly LogId AssignedId = LogId.Debug(40, "DHCP4_CLASSES_ASSIGNED");
    private static readonly LogId AssignedLateId = LogId.Debug(40, "DHCP4_CLASSES_ASSIGNED_AFTER_SUBNET_SELECTION");

    /// <summary>Stage: everybody's class, the vendor's, and those that the query alone decides.</summary>
    public static Verdict Start(Engine4 engine, Exchange4 exchange)
    {
        engine.Fields.Read(exchange, engine.Classifier);
        engine.Classifier.IsAgentStashed = exchange.IsAgentStashed;
        engine.Classifier.Begin(exchange.Classes, Vendor(exchange), engine.Fields);
        Log(engine, exchange, AssignedId);
        return Verdict.Continue;
    }

    /// <summary>Stage: queries in class DROP end here.</summary>
    public static Verdict Drop(Engine4 engine, Exchange4 exchange) =>
        exchange.Classes.Contains(ClassNames.Drop)
            ? engine.Drop(exchange, DropId, Counter4.AdminFiltered)
            : Verdict.Continue;

    /// <summary>
    /// Stage, with early-global-reservations-lookup: what a global reservation says of the client is known before its
    /// subnet is chosen. [host4_identifier]
    /// </summary>
    public static Verdict EarlyGlobal(Engine4 engine, Exchange4 exchange)
    {
        if (!exchange.Settings.EarlyGlobalReservationsLookup)
        {
            return Verdict.Continue;
        }

        IdentifierHook4.Run(engine, exchange);
        if (HostLookup4.Global(exchange) is not { } host)
        {
            return Verdict.Continue;
        }

        engine.Fields.ReadLate(exchange, engine.Classifier);
        exchange.GlobalHost = host;
        engine.Classifier.IsAgentStashed = exchange.IsAgentStashed;
        engine.Classifier.Settle(exchange.Classes, Vendor(exchange), host.ClientClasses, null, isKnown: true, engine.Fields);
        return exchange.Classes.Contains(ClassNames.Drop)
            ? engine.Drop(exchange, DropEarlyId, Counter4.AdminFiltered)
            : Verdict.Continue;
    }

    /// <summary>
    /// Stage: is the client known, and what follows from that. In a shared network the classes of a subnet's
    /// reservation wait for <see cref="AfterAllocation"/>: the client may end in another subnet.
    /// </summary>
    public static Verdict Known(Engine4 engine, Exchange4 exchange)
    {
        var classes = exchange.Classes;
        var subnet = exchange.Subnet;
        bool isKnown = classes.Contains(ClassNames.Known) || (subnet is not null && HostLookup4.IsKnown(exchange, subnet));
        var early = exchange.Settings.EarlyGlobalReservationsLookup ? HostLookup4.Global(exchange) : null;
        bool isDeferred = exchange.SubnetHost is not null && subnet is { Network: not null };
        engine.Fields.ReadLate(exchange, engine.Classifier);
        engine.Classifier.IsAgentStashed = exchange.IsAgentStashed;
        engine.Classifier.Settle(
            classes, Vendor(exchange), early?.ClientClasses, isDeferred ? null : exchange.Host?.ClientClasses, isKnown, engine.Fields);
        Log(engine, exchange, AssignedLateId);
        return classes.Contains(ClassNames.Drop)
            ? engine.Drop(exchange, DropLateId, Counter4.AdminFiltered)
            : Verdict.Continue;
    }

    /// <summary>Stage: the classes of the reservation that counted, and those that pool, subnet and network ask for, in this order.</summary>
    public static Verdict AfterAllocation(Engine4 engine, Exchange4 exchange)
    {
        if (exchange.Subnet is not { } subnet || exchange.ReplyType is MessageType4.None or MessageType4.Nak)
        {
            return Verdict.Continue;
        }

        var classifier = engine.Classifier;
        engine.Fields.ReadLate(exchange, classifier);
        if (subnet.Network is not null && exchange.SubnetHost is { } host)
        {
            exchange.Classes.Add(host.ClientClasses);
        }

        if (exchange.Pool is { } pool)
        {
            classifier.Additional(exchange.Classes, engine.Fields, pool.AdditionalClasses);
        }

        classifier.Additional(exchange.Classes, engine.Fields, subnet.AdditionalClasses);
        if (subnet.Network is { } network)
        {
            classifier.Additional(exchange.Classes, engine.Fields, network.AdditionalClasses);
        }

        return Verdict.Continue;
    }

    /// <summary>Option 60 as a whole (RFC 2132 section 9.13).</summary>
    private static ReadOnlySpan<byte> Vendor(Exchange4 exchange) =>
        exchange.Query.TryOption(OptionCode4.VendorClass, out var vendor) ? vendor : default;

    private static void Log(Engine4 engine, Exchange4 exchange, LogId id) =>
        engine.Loggers.Dhcp4.Write(id, $"{new QueryLabel(exchange)}: the client is in classes {new ClassesText(exchange.Classes, exchange.Settings.Classes.Names)}");
}
