using NestorConfig.Dhcpd.Output;

namespace NestorConfig.Dhcpd.Scopes;

/// <summary>A subnet that is being made.</summary>
/// <param name="First">Its first address as a number.</param>
/// <param name="Length">Of its prefix, in bits.</param>
/// <param name="Bits">Of an address: 32 or 128.</param>
internal sealed record NetworkDraft(uint Id, UInt128 First, int Length, int Bits, Scope Scope)
{
    private readonly List<(UInt128 First, UInt128 Last)> _pools = [];

    public MapDraft Target => Scope.Target;

    public UInt128 Last => First + (Length == 0 ? (Bits == 32 ? uint.MaxValue : UInt128.MaxValue) : ((UInt128)1 << (Bits - Length)) - 1);

    /// <summary>Identifiers and addresses that are reserved already.</summary>
    public HashSet<string> Reserved { get; } = [];

    /// <summary>First and last address of its pools of prefixes.</summary>
    public List<(UInt128 First, UInt128 Last)> Delegated { get; } = [];

    public bool Contains(UInt128 address) => address >= First && address <= Last;

    /// <summary>Takes a range; false when it overlaps one that is there.</summary>
    public bool TryAddPool(UInt128 first, UInt128 last)
    {
        if (_pools.Exists(p => first <= p.Last && last >= p.First))
        {
            return false;
        }

        _pools.Add((first, last));
        return true;
    }
}
