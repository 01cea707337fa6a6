using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseCmds;

/// <summary>An IPv4 lease as the arguments of a command describe it.</summary>
internal sealed class Draft4
{
    private byte[] _hardware = [];
    private byte[] _clientId = [];
    private byte[] _hostname = [];
    private byte[] _context = [];

    public Lease4Fields Fields;

    public Lease4View View => new()
    {
        Fields = Fields,
        HardwareAddress = _hardware,
        ClientId = _clientId,
        Hostname = _hostname,
        UserContext = _context,
    };

    /// <summary>Null, with the refusal, when the arguments are wrong or describe what cannot be here.</summary>
    public static Draft4? Read(Arguments arguments, ILeases4 leases, long now, out CommandResult? refusal)
    {
        refusal = null;
        string text = arguments.Text("ip-address");
        Ip4 address = default;
        if (arguments.Problem is null && !Ip4.TryParse(text, out address))
        {
            arguments.Refuse(Ip6.TryParse(text, out _)
                ? $"Non-IPv4 address specified: {text}"
                : $"Failed to convert '{text}' to address: Failed to convert string to address '{text}': Invalid argument");
        }

        var draft = new Draft4();
        draft.ReadIdentifiers(arguments);
        uint id = arguments.NumberOrNone("subnet-id") ?? 0;
        if (arguments.Problem is null)
        {
            var subnet = LeaseReader.Subnet(leases, "IPv4", id, address, out refusal);
            refusal ??= LeaseReader.Outside(subnet!, address);
            if (refusal is null)
            {
                draft.Fields.Address = address;
                draft.Fields.SubnetId = subnet!.Id;
                draft.ReadRest(arguments, subnet.Parameters.ValidLifetime.Default, now);
                draft.Fields.PoolId = arguments.NumberOrNone("pool-id") ?? leases.PoolIdOf(draft.View);
            }
        }

        refusal ??= arguments.Problem is { } problem ? CommandResult.Error(problem) : null;
        return refusal is null ? draft : null;
    }

    private void ReadIdentifiers(Arguments arguments)
    {
        string hardware = arguments.Text("hw-address");
        if (arguments.Problem is null && !Identifiers.TryHardware(hardware, out _hardware, out string problem))
        {
            arguments.Refuse(problem);
        }

        if (arguments.Has("client-id"))
        {
            string id = arguments.Text("client-id");
            if (arguments.Problem is null && !Identifiers.TryClientId(id, out _clientId, out problem))
            {
                arguments.Refuse(problem);
            }
        }
    }

    private void ReadRest(Arguments arguments, uint usualLifetime, long now)
    {
        Fields.ValidLifetime = arguments.NumberOrNone("valid-lft") ?? usualLifetime;
        Fields.Cltt = LeaseReader.Cltt(arguments, Fields.ValidLifetime, now, Fields.Address);
        Fields.IsFqdnForward = arguments.Flag("fqdn-fwd");
        Fields.IsFqdnReverse = arguments.Flag("fqdn-rev");
        _hostname = LeaseReader.Hostname(arguments, Fields.IsFqdnForward, Fields.IsFqdnReverse);
        Fields.State = LeaseReader.State(arguments, isV4: true);
        _context = UserContext.Read(arguments);
        if (_hardware.Length == 0 && _clientId.Length == 0 && Fields.State != LeaseState.Declined)
        {
            arguments.Refuse($"Lease4: {Fields.Address}, state: {StateName} has neither hardware address or client id");
        }
    }

    private string StateName => Fields.State switch
    {
        LeaseState.ExpiredReclaimed => "expired-reclaimed",
        LeaseState.Released => "released",
        _ => "default",
    };
}
