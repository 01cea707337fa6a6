using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile;

/// <summary>What a clean-up keeps of the files it reads, for the leases of one family.</summary>
public abstract class LeaseCompaction
{
    public static LeaseCompaction Of4() => new CompactRows<Csv4, Lease4View, Ip4>();

    public static LeaseCompaction Of6() => new CompactRows<Csv6, Lease6View, Ip6>();

    /// <summary>Leases there are.</summary>
    public abstract int Count { get; }

    /// <summary>Takes in a file; what it says of an address counts more than what was read before.</summary>
    public abstract LeaseFileResult Read(string path, uint maxErrors, Logger log);

    /// <summary>Writes a whole file of what is left, in today's schema.</summary>
    public abstract bool TryWrite(IJournalFile file, out string error);
}
