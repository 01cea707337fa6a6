using Nestor.Engine.ReplyOptions;
using Nestor.Engine.Reconfiguration;
using Nestor.Engine.Reservations;
using Nestor.Engine.Statistics;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>What a REQUEST is given, or why not (RFC 2131 section 4.3.2).</summary>
public static class AssignLease
{
    /// <summary>True when the client has the address in the exchange from now on; false when it is refused.</summary>
    public static bool Run(Engine4 engine, Exchange4 exchange)
    {
        int own = ClientLease.Find(engine, exchange);
        if (own >= 0)
        {
            HostLookup4.MoveTo(exchange, exchange.Subnet!);
        }

        var asked = exchange.RequestedAddress;
        var reserved = HostLookup4.FindReservedAddress(engine, exchange);
        if (asked.IsZero && reserved is { } address)
        {
            AllocationLog.Step(engine, exchange, AllocationLog.RequestUseHost, address);
            asked = address;
        }

        if (!asked.IsZero && !MayHave(engine, exchange, asked, reserved))
        {
            return false;
        }

        if (own >= 0)
        {
            var current = engine.Leases.Fields(own).Address;
            if ((asked.IsZero || asked == current)
                && (reserved == current || Allocation4.TryMoveToPoolOf(engine, exchange, current)))
            {
                AllocationLog.Step(engine, exchange, AllocationLog.RequestExtend, current);
                return Extend(engine, exchange, own, current);
            }
        }

        if (asked.IsZero)
        {
            if (!Allocation4.TryPick(engine, exchange, out asked))
            {
                return false;
            }

            AllocationLog.Step(engine, exchange, AllocationLog.RequestPick, asked);
        }
        else
        {
            AllocationLog.Step(engine, exchange, AllocationLog.RequestAllocate, asked);
        }

        return TryGive(engine, exchange, own, asked);
    }

    /// <summary>Writes the lease of the address on the client, which loses the one it had; false when a library does not want it.</summary>
    /// <param name="own">The client's lease until now, or -1.</param>
    public static bool TryGive(Engine4 engine, Exchange4 exchange, int own, Ip4 address)
    {
        if (own >= 0 && engine.Leases.Fields(own).Address == address)
        {
            return Extend(engine, exchange, own, address);
        }

        HostNames4.Complete(engine, exchange, address);
        uint lifetime = LeaseTimes.ValidLifetime(engine, exchange, address, -1);
        if (!Allocation4.TryWrite(engine, exchange, address, ref lifetime, isRenewal: false))
        {
            return false;
        }

        Finish(exchange, address, lifetime);
        if (own >= 0)
        {
            // The client moved: it cannot have both.
            AllocationLog.Step(engine, exchange, AllocationLog.RequestRemove, engine.Leases.Fields(own).Address);
            LeaseAccount.Remove(engine, own);
        }

        return true;
    }

    private static bool MayHave(Engine4 engine, Exchange4 exchange, Ip4 asked, Ip4? reserved)
    {
        if (HostLookup4.IsReservedForOther(engine, exchange, asked))
        {
            AllocationLog.Step(engine, exchange, AllocationLog.RequestReserved, asked);
            return false;
        }

        int holder = engine.Leases.Find(asked);
        if (holder >= 0 && !Allocation4.IsAvailable(engine, asked)
            && (engine.Leases.Fields(holder).State == LeaseState.Declined
                || !ClientLease.IsOwnedBy(engine, holder, exchange, exchange.Subnet!)))
        {
            AllocationLog.Step(engine, exchange, AllocationLog.RequestInUse, asked);
            return false;
        }

        if (reserved is { } own && own != asked && Allocation4.IsAvailable(engine, own))
        {
            // It should start over and be offered the address it has reserved.
            AllocationLog.Step(engine, exchange, AllocationLog.RequestInvalid, asked);
            return false;
        }

        if (reserved != asked && !Allocation4.TryMoveToPoolOf(engine, exchange, asked))
        {
            AllocationLog.Step(engine, exchange, AllocationLog.RequestOutOfPool, asked);
            exchange.IsRequestedAddressUnknown = !Allocation4.IsPooled(engine, exchange.Subnet!, asked);
            return false;
        }

        return true;
    }

    /// <summary>False when a library does not want it, and there is nothing left of the lease as it was.</summary>
    private static bool Extend(Engine4 engine, Exchange4 exchange, int own, Ip4 address)
    {
        HostNames4.Complete(engine, exchange, address);
        uint lifetime = LeaseTimes.ValidLifetime(engine, exchange, address, own);
        uint left = LeaseTimes.Reusable(engine, exchange, own, lifetime);
        if (left > 0 && !ForceRenewNonce.MustWrite(exchange, engine, own)
            && !engine.ExtendedInfo.MustWrite(exchange, engine.Leases.UserContext(own)))
        {
            engine.Statistics.Add(Counter4.LeaseReuses);
            engine.Statistics.Add(exchange.Subnet!, null, SubnetCounter4.LeaseReuses);
            exchange.IsLeaseReused = true;
            Finish(exchange, address, left);
            return true;
        }

        if (!Allocation4.TryWrite(engine, exchange, address, ref lifetime, isRenewal: true))
        {
            // The client hears of the lease as it was, for as long as there is left of it.
            var before = engine.Leases.Fields(own);
            if (before.State != LeaseState.Default || before.IsExpiredAt(engine.Now))
            {
                return false;
            }

            lifetime = before.IsInfinite ? uint.MaxValue : (uint)Math.Clamp(before.Expire - engine.Now, 0, uint.MaxValue - 1);
        }

        Finish(exchange, address, lifetime);
        return true;
    }

    /// <summary>A reused lease is not written, but its reply still waits for what earlier batches wrote of it.</summary>
    private static void Finish(Exchange4 exchange, Ip4 address, uint lifetime)
    {
        exchange.Yiaddr = address;
        exchange.ReplyLifetime = lifetime;
        exchange.NeedsCommit = true;
    }
}
