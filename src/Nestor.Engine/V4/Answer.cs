using Nestor.Engine.Allocation;
using Nestor.Engine.ReplyOptions;
using Nestor.Engine.Reservations;
using Nestor.Engine.Statistics;
using Nestor.Hooks.Exchange;
using Nestor.Model.Classes;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.V4;

/// <summary>Stage: does what the message asks for; what will be sent is in the exchange afterwards.</summary>
public static class Answer
{
    public static Verdict Run(Engine4 engine, Exchange4 exchange)
    {
        exchange.RequestedAddress =
            exchange.Query.TryAddressOption(OptionCode4.RequestedAddress, out var asked) ? asked : exchange.Query.Ciaddr;
        var verdict = exchange.MessageType switch
        {
            MessageType4.Discover => Discover(engine, exchange),
            MessageType4.Request => Request(engine, exchange),
            MessageType4.Release => Release.Run(engine, exchange),
            MessageType4.Decline => Decline.Run(engine, exchange),
            _ => Inform(exchange),
        };
        if (exchange.Subnet is { } subnet && exchange.SelectedSubnet is { } selected && subnet != selected)
        {
            Log.SubnetChanged(engine.Loggers.Packets, exchange, selected, subnet);
        }

        return verdict;
    }

    /// <summary>RFC 2131 section 4.3.1. A client that nothing can be offered to hears nothing.</summary>
    private static Verdict Discover(Engine4 engine, Exchange4 exchange)
    {
        Log.Discover(engine.Loggers.Dhcp4, exchange);
        if (exchange.Subnet is null)
        {
            Log.Drop(engine.Loggers.BadPackets, exchange, Log.NakNoSubnet);
            return Verdict.Drop;
        }

        if (exchange.Classes.Contains(ClassNames.Reject) || !OfferLease.Run(engine, exchange))
        {
            Log.Drop(engine.Loggers.BadPackets, exchange, Log.NoOffer);
            return Verdict.Drop;
        }

        exchange.Pool = engine.Pools.Of(exchange.Subnet).PoolOf(exchange.Yiaddr)?.Pool;
        if (exchange.IsRapidCommit)
        {
            Acknowledge(engine, exchange);
            return Verdict.Continue;
        }

        exchange.ReplyType = MessageType4.Offer;
        Log.Offered(engine.Loggers.Leases, exchange);
        return Verdict.Continue;
    }

    /// <summary>RFC 2131 section 4.3.2: selecting, rebooting, renewing and rebinding clients.</summary>
    private static Verdict Request(Engine4 engine, Exchange4 exchange)
    {
        Log.Request(engine.Loggers.Dhcp4, exchange);
        exchange.ReplyType = MessageType4.Nak;
        var query = exchange.Query;
        if (exchange.Classes.Contains(ClassNames.Reject) && exchange.Subnet is not null)
        {
            Log.Drop(engine.Loggers.BadPackets, exchange, Log.NakNoLease);
            return Verdict.Continue;
        }

        bool hasServerId = query.HasOption(OptionCode4.ServerIdentifier);
        if (!hasServerId && query.HasOption(OptionCode4.RequestedAddress))
        {
            Log.InitReboot(engine.Loggers.Dhcp4, exchange);
            if (!MayGoOnAfterReboot(engine, exchange, out var verdict))
            {
                return verdict;
            }
        }

        if (exchange.Subnet is not { } subnet)
        {
            // A rebinding client may be another server's; one that chose or renews with us is told.
            Log.Drop(engine.Loggers.BadPackets, exchange, Log.NakNoSubnet);
            bool isRebinding = !hasServerId && !query.HasOption(OptionCode4.RequestedAddress) && exchange.Arrival.Destination.IsBroadcast;
            return isRebinding && !exchange.Settings.Global.IsAuthoritative ? Verdict.Drop : Verdict.Continue;
        }

        if (AssignLease.Run(engine, exchange))
        {
            exchange.Pool = engine.Pools.Of(exchange.Subnet ?? subnet).PoolOf(exchange.Yiaddr)?.Pool;
            Acknowledge(engine, exchange);
            return Verdict.Continue;
        }

        if (exchange.IsRequestedAddressUnknown)
        {
            Log.Drop(engine.Loggers.BadPackets, exchange, Log.DropUnknownAddress);
            return Verdict.Drop;
        }

        Log.Drop(engine.Loggers.BadPackets, exchange, Log.NakNoLease);
        return Verdict.Continue;
    }

    private static void Acknowledge(Engine4 engine, Exchange4 exchange)
    {
        exchange.ReplyType = MessageType4.Ack;
        engine.Reconfigurer.Came(exchange.Yiaddr);
        if (exchange.IsLeaseReused)
        {
            Log.Reused(engine.Loggers.Leases, exchange);
        }
        else
        {
            Log.Allocated(engine.Loggers.Leases, exchange);
        }
    }

    /// <summary>
    /// INIT-REBOOT: a client we do not know is left to its own server, unless we are the authority here; one whose
    /// address is not the one we gave it is told so.
    /// </summary>
    private static bool MayGoOnAfterReboot(Engine4 engine, Exchange4 exchange, out Verdict verdict)
    {
        verdict = Verdict.Continue;
        if (exchange.Subnet is not { } subnet)
        {
            return true;
        }

        int own = ClientLease.Find(engine, exchange);
        HostLookup4.MoveTo(exchange, exchange.Subnet);
        if (own < 0 && !subnet.Parameters.IsAuthoritative)
        {
            Log.Drop(engine.Loggers.BadPackets, exchange, Log.NoLeaseInitReboot);
            verdict = Verdict.Drop;
            return false;
        }

        if (own < 0 || engine.Leases.Fields(own).Address != exchange.RequestedAddress)
        {
            Log.Drop(engine.Loggers.BadPackets, exchange, Log.NakInitReboot);
            return false;
        }

        return true;
    }

    /// <summary>RFC 2131 section 4.3.5: options only, no lease.</summary>
    private static Verdict Inform(Exchange4 exchange)
    {
        exchange.ReplyType = MessageType4.Ack;
        return Verdict.Continue;
    }
}
