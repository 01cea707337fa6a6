using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseCmds;

/// <summary>An IPv6 lease as the arguments of a command describe it.</summary>
internal sealed class Draft6
{
    private byte[] _hardware = [];
    private byte[] _duid = [];
    private byte[] _hostname = [];
    private byte[] _context = [];

    public Lease6Fields Fields;

    public Lease6View View => new()
    {
        Fields = Fields,
        HardwareAddress = _hardware,
        Duid = _duid,
        Hostname = _hostname,
        UserContext = _context,
    };

    /// <summary>Null, with the refusal, when the arguments are wrong or describe what cannot be here.</summary>
    public static Draft6? Read(Arguments arguments, ILeases6 leases, long now, out CommandResult? refusal)
    {
        refusal = null;
        string text = arguments.Text("ip-address");
        Ip6 address = default;
        if (arguments.Problem is null && !Ip6.TryParse(text, out address))
        {
            arguments.Refuse(Ip4.TryParse(text, out _)
                ? $"Non-IPv6 address specified: {text}"
                : $"Failed to convert '{text}' to address: Failed to convert string to address '{text}': Invalid argument");
        }

        var draft = new Draft6 { Fields = { Address = address } };
        draft.ReadIdentifiers(arguments);
        draft.ReadType(arguments);
        uint id = arguments.NumberOrNone("subnet-id") ?? 0;
        if (id == 0 && draft.Fields.Type == LeaseType.Pd)
        {
            arguments.Refuse("Subnet-id is 0 or not specified. This is allowed for address leases only, not prefix leases.");
        }

        if (arguments.Problem is null)
        {
            var subnet = LeaseReader.Subnet(leases, "IPv6", id, address, out refusal);

            // A prefix need not lie in the subnet whose clients get it.
            refusal ??= draft.Fields.Type == LeaseType.Pd ? null : LeaseReader.Outside(subnet!, address);
            if (refusal is null)
            {
                draft.Fields.SubnetId = subnet!.Id;
                draft.ReadRest(arguments, subnet.Parameters.ValidLifetime.Default, subnet.Parameters.PreferredLifetime?.Default ?? 0, now);
                draft.Fields.PoolId = arguments.NumberOrNone("pool-id") ?? leases.PoolIdOf(draft.View);
            }
        }

        refusal ??= arguments.Problem is { } problem ? CommandResult.Error(problem) : null;
        return refusal is null ? draft : null;
    }

    private void ReadIdentifiers(Arguments arguments)
    {
        string duid = arguments.Text("duid");
        Fields.Iaid = arguments.Number("iaid");

        // A declined address is nobody's; it is shown, and taken, with this DUID.
        bool isNobody = duid == "00:00:00" && arguments.Member("state")?.Integer == (long)LeaseState.Declined;
        if (arguments.Problem is null && !isNobody && !Identifiers.TryDuid(duid, out _duid, out string problem))
        {
            arguments.Refuse(problem);
        }

        if (arguments.Has("hw-address"))
        {
            string hardware = arguments.Text("hw-address");
            if (arguments.Problem is null && !Identifiers.TryHardware(hardware, out _hardware, out problem))
            {
                arguments.Refuse(problem);
            }

            const ushort Ethernet = 1;
            Fields.HardwareType = _hardware.Length > 0 ? Ethernet : (ushort)0;
        }
    }

    private void ReadType(Arguments arguments)
    {
        Fields.PrefixLength = 128;
        if (!arguments.Has("type"))
        {
            return;
        }

        switch (arguments.Text("type"))
        {
            case "IA_NA":
                break;
            case "IA_PD":
                const uint Longest = 128;
                Fields.Type = LeaseType.Pd;
                Fields.PrefixLength = (byte)arguments.Number("prefix-len", Longest);
                if (Fields.PrefixLength == 0)
                {
                    arguments.Refuse("out of range value (0) specified for parameter 'prefix-len'");
                }

                break;
            case var other:
                arguments.Refuse($"Incorrect lease type: {other}, the only supported values are: IA_NA and IA_PD");
                break;
        }
    }

    private void ReadRest(Arguments arguments, uint usualLifetime, uint usualPreferred, long now)
    {
        Fields.ValidLifetime = arguments.NumberOrNone("valid-lft") ?? usualLifetime;

        // As for clients: five eighths when nothing is set, or when it would outlive the lease.
        Fields.PreferredLifetime = arguments.NumberOrNone("preferred-lft")
            ?? (usualPreferred == 0 || usualPreferred > Fields.ValidLifetime ? (uint)(Fields.ValidLifetime * 625UL / 1000) : usualPreferred);
        Fields.Cltt = LeaseReader.Cltt(arguments, Fields.ValidLifetime, now, Fields.Address);
        Fields.IsFqdnForward = arguments.Flag("fqdn-fwd");
        Fields.IsFqdnReverse = arguments.Flag("fqdn-rev");
        _hostname = LeaseReader.Hostname(arguments, Fields.IsFqdnForward, Fields.IsFqdnReverse);
        Fields.State = LeaseReader.State(arguments, isV4: false);
        if (Fields.Type == LeaseType.Pd && Fields.State is (LeaseState.Declined or LeaseState.Registered))
        {
            arguments.Refuse(Fields.State == LeaseState.Declined
                ? "Invalid declined state for PD prefix." : "Invalid registered state for PD prefix.");
        }

        _context = UserContext.Read(arguments);
    }
}
