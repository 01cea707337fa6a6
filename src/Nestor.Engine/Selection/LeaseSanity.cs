using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Engine.Selection;

/// <summary>What becomes of a loaded lease whose subnet is not the one its address is in.</summary>
public enum LeaseFate
{
    Keep,
    Move,
    Discard,
}

/// <summary>Kea's <c>sanity-checks/lease-checks</c>, for leases of both families.</summary>
public static class LeaseSanity
{
    private static readonly LogId FailId = LogId.Warn("DHCPSRV_LEASE_SANITY_FAIL");
    private static readonly LogId FixedId = LogId.Info("DHCPSRV_LEASE_SANITY_FIXED");
    private static readonly LogId DiscardId = LogId.Info("DHCPSRV_LEASE_SANITY_FAIL_DISCARD");

    /// <param name="said">The subnet id in the lease.</param>
    /// <param name="right">That of the subnet its address is in; 0 when it is in none.</param>
    public static LeaseFate Judge<TAddr>(Logger log, LeaseChecks checks, TAddr address, uint said, uint right)
        where TAddr : struct, IUtf8SpanFormattable
    {
        if (checks is LeaseChecks.Fix or LeaseChecks.FixDelete && right != 0)
        {
            log.Write(FixedId, $"lease {address} was in subnet {said} and is now in {right}, where its address is");
            return LeaseFate.Move;
        }

        if (checks is LeaseChecks.Delete or LeaseChecks.FixDelete)
        {
            log.Write(DiscardId, $"lease {address} in subnet {said} fits no subnet and is discarded");
            return LeaseFate.Discard;
        }

        log.Write(FailId, $"lease {address} says subnet {said}, but its address is in {right} (0 is none)");
        return LeaseFate.Keep;
    }
}
