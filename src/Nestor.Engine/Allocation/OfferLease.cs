using Nestor.Engine.Hooking;
using Nestor.Engine.ReplyOptions;
using Nestor.Engine.Reservations;
using Nestor.Engine.Statistics;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>What a DISCOVER is offered: reserved, present, asked for, or any address (RFC 2131 section 4.3.1).</summary>
public static class OfferLease
{
    /// <summary>True when there is an address to offer; it is then in the exchange, with its lifetime.</summary>
    public static bool Run(Engine4 engine, Exchange4 exchange)
    {
        int own = ClientLease.Find(engine, exchange);
        if (own >= 0)
        {
            HostLookup4.MoveTo(exchange, exchange.Subnet!);
        }

        if (!TryChoose(engine, exchange, own, out var address))
        {
            return false;
        }

        if (exchange.Subnet!.Parameters.IsRapidCommit && exchange.Query.HasOption(OptionCode4.RapidCommit))
        {
            exchange.IsRapidCommit = true;
            return AssignLease.TryGive(engine, exchange, own, address);
        }

        HostNames4.Complete(engine, exchange, address);
        uint lifetime = LeaseTimes.ValidLifetime(engine, exchange, address, own);
        own = own >= 0 && engine.Leases.Fields(own).Address == address ? own : -1;
        if (own < 0 && engine.Hooks.Lease4Select.IsUsed)
        {
            var lease = Allocation4.Make(engine, exchange, address, lifetime, -1);
            if (!LeaseHooks4.TrySelect(engine, engine.Hooks.Lease4Select, exchange, ref lease, isOffer: true, LeaseTimes.OfferLifetime(exchange)))
            {
                return false;
            }

            lifetime = lease.Fields.ValidLifetime;
        }

        uint left = own >= 0 ? LeaseTimes.Reusable(engine, exchange, own, lifetime) : 0;
        exchange.Yiaddr = address;
        exchange.ReplyLifetime = left > 0 ? left : lifetime;
        if (engine.Hooks.Lease4Offer.IsUsed)
        {
            LeaseHooks4.BeforeOffer(engine, address);
        }

        Hold(engine, exchange, own, address, lifetime);
        return true;
    }

    private static bool TryChoose(Engine4 engine, Exchange4 exchange, int own, out Ip4 address)
    {
        if (HostLookup4.FindReservedAddress(engine, exchange) is { } reserved)
        {
            AllocationLog.Step(engine, exchange, AllocationLog.DiscoverReserved, reserved);
            address = reserved;
            if ((own >= 0 && engine.Leases.Fields(own).Address == reserved) || Allocation4.IsAvailable(engine, reserved))
            {
                return true;
            }

            AllocationLog.Conflict(engine, exchange, reserved);
            engine.Statistics.Add(Counter4.ReservationConflicts);
            engine.Statistics.Add(exchange.Subnet!, null, SubnetCounter4.ReservationConflicts);
        }

        if (own >= 0)
        {
            address = engine.Leases.Fields(own).Address;
            if (Allocation4.TryMoveToPoolOf(engine, exchange, address)
                && !HostLookup4.IsReservedForOther(engine, exchange, address))
            {
                AllocationLog.Step(engine, exchange, AllocationLog.OfferExisting, address);
                return true;
            }

            exchange.Trace?.Note("candidate", CandidateTrace.Refused(engine, exchange, "the client's lease", address));
        }

        address = exchange.RequestedAddress;
        if (!address.IsZero && Allocation4.TryMoveToPoolOf(engine, exchange, address)
            && !HostLookup4.IsReservedForOther(engine, exchange, address) && Allocation4.IsAvailable(engine, address))
        {
            AllocationLog.Step(engine, exchange, AllocationLog.OfferRequested, address);
            return true;
        }

        if (!address.IsZero)
        {
            exchange.Trace?.Note("candidate", CandidateTrace.Refused(engine, exchange, "the address asked for", address));
        }

        if (!Allocation4.TryPick(engine, exchange, out address))
        {
            return false;
        }

        AllocationLog.Step(engine, exchange, AllocationLog.OfferNew, address);
        return true;
    }

    /// <summary>With an offer-lifetime the address is held for that long, unless the client holds it longer already.</summary>
    private static void Hold(Engine4 engine, Exchange4 exchange, int own, Ip4 address, uint lifetime)
    {
        uint hold = Math.Min(LeaseTimes.OfferLifetime(exchange), lifetime);
        if (hold == 0)
        {
            return;
        }

        if (own >= 0 && !engine.Leases.Fields(own).IsExpiredAt(engine.Now)
            && engine.Leases.Fields(own).State == Model.Leases.LeaseState.Default
            && (engine.Leases.Fields(own).IsInfinite || engine.Leases.Fields(own).Expire >= engine.Now + hold))
        {
            return;
        }

        Allocation4.Write(engine, exchange, address, hold);
        exchange.NeedsCommit = true;
    }
}
