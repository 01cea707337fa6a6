using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseCmds;

/// <summary>What arguments that describe a lease have alike in both families.</summary>
internal static class LeaseReader
{
    private const int MaxHostname = 255;

    /// <summary>In lower case, as names are kept; a flag of the DNS needs one.</summary>
    public static byte[] Hostname(Arguments arguments, bool isForward, bool isReverse)
    {
        byte[] name = Encoding.UTF8.GetBytes(arguments.TextOrNone("hostname").ToLowerInvariant());
        if (name.Length > MaxHostname)
        {
            arguments.Refuse($"'hostname' parameter has {name.Length} bytes, at most {MaxHostname} are kept");
        }

        if (name.Length == 0 && (isForward || isReverse))
        {
            arguments.Refuse("No hostname specified and either forward or reverse fqdn was set to true.");
        }

        return name;
    }

    /// <summary>When the client was heard of last: by <c>expire</c>, else now.</summary>
    public static long Cltt<TAddr>(Arguments arguments, uint lifetime, long now, TAddr address)
        where TAddr : struct
    {
        if (arguments.LongOrNone("expire") is not { } expire)
        {
            return now;
        }

        if (expire <= 0)
        {
            arguments.Refuse($"expiration time must be positive for address {address}");
        }
        else if (expire < lifetime)
        {
            arguments.Refuse($"expiration time must be greater than valid lifetime for address {address}");
        }

        return expire - lifetime;
    }

    public static LeaseState State(Arguments arguments, bool isV4)
    {
        uint state = arguments.NumberOrNone("state") ?? 0;
        if (state > (isV4 ? (uint)LeaseState.Released : (uint)LeaseState.Registered))
        {
            arguments.Refuse($"Invalid state value: {state}, supported values are: 0 (default), 1 (declined), 2 (expired-reclaimed)"
                + (isV4 ? " and 3 (released)" : ", 3 (released) and 4 (registered)"));
        }

        return (LeaseState)state;
    }

    /// <summary>The subnet by its id, or by the address where that is allowed; null, with what is against it, without one.</summary>
    public static TSubnet? Subnet<TAddr, TView, TSubnet>(
        ILeases<TAddr, TView, TSubnet> leases, string family, uint id, TAddr address, out CommandResult? conflict)
        where TAddr : struct, IAddress<TAddr>
        where TView : struct, allows ref struct
        where TSubnet : Subnet<TAddr>
    {
        var subnet = id != 0 ? leases.Subnet(id) : leases.SubnetOf(address);
        conflict = subnet is not null ? null : CommandResult.Conflict(id != 0
            ? $"Invalid subnet-id: No {family} subnet with subnet-id={id} currently configured."
            : $"subnet-id not specified and failed to find a subnet for address {address}");
        return subnet;
    }

    /// <summary>What is against an address that lies elsewhere; null for nothing.</summary>
    public static CommandResult? Outside<TAddr>(Subnet<TAddr> subnet, TAddr address)
        where TAddr : struct, IAddress<TAddr> => subnet.Contains(address)
            ? null
            : CommandResult.Conflict($"The address {address} does not belong to subnet {subnet.Text}, subnet-id={subnet.Id}");
}
