using Nestor.Leases;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Engine.V4;

/// <summary>Loaded leases whose subnet is not the one their address is in: Kea's <c>sanity-checks/lease-checks</c>.</summary>
public static class LeaseSanity4
{
    private static readonly LogId FailId = LogId.Warn("DHCPSRV_LEASE_SANITY_FAIL");
    private static readonly LogId FixedId = LogId.Info("DHCPSRV_LEASE_SANITY_FIXED");
    private static readonly LogId DiscardId = LogId.Info("DHCPSRV_LEASE_SANITY_FAIL_DISCARD");

    public static void Check(LeaseTable4 leases, Dhcp4Settings settings, Logger log)
    {
        var checks = settings.SanityChecks.LeaseChecks;
        if (checks == LeaseChecks.None)
        {
            return;
        }

        var subnets = new SubnetIndex4(settings);
        for (int slot = 0; slot < leases.SlotLimit; slot++)
        {
            if (!leases.IsUsed(slot))
            {
                continue;
            }

            var fields = leases.Fields(slot);
            if (subnets.ById(fields.SubnetId) is { } own && own.Contains(fields.Address))
            {
                continue;
            }

            uint right = subnets.ByAddress(fields.Address)?.Id ?? 0;
            if (checks is LeaseChecks.Fix or LeaseChecks.FixDelete && right != 0)
            {
                log.Write(FixedId, $"lease {fields.Address} was in subnet {fields.SubnetId} and is now in {right}, where its address is");
                var lease = leases.View(slot);
                lease.Fields.SubnetId = right;
                leases.Put(in lease);
            }
            else if (checks is LeaseChecks.Delete or LeaseChecks.FixDelete)
            {
                log.Write(DiscardId, $"lease {fields.Address} in subnet {fields.SubnetId} fits no subnet and is discarded");
                leases.RemoveSlot(slot);
            }
            else
            {
                log.Write(FailId, $"lease {fields.Address} says subnet {fields.SubnetId}, but its address is in {right} (0 is none)");
            }
        }
    }
}
