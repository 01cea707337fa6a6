using Nestor.Engine.RelayInformation;
using Nestor.Engine.Selection;
using Nestor.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Engine.V4;

/// <summary>Loaded leases whose subnet is not the one their address is in: Kea's <c>sanity-checks/lease-checks</c>.</summary>
public static class LeaseSanity4
{
    /// <summary>What is wrong with it stays in the lease file, as with Kea.</summary>
    private static readonly LogId InfoFailId = LogId.Error("DHCPSRV_LEASE4_EXTENDED_INFO_SANITY_FAIL");
    private static readonly LogId InfoUpgradedId = LogId.Debug(40, "DHCPSRV_LEASE4_EXTENDED_INFO_UPGRADED");

    public static void Check(LeaseTable4 leases, Dhcp4Settings settings, Logger log)
    {
        CheckRelayInformation(leases, settings.SanityChecks.ExtendedInfoChecks, log);
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

    private static void CheckRelayInformation(LeaseTable4 leases, ExtendedInfoChecks level, Logger log)
    {
        for (int slot = 0; slot < leases.SlotLimit; slot++)
        {
            if (!leases.IsUsed(slot) || leases.UserContext(slot).IsEmpty)
            {
                continue;
            }

            byte[] context = leases.UserContext(slot).ToArray();
            var fate = InfoCheck.Judge4(ref context, level, out string problem);
            if (fate == InfoFate.Fine)
            {
                continue;
            }

            var lease = leases.View(slot);
            lease.UserContext = context;
            if (fate == InfoFate.Removed)
            {
                log.Write(InfoFailId, $"lease {lease.Fields.Address}: its relay information is left out, {problem}");
            }
            else
            {
                log.Write(InfoUpgradedId, $"lease {lease.Fields.Address}: its relay information is in today's form now");
            }

            leases.Put(in lease);
        }
    }
}
