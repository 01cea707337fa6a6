using System.Buffers.Binary;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp6;

namespace StandardLibraries.RunScript;

/// <summary>What the program is told of DHCPv6 events.</summary>
internal static class Variables6
{
    private const ushort IaNa = 3;

    /// <summary>lease6_renew and lease6_rebind</summary>
    public static Variables Of(LeaseRenewCall6 call, ushort port)
    {
        var variables = OfQuery(call.Exchange, port);
        AddLease(variables, "LEASE6_", call.Lease.View);
        variables.Add("PKT6_IA_IAID", call.Iaid);
        variables.Add("PKT6_IA_IA_TYPE", call.IaType == IaNa ? "IA_NA" : "IA_PD");
        variables.Add("PKT6_IA_IA_T1", call.T1);
        variables.Add("PKT6_IA_IA_T2", call.T2);
        return variables;
    }

    /// <summary>lease6_release and lease6_decline</summary>
    public static Variables Of(LeaseCall6 call, ushort port)
    {
        var variables = OfQuery(call.Exchange, port);
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
    public static Variables Of(RegisterCall6 call, ushort port)
    {
        var variables = OfQuery(call.Exchange, port);
        variables.Add("ADDRESS6", call.Address.ToString());
        if (call.HasBefore)
        {
            AddLease(variables, "OLD_LEASE6_", call.Before.View);
        }

        AddLease(variables, "NEW_LEASE6_", call.Lease.View);
        return variables;
    }

    /// <summary>leases6_committed</summary>
    public static Variables Of(LeasesCommittedCall6 call, ushort port)
    {
        var variables = OfQuery(call.Exchange, port);
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

    private static Variables OfQuery(Exchange6 exchange, ushort port)
    {
        var variables = new Variables();
        ref readonly var arrival = ref exchange.Arrival;
        variables.Add("QUERY6_TYPE", NameOf(exchange.MessageType));
        variables.Add("QUERY6_TXID", exchange.Query.TransactionId);
        variables.Add("QUERY6_LOCAL_ADDR", arrival.Destination.ToString());
        variables.Add("QUERY6_LOCAL_PORT", port);
        variables.Add("QUERY6_REMOTE_ADDR", arrival.Source.ToString());
        variables.Add("QUERY6_REMOTE_PORT", arrival.SourcePort);
        variables.Add("QUERY6_IFACE_INDEX", arrival.Interface.Index);
        variables.Add("QUERY6_IFACE_NAME", arrival.Interface.Name);
        variables.AddHardware("QUERY6_REMOTE_HWADDR", exchange.HardwareAddress, exchange.HardwareType);
        variables.Add("QUERY6_PROTO", "UDP");
        variables.Add("QUERY6_CLIENT_ID", Variables.Hex(exchange.Duid));
        return variables;
    }

    private static void AddLease(Variables variables, string prefix, Lease6View lease)
    {
        variables.Add(prefix + "ADDRESS", lease.Fields.Address.ToString());
        variables.Add(prefix + "CLTT", lease.Fields.Cltt);
        variables.AddText(prefix + "HOSTNAME", lease.Hostname);
        variables.AddHardware(prefix + "HWADDR", lease.HardwareAddress, lease.Fields.HardwareType);
        variables.Add(prefix + "STATE", Variables.StateOf(lease.Fields.State));
        variables.Add(prefix + "SUBNET_ID", lease.Fields.SubnetId);
        variables.Add(prefix + "VALID_LIFETIME", lease.Fields.ValidLifetime);
        variables.Add(prefix + "DUID", Variables.Hex(lease.Duid));
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
