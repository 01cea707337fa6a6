using System.Text;
using Nestor.Hooks.Services;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseCmds;

/// <summary>What commands that are the same for both families need to know of one.</summary>
internal abstract class LeaseFamily<TAddr, TView, TFields, TSubnet>
    where TAddr : struct, IAddress<TAddr>
    where TView : struct, ILeaseView<TView, TFields>, allows ref struct
    where TFields : struct
    where TSubnet : Subnet<TAddr>
{
    /// <summary>IPv4 or IPv6.</summary>
    public abstract string Name { get; }

    /// <summary>4 or 6: the figure in the names of commands.</summary>
    public abstract char Figure { get; }

    public abstract ILeases<TAddr, TView, TSubnet> Leases(IHookServer server);

    public abstract IReadOnlyList<TSubnet> Subnets(DhcpSettings settings);

    /// <summary>What leases are found by.</summary>
    public abstract LeaseFacts<TAddr> FactsOf(in TView lease);

    public abstract void Write(in TView lease, StringBuilder to);

    /// <summary>An address of the family; false, with what Kea says of a wrong one, for everything else.</summary>
    public bool TryAddress(string text, out TAddr address, out string problem)
    {
        problem = "";
        if (TAddr.TryParse(text, out address))
        {
            return true;
        }

        problem = IsAddress(text) ? $"Invalid {Name} address specified: {text}" : $"Failed to convert string to address '{text}': Invalid argument";
        return false;
    }

    /// <summary>An address of either family.</summary>
    public static bool IsAddress(string text) => Ip4.TryParse(text, out _) || Ip6.TryParse(text, out _);
}

/// <summary>What leases of both families have alike.</summary>
internal readonly record struct LeaseFacts<TAddr>(TAddr Address, uint SubnetId, LeaseState State, bool IsForward, bool IsReverse)
    where TAddr : struct;

/// <inheritdoc/>
internal sealed class Family4 : LeaseFamily<Ip4, Lease4View, Lease4Fields, Subnet4>
{
    public override string Name => "IPv4";

    public override char Figure => '4';

    public override ILeases4 Leases(IHookServer server) => server.Leases4!;

    public override IReadOnlyList<Subnet4> Subnets(DhcpSettings settings) => ((Dhcp4Settings)settings).Subnets;

    public override LeaseFacts<Ip4> FactsOf(in Lease4View lease) =>
        new(lease.Fields.Address, lease.Fields.SubnetId, lease.Fields.State, lease.Fields.IsFqdnForward, lease.Fields.IsFqdnReverse);

    public override void Write(in Lease4View lease, StringBuilder to) => LeaseText.Write(in lease, to);
}

/// <inheritdoc/>
internal sealed class Family6 : LeaseFamily<Ip6, Lease6View, Lease6Fields, Subnet6>
{
    public override string Name => "IPv6";

    public override char Figure => '6';

    public override ILeases6 Leases(IHookServer server) => server.Leases6!;

    public override IReadOnlyList<Subnet6> Subnets(DhcpSettings settings) => ((Dhcp6Settings)settings).Subnets;

    public override LeaseFacts<Ip6> FactsOf(in Lease6View lease) =>
        new(lease.Fields.Address, lease.Fields.SubnetId, lease.Fields.State, lease.Fields.IsFqdnForward, lease.Fields.IsFqdnReverse);

    public override void Write(in Lease6View lease, StringBuilder to) => LeaseText.Write(in lease, to);
}
