using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseCmds;

/// <summary>Says whether a lease is wanted.</summary>
internal delegate bool Wanted<TView>(in TView lease)
    where TView : struct, allows ref struct;

/// <summary>Looks at all leases, a few a turn, and keeps copies of those that are wanted.</summary>
internal sealed class Walk<TAddr, TView, TFields, TSubnet>(
    ILeases<TAddr, TView, TSubnet> leases, TimeProvider clock, LeasePack<TView, TFields> pack, Wanted<TView> isWanted)
    where TAddr : struct, IAddress<TAddr>
    where TView : struct, ILeaseView<TView, TFields>, allows ref struct
    where TFields : struct
    where TSubnet : Subnet<TAddr>
{
    private int _next;

    /// <summary>Goes on; what comes behind the last lease is the answer, or a later one.</summary>
    public CommandResult Run(Func<CommandResult> end)
    {
        var slice = new Slice(clock);
        do
        {
            for (int i = 0; i < Slice.Few; i++)
            {
                if (_next >= leases.NumberLimit)
                {
                    return end();
                }

                if (leases.TryGet(_next++, out var lease) && isWanted(in lease))
                {
                    pack.Add(in lease);
                }
            }
        }
        while (!slice.IsOver);
        return CommandResult.Later(() => Run(end));
    }
}
