using System.Globalization;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp6;

namespace StandardLibraries.RunScript;

/// <summary>What the program is told of DHCPv6 events.</summary>
internal static class Variables6
{
    /// <summary>Kea's DUID of a declined lease, which is nobody's.</summary>
    private const string NoDuid = "00";

    /// <summary>lease6_renew and lease6_rebind</summary>
    public static Variables Of(LeaseRenewCall6 call)
    {
        var variables = OfQuery(call.Exchange);
        AddLease(variables, "LEASE6_", call.Lease.View);
        variables.Add("PKT6_IA_IAID", call.Iaid);
        variables.Add("PKT6_IA_IA_TYPE", call.IaType);

        // Those of the answer's IA, which as with Kea has no times yet when its leases are renewed.
        variables.Add("PKT6_IA_IA_T1", 0);
        variables.Add("PKT6_IA_IA_T2", 0);
        return variables;
    }

    /// <summary>lease6_release and lease6_decline</summary>
    public static Variables Of(LeaseCall6 call)
    {
        var variables = OfQuery(call.Exchange);
        AddLease(variables, "LEASE6_", call.Lease.View);
        return variables;
    }

    /// <summary>lease6_expire and lease6_recover</summary>
    public static Variables Of(LeaseExpireCall6 call, bool isExpired)
    {
        var variables = new Variables();
        AddLease(variables, "LEASE6_", call.Lease.View);
        if (isExpired)
        {
            variables.Add("REMOVE_LEASE", call.IsRemoved);
        }

        return variables;
    }

    /// <summary>addr6_register</summary>
    public static Variables Of(RegisterCall6 call)
    {
        var variables = OfQuery(call.Exchange);
        variables.Add("ADDRESS6", call.Address.ToString());
        if (call.HasBefore)
        {
            AddLease(variables, "OLD_LEASE6_", call.Before.View);
        }

        AddLease(variables, "NEW_LEASE6_", call.Lease.View);
        return variables;
    }

    /// <summary>leases6_committed</summary>
    public static Variables Of(LeasesCommittedCall6 call)
    {
        var variables = OfQuery(call.Exchange);
        int stored = 0;
        int deleted = 0;
        for (int i = 0; i < call.Count; i++)
        {
            var lease = call.Change(i, out bool isDelete);

            // A lease that its client gave back is deleted in Kea's eyes, however long it is kept.
            isDelete |= lease.Fields.State == LeaseState.Released;
            AddLease(variables, isDelete ? $"DELETED_LEASES6_AT{deleted++}_" : $"LEASES6_AT{stored++}_", lease);
        }

        variables.Add("LEASES6_SIZE", stored);
        variables.Add("DELETED_LEASES6_SIZE", deleted);
        return variables;
    }

    private static Variables OfQuery(Exchange6 exchange)
    {
        var variables = new Variables();
        ref readonly var arrival = ref exchange.Arrival;
        variables.Add("QUERY6_TYPE", NameOf(exchange.MessageType));
        variables.Add("QUERY6_TXID", exchange.Query.TransactionId);
        variables.Add("QUERY6_LOCAL_ADDR", arrival.Destination.ToString());

        // As Kea, whose UDP sockets tell neither where a datagram was sent to nor the frame it came in.
        variables.Add("QUERY6_LOCAL_PORT", 0);
        variables.Add("QUERY6_REMOTE_ADDR", arrival.Source.ToString());
        variables.Add("QUERY6_REMOTE_PORT", arrival.SourcePort);
        variables.Add("QUERY6_IFACE_INDEX", arrival.Interface.Index);
        variables.Add("QUERY6_IFACE_NAME", arrival.Interface.Name);
        variables.Add("QUERY6_REMOTE_HWADDR", "");
        variables.Add("QUERY6_REMOTE_HWADDR_TYPE", "");
        variables.Add("QUERY6_PROTO", "UDP");
        variables.Add("QUERY6_CLIENT_ID", Variables.Hex(exchange.Duid));
        return variables;
    }

    private static void AddLease(Variables variables, string prefix, Lease6View lease)
    {
        variables.Add(prefix + "ADDRESS", lease.Fields.Address.ToString());
        variables.Add(prefix + "CLTT", lease.Fields.Cltt);
        variables.AddText(prefix + "HOSTNAME", lease.Hostname);
        variables.Add(prefix + "HWADDR", Variables.Hex(lease.HardwareAddress));
        variables.Add(prefix + "HWADDR_TYPE", lease.HardwareAddress.IsEmpty ? "" : lease.Fields.HardwareType.ToString(CultureInfo.InvariantCulture));
        variables.Add(prefix + "STATE", Variables.StateOf(lease.Fields.State));
        variables.Add(prefix + "SUBNET_ID", lease.Fields.SubnetId);
        variables.Add(prefix + "VALID_LIFETIME", lease.Fields.ValidLifetime);
        variables.Add(prefix + "DUID", lease.Duid.IsEmpty ? NoDuid : Variables.Hex(lease.Duid));
        variables.Add(prefix + "IAID", lease.Fields.Iaid);
        variables.Add(prefix + "PREFERRED_LIFETIME", lease.Fields.PreferredLifetime);
        variables.Add(prefix + "PREFIX_LEN", lease.Fields.PrefixLength);
        variables.Add(prefix + "TYPE", lease.Fields.Type == LeaseType.Na ? "IA_NA" : "IA_PD");
    }

    private static string NameOf(MessageType6 type) => type switch
    {
        MessageType6.Solicit => "SOLICIT",
        MessageType6.Request => "REQUEST",
        MessageType6.Confirm => "CONFIRM",
        MessageType6.Renew => "RENEW",
        MessageType6.Rebind => "REBIND",
        MessageType6.Release => "RELEASE",
        MessageType6.Decline => "DECLINE",
        MessageType6.InformationRequest => "INFORMATION_REQUEST",
        MessageType6.AddrRegInform => "ADDR_REG_INFORM",
        _ => "UNKNOWN",
    };
}
