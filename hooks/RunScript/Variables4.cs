using System.Buffers.Binary;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp4;

namespace StandardLibraries.RunScript;

/// <summary>What the program is told of DHCPv4 events.</summary>
internal static class Variables4
{
    private const byte CircuitId = 1;
    private const byte RemoteId = 2;
    private const int Ethernet = 1;

    /// <summary>lease4_renew</summary>
    public static Variables Of(LeaseSelectCall4 call, ushort port)
    {
        var variables = OfQuery(call.Exchange, port);
        var subnet = call.Subnet;
        variables.Add("SUBNET4_ID", subnet.Id);
        variables.Add("SUBNET4_NAME", subnet.Text);
        int slash = subnet.Text.IndexOf('/', StringComparison.Ordinal);
        variables.Add("SUBNET4_PREFIX", subnet.Text[..slash]);
        variables.Add("SUBNET4_PREFIX_LEN", subnet.Text[(slash + 1)..]);
        variables.Add("PKT4_CLIENT_ID", Variables.Hex(call.Exchange.ClientId));
        variables.AddHardware("PKT4_HWADDR", call.Exchange.Query.Chaddr, call.Exchange.Query.Htype);
        AddLease(variables, "LEASE4_", call.Lease.View);
        return variables;
    }

    /// <summary>lease4_release and lease4_decline</summary>
    public static Variables Of(LeaseCall4 call, ushort port)
    {
        var variables = OfQuery(call.Exchange, port);
        AddLease(variables, "LEASE4_", call.Lease.View);
        return variables;
    }

    /// <summary>lease4_expire and lease4_recover</summary>
    public static Variables Of(LeaseExpireCall4 call, bool isExpired)
    {
        var variables = new Variables();
        AddLease(variables, "LEASE4_", call.Lease.View);
        if (isExpired)
        {
            variables.Add("REMOVE_LEASE", call.IsRemoved);
        }

        return variables;
    }

    /// <summary>leases4_committed</summary>
    public static Variables Of(LeasesCommittedCall4 call, ushort port)
    {
        var variables = OfQuery(call.Exchange, port);
        int stored = 0;
        int deleted = 0;
        for (int i = 0; i < call.Count; i++)
        {
            var lease = call.Change(i, out bool isDelete);

            // A lease that its client gave back is deleted in Kea's eyes, however long it is kept.
            isDelete |= lease.Fields.State == LeaseState.Released;
            AddLease(variables, isDelete ? $"DELETED_LEASES4_AT{deleted++}_" : $"LEASES4_AT{stored++}_", lease);
        }

        variables.Add("LEASES4_SIZE", stored);
        variables.Add("DELETED_LEASES4_SIZE", deleted);
        return variables;
    }

    private static Variables OfQuery(Exchange4 exchange, ushort port)
    {
        var variables = new Variables();
        var query = exchange.Query;
        ref readonly var arrival = ref exchange.Arrival;
        variables.Add("QUERY4_TYPE", NameOf(exchange.MessageType));
        variables.Add("QUERY4_TXID", query.Xid);
        variables.Add("QUERY4_LOCAL_ADDR", arrival.Destination.ToString());
        variables.Add("QUERY4_LOCAL_PORT", port);
        variables.Add("QUERY4_REMOTE_ADDR", arrival.Source.ToString());
        variables.Add("QUERY4_REMOTE_PORT", arrival.SourcePort);
        variables.Add("QUERY4_IFACE_INDEX", arrival.Interface.Index);
        variables.Add("QUERY4_IFACE_NAME", arrival.Interface.Name);
        variables.Add("QUERY4_HOPS", query.Hops);
        variables.Add("QUERY4_SECS", query.Secs);
        variables.Add("QUERY4_FLAGS", query.Flags);
        variables.Add("QUERY4_CIADDR", query.Ciaddr.ToString());
        variables.Add("QUERY4_SIADDR", query.Siaddr.ToString());
        variables.Add("QUERY4_YIADDR", query.Yiaddr.ToString());
        variables.Add("QUERY4_GIADDR", query.Giaddr.ToString());
        variables.Add("QUERY4_RELAYED", query.IsRelayed);
        variables.AddHardware("QUERY4_HWADDR", query.Chaddr, query.Htype);
        AddFrame(variables, in arrival);
        if (query.TryOption(OptionCode4.RelayAgentInfo, out var agent))
        {
            variables.Add("QUERY4_OPTION_82", Variables.Digits(agent));
            if (query.TryRai(CircuitId, out var circuit))
            {
                variables.Add("QUERY4_OPTION_82_SUB_OPTION_1", Variables.Digits(circuit));
            }

            if (query.TryRai(RemoteId, out var remote))
            {
                variables.Add("QUERY4_OPTION_82_SUB_OPTION_2", Variables.Digits(remote));
            }
        }

        return variables;
    }

    /// <summary>Where the frame came from and went to; a UDP socket does not know.</summary>
    private static void AddFrame(Variables variables, in Arrival4 arrival)
    {
        if (arrival.SourceMac == 0)
        {
            variables.AddHardware("QUERY4_LOCAL_HWADDR", [], 0);
            variables.AddHardware("QUERY4_REMOTE_HWADDR", [], 0);
            return;
        }

        Span<byte> source = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(source, arrival.SourceMac);
        byte[] local = arrival.Destination.IsBroadcast ? [255, 255, 255, 255, 255, 255] : Variables.HardwareOf(arrival.Interface);
        variables.AddHardware("QUERY4_LOCAL_HWADDR", local, Ethernet);
        variables.AddHardware("QUERY4_REMOTE_HWADDR", source[2..], Ethernet);
    }

    private static void AddLease(Variables variables, string prefix, Lease4View lease)
    {
        variables.Add(prefix + "ADDRESS", lease.Fields.Address.ToString());
        variables.Add(prefix + "CLTT", lease.Fields.Cltt);
        variables.AddText(prefix + "HOSTNAME", lease.Hostname);
        variables.AddHardware(prefix + "HWADDR", lease.HardwareAddress, Ethernet);
        variables.Add(prefix + "STATE", Variables.StateOf(lease.Fields.State));
        variables.Add(prefix + "SUBNET_ID", lease.Fields.SubnetId);
        variables.Add(prefix + "VALID_LIFETIME", lease.Fields.ValidLifetime);
        variables.Add(prefix + "CLIENT_ID", Variables.Hex(lease.ClientId));
    }

    private static string NameOf(MessageType4 type) => type switch
    {
        MessageType4.Discover => "DHCPDISCOVER",
        MessageType4.Offer => "DHCPOFFER",
        MessageType4.Request => "DHCPREQUEST",
        MessageType4.Decline => "DHCPDECLINE",
        MessageType4.Ack => "DHCPACK",
        MessageType4.Nak => "DHCPNAK",
        MessageType4.Release => "DHCPRELEASE",
        MessageType4.Inform => "DHCPINFORM",
        _ => "UNKNOWN",
    };
}
