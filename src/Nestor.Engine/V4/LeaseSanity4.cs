using Nestor.Engine.Selection;
using Nestor.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Engine.V4;

/// <summary>Loaded leases whose subnet is not the one their address is in: Kea's <c>sanity-checks/lease-checks</c>.</summary>
public static class LeaseSanity4
{
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
            switch (LeaseSanity.Judge(log, checks, fields.Address, fields.SubnetId, right))
            {
                case LeaseFate.Move:
                    var lease = leases.View(slot);
                    lease.Fields.SubnetId = right;
                    leases.Put(in lease);
                    break;
                case LeaseFate.Discard:
                    leases.RemoveSlot(slot);
                    break;
            }
        }
    }
}
